using AethergenAI.Tenancy;
using Npgsql;

namespace AethergenAI.Data.Accounts;

/// <summary>Which organisation runs this installation; its owners see the jobs of all.</summary>
public static class Installation
{
    /// <returns>Null before the first start has made it.</returns>
    public static async Task<Id<Tenant>?> TenantAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select tenant_id from identity.installation");
        return await command.ExecuteScalarAsync(ct) is Guid id ? new Id<Tenant>(id) : null;
    }

    public static async Task SetAsync(NpgsqlDataSource source, Id<Tenant> tenant, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            insert into identity.installation (tenant_id) values ($1)
            on conflict (only_one) do update set tenant_id = excluded.tenant_id
            """
        );
        command.Parameters.Add(new() { Value = tenant.Value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
