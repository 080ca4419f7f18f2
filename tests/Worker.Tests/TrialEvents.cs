using System.Collections.Concurrent;
using System.Text.Json;
using AethergenAI.Workspace;
using Npgsql;

namespace AethergenAI.Worker.Tests;

/// <summary>Hears from the database's triggers each time that a trial of a run is said to be done.</summary>
internal sealed class TrialEvents : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly CancellationTokenSource over = new();
    private readonly ConcurrentQueue<(string Run, string Trial)> done = new();
    private readonly Task listening;

    private TrialEvents(NpgsqlConnection connection)
    {
        this.connection = connection;
        connection.Notification += (_, notice) => Keep(notice.Payload);
        listening = ListenAsync();
    }

    public static async Task<TrialEvents> ListenAsync(WorkerFixture fixture, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(fixture.ConnectionString);
        await connection.OpenAsync(ct);
        await using var listen = new NpgsqlCommand("listen changes", connection);
        await listen.ExecuteNonQueryAsync(ct);
        return new TrialEvents(connection);
    }

    /// <summary>The trials of the run that are done, each as often as it was said.</summary>
    public IReadOnlyList<string> DoneOf(Id<Run> run) =>
        [.. from end in done where end.Run == run.ToString() select end.Trial];

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await listening;
        await connection.DisposeAsync();
        over.Dispose();
    }

    private void Keep(string payload)
    {
        JsonElement change = JsonElement.Parse(payload);
        if (change.TryGetProperty("event", out JsonElement what) && what.GetString() == "done")
        {
            done.Enqueue((change.GetProperty("id").GetString()!, change.GetProperty("part").GetString()!));
        }
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                await connection.WaitAsync(over.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }
}
