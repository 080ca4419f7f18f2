using System.Security.Cryptography;
using AethergenAI.Evidence;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace AethergenAI.Data.Keys;

/// <summary>
/// The keys that tenants sign their evidence with, stored in the database and encrypted by the key ring.
/// </summary>
public sealed partial class SigningKeys(
    TenantDb tenants,
    IDataProtectionProvider ring,
    TimeProvider clock,
    ILogger<SigningKeys> log
)
{
    private readonly IDataProtector protector = ring.CreateProtector("AethergenAI.SigningKeys");

    /// <summary>
    /// The tenant's newest key, created if there is none that can be read. Two callers at the same time get the same
    /// key.
    /// </summary>
    public async Task<SigningKey> OfAsync(Id<Tenant> tenant, CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        if (Read(await NewestAsync(db, ct)) is { } kept)
        {
            return kept;
        }

        await using var transaction = await LockAsync(db, ct);
        TenantKey? newest = await NewestAsync(db, ct);
        if (Read(newest) is { } other)
        {
            return other;
        }
        if (newest is not null)
        {
            LogUnreadable(newest.Fingerprint, tenant);
        }
        return await MakeAsync(db, transaction, ct);
    }

    /// <summary>Signs from now on with a new key; packs that older keys signed stay the tenant's.</summary>
    /// <param name="actor">Who asks for it, for the audit.</param>
    public async Task<SigningKey> RotateAsync(Id<Tenant> tenant, string actor, CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant, actor);
        await using var transaction = await LockAsync(db, ct);
        return await MakeAsync(db, transaction, ct);
    }

    /// <summary>
    /// Whether the key of this fingerprint is or was the tenant's. The fingerprint is the public half's, so that a lost
    /// private half does not matter.
    /// </summary>
    public async Task<bool> HasAsync(Id<Tenant> tenant, string fingerprint, CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        return await db.Keys.AnyAsync(key => key.Fingerprint == fingerprint, ct);
    }

    private static async Task<IDbContextTransaction> LockAsync(AethergenDb db, CancellationToken ct)
    {
        IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({"signing-key " + db.Tenant}, 0))",
            ct
        );
        return transaction;
    }

    private async Task<SigningKey> MakeAsync(AethergenDb db, IDbContextTransaction transaction, CancellationToken ct)
    {
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

    private static Task<TenantKey?> NewestAsync(AethergenDb db, CancellationToken ct) =>
        db.Keys.AsNoTracking().OrderByDescending(key => key.CreatedAt).FirstOrDefaultAsync(ct);

    /// <returns>Null where there is no key, or the key ring cannot decrypt it any longer.</returns>
    private SigningKey? Read(TenantKey? key)
    {
        try
        {
            return key is null ? null : SigningKey.FromPem(protector.Unprotect(key.Pem));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "The key ring cannot decrypt signing key {Fingerprint} of tenant {TenantId} (keys.lost): a new key is made. "
            + "Packs from before still verify; tell those who verify yours the new fingerprint"
    )]
    private partial void LogUnreadable(string fingerprint, Id<Tenant> tenantId);
}
