using AethergenAI.Data.Blobs;
using AethergenAI.Tenancy;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AethergenAI.Data.Jobs;

/// <summary>
/// Once a day: removes blobs that no row names, a tenant at a time, as that tenant. What was put within the last day
/// stays: a blob is there before the row that names it.
/// </summary>
[AutomaticRetry(Attempts = 3, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed partial class BlobSweep(TenantDb tenants, BlobStore blobs, TimeProvider clock, ILogger<BlobSweep> log)
{
    private const int Batch = 1_000;

    private static readonly TimeSpan Young = TimeSpan.FromDays(1);

    [JobDisplayName("blob sweep")]
    public async Task RunAsync(CancellationToken ct)
    {
        await foreach (Id<Tenant> tenant in blobs.TenantsAsync(ct))
        {
            await using AethergenDb db = tenants.OpenFor(tenant);
            if (!await db.Tenants.AnyAsync(ct))
            {
                LogUnknown(tenant);
                continue;
            }

            DateTimeOffset before = clock.GetUtcNow() - Young;
            await blobs.ClearAsync(tenant, before, ct);
            int removed = await SweepAsync(db, before, ct);
            if (removed > 0)
            {
                LogRemoved(removed, tenant);
            }
        }
    }

    private async Task<int> SweepAsync(AethergenDb db, DateTimeOffset before, CancellationToken ct)
    {
        int removed = 0;
        await foreach (string[] old in blobs.PutBeforeAsync(db.Tenant, before, ct).Chunk(Batch).WithCancellation(ct))
        {
            var named = await db
                .Seeds.Where(row => old.Contains(row.Sha256))
                .Select(row => row.Sha256)
                .Union(db.Artefacts.Where(row => old.Contains(row.Sha256)).Select(row => row.Sha256))
                .ToListAsync(ct);
            foreach (string sha256 in old.Except(named, StringComparer.Ordinal))
            {
                removed += await blobs.RemoveAsync(db.Tenant, sha256, before, ct) ? 1 : 0;
            }
        }

        return removed;
    }

    [LoggerMessage(LogLevel.Information, "Removed {Count} blobs that no row of tenant {TenantId} names")]
    private partial void LogRemoved(int count, Id<Tenant> tenantId);

    [LoggerMessage(
        LogLevel.Warning,
        "The blobs of tenant {TenantId} stay as they are: this database does not know the tenant"
    )]
    private partial void LogUnknown(Id<Tenant> tenantId);
}
