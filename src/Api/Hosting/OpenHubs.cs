using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Claims;
using AethergenAI.Api.Tenancy;
using Microsoft.AspNetCore.SignalR;

namespace AethergenAI.Api.Hosting;

/// <summary>
/// Closes hubs whose session has ended: a hub asks for its cookie once, when it is opened. Every second it looks at
/// those that are open.
/// </summary>
internal sealed class OpenHubs(Sessions sessions, ApiKeys keys, TimeProvider clock) : BackgroundService, IHubFilter
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, HubCallerContext> open = new(StringComparer.Ordinal);

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        open[context.Context.ConnectionId] = context.Context;
        await next(context);
    }

    public async Task OnDisconnectedAsync(
        HubLifetimeContext context,
        Exception? exception,
        Func<HubLifetimeContext, Exception?, Task> next
    )
    {
        open.TryRemove(context.Context.ConnectionId, out _);
        await next(context, exception);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CloseAsync(stoppingToken);
            }
            catch (Exception away) when (away is DbException or InvalidOperationException or TimeoutException)
            {
                continue; // the database is away; the hubs have nothing to tell then
            }
        }
    }

    private async Task CloseAsync(CancellationToken ct)
    {
        foreach (HubCallerContext hub in open.Values)
        {
            if (hub.User is null || !await HoldsAsync(hub.User, ct))
            {
                hub.Abort();
            }
        }
    }

    private Task<bool> HoldsAsync(ClaimsPrincipal caller, CancellationToken ct) =>
        ApiKeys.IsKey(caller) ? keys.HoldsAsync(caller, ct) : sessions.HoldsAsync(caller, ct);
}
