using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Data.Runs;

/// <summary>
/// The exclusive right to carry out a run: an advisory lock of a connection, which PostgreSQL releases when its holder
/// ends for any reason. While held, the lease checks four times a second for a request to cancel the run.
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
    /// Cancelled when the work must stop: the run is cancelled, the lease is lost, or the caller's token is cancelled.
    /// </summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>Whether a user cancelled the run.</summary>
    public bool CancelRequested { get; private set; }

    /// <summary>Waits until no other worker holds the run's lease.</summary>
    public static async Task<RunLease> TakeAsync(
        NpgsqlDataSource source,
        TenantDb tenants,
        Id<Tenant> tenant,
        Id<Run> run,
        TimeProvider clock,
        CancellationToken ct
    ) => new(await SessionLocks.LockAsync(source, run.ToString(), ct), tenants, tenant, run, clock, ct);

    /// <summary>Whether no worker holds the run's lease; until the end of the transaction none takes it.</summary>
    public static Task<bool> IsFreeAsync(AethergenDb db, Id<Run> run, CancellationToken ct)
    {
        string name = run.ToString();
        return db
            .Database.SqlQuery<bool>($"""select pg_try_advisory_xact_lock(hashtextextended({name}, 0)) as "Value" """)
            .SingleAsync(ct);
    }

    /// <summary>
    /// For a worker that helps with another worker's run: it holds no lock, but it also checks for a request to cancel
    /// the run.
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
