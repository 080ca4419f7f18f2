using AethergenAI.Evidence;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Keys;

/// <summary>The keys that tenants sign their evidence with; in the database, encrypted by the key ring.</summary>
public sealed class SigningKeys(TenantDb tenants, IDataProtectionProvider ring, TimeProvider clock)
{
    private readonly IDataProtector protector = ring.CreateProtector("AethergenAI.SigningKeys");

    /// <summary>
    /// The tenant's newest key; made where it has none. Of two makers at once, both get the one that was kept.
    /// </summary>
    public async Task<SigningKey> OfAsync(Id<Tenant> tenant, CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        if (await NewestAsync(db, ct) is { } kept)
        {
            return Read(kept);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({"signing-key " + tenant}, 0))",
            ct
        );
        if (await NewestAsync(db, ct) is { } other)
        {
            return Read(other);
        }

        var made = SigningKey.Create();
        db.Keys.Add(
            new TenantKey
            {
                Fingerprint = made.Fingerprint,
                Pem = protector.Protect(made.ToPem()),
                CreatedAt = clock.GetUtcNow(),
            }
        );
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return made;
    }

    /// <summary>
    /// The tenant's key with that fingerprint, also one that newer ones followed; null where it has none such.
    /// </summary>
    public async Task<SigningKey?> FindAsync(Id<Tenant> tenant, string fingerprint, CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        return await db.Keys.AsNoTracking().SingleOrDefaultAsync(key => key.Fingerprint == fingerprint, ct) is { } kept
            ? Read(kept)
            : null;
    }

    private static Task<TenantKey?> NewestAsync(AethergenDb db, CancellationToken ct) =>
        db.Keys.AsNoTracking().OrderByDescending(key => key.CreatedAt).FirstOrDefaultAsync(ct);

    private SigningKey Read(TenantKey key) => SigningKey.FromPem(protector.Unprotect(key.Pem));
}
