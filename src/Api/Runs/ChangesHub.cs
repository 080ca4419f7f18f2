using System.Text.Json;
using System.Threading.Channels;
using AethergenAI.Api.Tenancy;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.SignalR;

namespace AethergenAI.Api.Runs;

/// <summary>
/// Tells a tenant's browsers what changed, as the key of the query to refetch: <c>changed(["runs", id])</c>.
/// For a trial it also gives the new status: <c>changed(["trials", run, "c01-r2", "done"])</c>.
/// </summary>
internal sealed class ChangesHub : Hub
{
    public override Task OnConnectedAsync() =>
        Groups.AddToGroupAsync(Context.ConnectionId, Context.User!.Tenant().ToString());
}

/// <summary>Sends changes to the browsers without blocking the connection that receives them.</summary>
internal sealed class ChangeFeed(IHubContext<ChangesHub> hub) : BackgroundService
{
    /// <summary>The notification channel of the database's triggers.</summary>
    internal const string Channel = "changes";

    /// <param name="Id">A row's id, or the hash of a dataset.</param>
    private sealed record Change(Id<Tenant> Tenant, string Kind, string Id, string? Part, string? Event)
    {
        internal string[] Key => [.. new[] { Kind, Id, Part, Event }.OfType<string>()];
    }

    private readonly Channel<Change?> changes = System.Threading.Channels.Channel.CreateUnbounded<Change?>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    internal void Publish(string payload) =>
        changes.Writer.TryWrite(JsonSerializer.Deserialize<Change>(payload, Json.Options));

    /// <summary>After missed notifications: all clients refetch everything.</summary>
    internal void Missed() => changes.Writer.TryWrite(null);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in changes.Reader.ReadAllAsync(stoppingToken))
        {
            await (
                change is null
                    ? hub.Clients.All.SendAsync("changed", Array.Empty<string>(), stoppingToken)
                    : hub.Clients.Group(change.Tenant.ToString()).SendAsync("changed", change.Key, stoppingToken)
            );
        }
    }
}
