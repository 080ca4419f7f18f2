using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tenancy;

/// <summary>
/// Who asks with a key. The database's answer is kept for two seconds, so that a key that is ended works for no longer
/// than that.
/// </summary>
internal sealed class ApiKeys(TenantDb tenants, TimeProvider clock)
{
    /// <summary>Stands before each key, so that it is recognised where it should not be.</summary>
    internal const string Prefix = "aethergen_";

    private const string KeyClaim = "key";

    /// <summary>The hash of the secret that was shown, so that a hub closes when the key gets another one.</summary>
    private const string SecretClaim = "key-secret";

    private readonly ShortLivedCache<(Id<Tenant> Tenant, Id<ApiKey> Key), ApiKey?> recent = new(clock);

    /// <returns>The caller's claims; null where the key does not work.</returns>
    internal async Task<ClaimsIdentity?> FindAsync(string text, CancellationToken ct)
    {
        if (
            !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !TenantToken.TryParse(text[Prefix.Length..], out var token)
        )
        {
            return null;
        }

        var key = await WorkingAsync(token.Tenant, new Id<ApiKey>(token.Row), ct);
        return key is not null && token.Opens(key.SecretSha256) ? Describe(token.Tenant, key) : null;
    }

    /// <summary>Whether the key that a hub was opened with still works, with the role that it had.</summary>
    internal async Task<bool> HoldsAsync(ClaimsPrincipal caller, CancellationToken ct) =>
        caller.TenantOrNull() is { } tenant
        && Id<ApiKey>.TryParse(caller.FindFirstValue(KeyClaim), null, out var id)
        && await WorkingAsync(tenant, id, ct) is { } key
        && key.SecretSha256 == caller.FindFirstValue(SecretClaim)
        && key.Role == caller.Role();

    /// <summary>Lets the next request with the key ask the database.</summary>
    internal void Forget(Id<Tenant> tenant, Id<ApiKey> key) => recent.Forget(known => known == (tenant, key));

    /// <returns>Null where the key is unknown, has expired or was ended.</returns>
    private async Task<ApiKey?> WorkingAsync(Id<Tenant> tenant, Id<ApiKey> id, CancellationToken ct)
    {
        ApiKey? key = await recent.GetAsync((tenant, id), () => ReadAsync(tenant, id, ct));
        return key?.WorksAt(clock.GetUtcNow()) == true ? key : null;
    }

    private async Task<ApiKey?> ReadAsync(Id<Tenant> tenant, Id<ApiKey> id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        await using var db = tenants.OpenFor(tenant);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        if (key is not null && key.LastUsedAt != minute)
        {
            await db
                .ApiKeys.Where(row => row.Id == id)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.LastUsedAt, minute), ct);
        }
        return key;
    }

    private static ClaimsIdentity Describe(Id<Tenant> tenant, ApiKey key) =>
        new(
            [
                new Claim(KeyClaim, key.Id.ToString()),
                new Claim(SecretClaim, key.SecretSha256),
                new Claim(Caller.ProgramClaim, "key"),
                new Claim(Caller.TenantClaim, tenant.ToString()),
                new Claim(ClaimTypes.Role, key.Role.ToString()),
                new Claim(ClaimTypes.Email, $"key {key.Name}"),
            ],
            ApiKeyAuthentication.SchemeName
        );
}
