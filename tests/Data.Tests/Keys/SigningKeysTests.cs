using AethergenAI.Data.Keys;
using AethergenAI.Data.Postgres;
using AethergenAI.Evidence;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AethergenAI.Data.Tests.Keys;

public sealed class SigningKeysTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tenant_s_key_is_made_once_and_kept_encrypted()
    {
        await using NpgsqlDataSource source = await OpenAsync();
        (TenantDb tenants, Id<Tenant> tenant) = await TenantAsync(source);
        SigningKeys keys = Keys(tenants);
        SigningKey[] asked = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => keys.OfAsync(tenant, ct)));

        Assert.Single(asked.Select(key => key.Fingerprint).Distinct(StringComparer.Ordinal));
        await using AethergenDb kept = tenants.OpenFor(tenant);
        TenantKey row = await kept.Keys.AsNoTracking().SingleAsync(ct);
        Assert.Equal(asked[0].Fingerprint, row.Fingerprint);
        Assert.DoesNotContain("PRIVATE KEY", row.Pem, StringComparison.Ordinal);
    }

    /// <summary>Two ephemeral rings share nothing, as before and after a folder was lost.</summary>
    [Fact]
    public async Task With_a_lost_key_ring_a_new_key_is_made_once_and_the_old_one_stays_the_tenant_s()
    {
        await using NpgsqlDataSource source = await OpenAsync();
        (TenantDb tenants, Id<Tenant> tenant) = await TenantAsync(source);
        using SigningKey lost = await Keys(tenants).OfAsync(tenant, ct);

        SigningKeys after = Keys(tenants);
        using SigningKey made = await after.OfAsync(tenant, ct),
            again = await after.OfAsync(tenant, ct);

        Assert.NotEqual(lost.Fingerprint, made.Fingerprint);
        Assert.Equal(made.Fingerprint, again.Fingerprint);
        Assert.True(await after.HasAsync(tenant, lost.Fingerprint, ct));
        Assert.False(await after.HasAsync(Id<Tenant>.New(), lost.Fingerprint, ct));
    }

    [Fact]
    public async Task A_rotated_key_signs_from_now_on_and_the_old_one_stays_the_tenant_s()
    {
        await using NpgsqlDataSource source = await OpenAsync();
        (TenantDb tenants, Id<Tenant> tenant) = await TenantAsync(source);
        SigningKeys keys = Keys(tenants);
        using SigningKey first = await keys.OfAsync(tenant, ct),
            second = await keys.RotateAsync(tenant, "owner@example.org", ct),
            now = await keys.OfAsync(tenant, ct);

        Assert.Equal(second.Fingerprint, now.Fingerprint);
        Assert.NotEqual(first.Fingerprint, now.Fingerprint);
        Assert.True(await keys.HasAsync(tenant, first.Fingerprint, ct));
    }

    [Fact]
    public async Task Another_key_ring_than_before_is_noticed_once()
    {
        await using NpgsqlDataSource source = await OpenAsync();
        var before = new LostKeyRingCheck(source, new EphemeralDataProtectionProvider());
        Assert.True(await before.IsSameRingAsync(ct)); // the first start
        Assert.True(await before.IsSameRingAsync(ct));

        var after = new LostKeyRingCheck(source, new EphemeralDataProtectionProvider());
        Assert.False(await after.IsSameRingAsync(ct));
        Assert.True(await after.IsSameRingAsync(ct));
    }

    private static SigningKeys Keys(TenantDb tenants) =>
        new(tenants, new EphemeralDataProtectionProvider(), TimeProvider.System, NullLogger<SigningKeys>.Instance);

    private async Task<NpgsqlDataSource> OpenAsync()
    {
        DatabaseAccess database = await postgres.Server.CreateTemporaryDatabaseAsync(ct);
        await Migrations.ApplyAsync(database.Owner, Migrations.All, ct);
        return NpgsqlDataSource.Create(database.App);
    }

    private async Task<(TenantDb Tenants, Id<Tenant> Tenant)> TenantAsync(NpgsqlDataSource source)
    {
        var tenants = new TenantDb(source);
        var tenant = new Tenant
        {
            Id = Id<Tenant>.New(),
            Name = "T",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        await using AethergenDb db = tenants.OpenFor(tenant.Id);
        db.Tenants.Add(tenant);
        await db.SaveChangesAsync(ct);
        return (tenants, tenant.Id);
    }
}
