using System.Net.Sockets;
using AethergenAI.Api.Mail;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Api.Runs;

/// <summary>
/// Writes to whoever has a run's model tested that newer rows have drifted from it. Of several copies of the API one
/// sends each letter; where one dies at that moment, another sends it again.
/// </summary>
internal sealed partial class DriftLetters(
    NpgsqlDataSource source,
    TenantDb tenants,
    IMail mail,
    TimeProvider clock,
    ILogger<DriftLetters> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                while (await SendNextAsync(stoppingToken)) { }
            }
            catch (Exception away) when (away is NpgsqlException or SocketException or IOException)
            {
                LogAway(away.GetType().Name);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>Whether there was one.</returns>
    private async Task<bool> SendNextAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        Id<DriftCheck> check;
        Id<Tenant> tenant;
        await using (
            var next = new NpgsqlCommand(
                "select check_id, tenant_id from jobs.drift_letters limit 1 for update skip locked",
                connection
            )
        )
        {
            await using var row = await next.ExecuteReaderAsync(ct);
            if (!await row.ReadAsync(ct))
            {
                return false;
            }
            (check, tenant) = (new(row.GetGuid(0)), new(row.GetGuid(1)));
        }

        if (await LetterAsync(tenant, check, ct) is { } letter)
        {
            await mail.SendAsync(letter, ct);
        }
        await using (var sent = new NpgsqlCommand("delete from jobs.drift_letters where check_id = $1", connection))
        {
            sent.Parameters.Add(new() { Value = check.Value });
            await sent.ExecuteNonQueryAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <returns>Null where nobody has the run tested any more, or who had it is no member any more.</returns>
    private async Task<Letter?> LetterAsync(Id<Tenant> tenant, Id<DriftCheck> id, CancellationToken ct)
    {
        await using var db = tenants.OpenFor(tenant);
        var check = await db.DriftChecks.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        if (check?.Report is not { } report)
        {
            return null;
        }

        var watch = await db.DriftWatches.AsNoTracking().SingleOrDefaultAsync(row => row.RunId == check.RunId, ct);
        if (watch is null || !await db.Members.AnyAsync(member => member.Email == watch.Owner, ct))
        {
            return null;
        }
        var run = await db.Runs.GetAsync(check.RunId, ct);
        var project = await db.Projects.GetAsync(run.ProjectId, ct);
        return new(
            watch.Owner,
            $"Drift: the model of \"{run.Name}\" should be fitted again",
            $"""
            The rows of {check.SeedName} were tested against the model of the run "{run.Name}" in the project
            "{project.Name}".

            {report.Sentence}

            The run's page in AethergenAI shows each test, and ends them. You get this letter because you have this
            model tested again and again.
            """
        );
    }

    [LoggerMessage(LogLevel.Warning, "Letters about drift wait: {Reason}")]
    private partial void LogAway(string reason);
}
