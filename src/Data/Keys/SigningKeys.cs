using AethergenAI.Evidence;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Keys;

/// <summary>
/// The keys that tenants sign their evidence with, stored in the database and encrypted by the key ring.
/// </summary>
public sealed class SigningKeys(TenantDb tenants, IDataProtectionProvider ring, TimeProvider clock)
{
    private readonly IDataProtector protector = ring.CreateProtector("AethergenAI.SigningKeys");

    /// <summary>
    /// The tenant's newest key, created if there is none. Two callers at the same time get the same key.
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
    /// The tenant's key with this fingerprint, even if there are newer keys; null if there is none.
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
