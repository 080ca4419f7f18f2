using AethergenAI.Data.Blobs;
using AethergenAI.Tenancy;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AethergenAI.Data.Organisations;

/// <summary>
/// Once an hour: deletes the organisations whose day has come, with their rows and blobs. Only their id and the day
/// remain. It does so again for a month, since a worker may have been storing a file at that very moment.
/// </summary>
[AutomaticRetry(Attempts = 3, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed partial class EndedOrganisations(
    NpgsqlDataSource source,
    TenantDb tenants,
    BlobStore blobs,
    TimeProvider clock,
    ILogger<EndedOrganisations> log
)
{
    [JobDisplayName("ended organisations")]
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (Id<Tenant> tenant in await DueAsync(ct))
        {
            await using AethergenDb db = tenants.OpenFor(tenant);
            bool wasThere = await db.Tenants.AnyAsync(ct);
            await db.Database.ExecuteSqlAsync($"call end_tenant()", ct);
            if (await db.Tenants.AnyAsync(ct))
            {
                continue; // an owner kept it at this very moment
            }

            await RemoveBlobsAsync(tenant, ct);
            if (wasThere)
            {
                LogEnded(tenant);
            }
        }
    }

    private async Task<List<Id<Tenant>>> DueAsync(CancellationToken ct)
    {
        List<Id<Tenant>> due = [];
        await using var command = source.CreateCommand(
            """
            select tenant_id from identity.tenant_ends
            where due <= now() and (ended_at is null or ended_at > now() - interval '30 days')
            """
        );
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            due.Add(new Id<Tenant>(rows.GetGuid(0)));
        }
        return due;
    }

    private async Task RemoveBlobsAsync(Id<Tenant> tenant, CancellationToken ct)
    {
        DateTimeOffset ever = clock.GetUtcNow().AddDays(1);
        await blobs.ClearAsync(tenant, ever, ct);
        List<string> all = await blobs.PutBeforeAsync(tenant, ever, ct).ToListAsync(ct);
        foreach (string sha256 in all)
        {
            await blobs.RemoveAsync(tenant, sha256, ever, ct);
        }
    }

    [LoggerMessage(LogLevel.Information, "Deleted organisation {TenantId}, whose day had come")]
    private partial void LogEnded(Id<Tenant> tenantId);
}
