using AethergenAI.Data.Keys;
using AethergenAI.Data.Postgres;
using AethergenAI.Evidence;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Data.Tests.Keys;

public sealed class SigningKeysTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tenant_s_key_is_made_once_and_kept_encrypted()
    {
        DatabaseAccess database = await postgres.Server.CreateTemporaryDatabaseAsync(ct);
        await Migrations.ApplyAsync(database.Owner, Migrations.All, ct);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database.App);
        var tenants = new TenantDb(source);
        var tenant = new Tenant
        {
            Id = Id<Tenant>.New(),
            Name = "T",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        await using (AethergenDb db = tenants.OpenFor(tenant.Id))
        {
            db.Tenants.Add(tenant);
            await db.SaveChangesAsync(ct);
        }

        var keys = new SigningKeys(tenants, new EphemeralDataProtectionProvider(), TimeProvider.System);
        SigningKey[] asked = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => keys.OfAsync(tenant.Id, ct)));

        Assert.Single(asked.Select(key => key.Fingerprint).Distinct(StringComparer.Ordinal));
        await using AethergenDb kept = tenants.OpenFor(tenant.Id);
        TenantKey row = await kept.Keys.AsNoTracking().SingleAsync(ct);
        Assert.Equal(asked[0].Fingerprint, row.Fingerprint);
        Assert.DoesNotContain("PRIVATE KEY", row.Pem, StringComparison.Ordinal);
    }
}
