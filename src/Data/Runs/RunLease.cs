using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Data.Runs;

/// <summary>
/// The sole right to carry out a run: an advisory lock of a connection, so it ends with its holder, however that ends.
/// While it is held it looks four times a second whether the run is to be cancelled.
/// </summary>
public sealed class RunLease : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly NpgsqlConnection connection;
    private readonly TenantDb tenants;
    private readonly Id<Tenant> tenant;
    private readonly Id<Run> run;
    private readonly CancellationTokenSource ended;
    private readonly CancellationTokenSource released = new();
    private readonly Task watching;

    private RunLease(
        NpgsqlConnection connection,
        TenantDb tenants,
        Id<Tenant> tenant,
        Id<Run> run,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        this.connection = connection;
        this.tenants = tenants;
        this.tenant = tenant;
        this.run = run;
        ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        watching = WatchAsync(clock);
    }

    /// <summary>
    /// Is cancelled when the work is to stop: the run is to be cancelled, the lease is lost,
    /// or the caller's token says so.
    /// </summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>Somebody asked for the run to be cancelled.</summary>
    public bool CancelRequested { get; private set; }

    /// <summary>Waits until no other worker carries out the run.</summary>
    public static async Task<RunLease> TakeAsync(
        NpgsqlDataSource source,
        TenantDb tenants,
        Id<Tenant> tenant,
        Id<Run> run,
        TimeProvider clock,
        CancellationToken ct
    ) => new(await SessionLocks.LockAsync(source, run.ToString(), ct), tenants, tenant, run, clock, ct);

    /// <summary>
    /// For a worker that helps with a run which another carries out: it has no sole right,
    /// and looks whether the run is to be cancelled all the same.
    /// </summary>
    public static async Task<RunLease> JoinAsync(
        NpgsqlDataSource source,
        TenantDb tenants,
        Id<Tenant> tenant,
        Id<Run> run,
        TimeProvider clock,
        CancellationToken ct
    ) => new(await source.OpenConnectionAsync(ct), tenants, tenant, run, clock, ct);

    public async ValueTask DisposeAsync()
    {
        await released.CancelAsync();
        await watching;
        await connection.UnlockAsync();
        await connection.DisposeAsync();
        ended.Dispose();
        released.Dispose();
    }

    private async Task WatchAsync(TimeProvider clock)
    {
        try
        {
            while (!CancelRequested)
            {
                await Task.Delay(Look, clock, released.Token);
                await using var alive = new NpgsqlCommand("select 1", connection);
                await alive.ExecuteNonQueryAsync(released.Token);
                await using AethergenDb db = tenants.OpenFor(tenant);
                CancelRequested = await db.Runs.AnyAsync(
                    row => row.Id == run && (row.Status == RunStatus.Cancelling || row.Status == RunStatus.Cancelled),
                    released.Token
                );
            }

            await ended.CancelAsync();
        }
        catch (OperationCanceledException) when (released.IsCancellationRequested)
        {
            return;
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException or TimeoutException)
        {
            await ended.CancelAsync();
        }
    }
}
