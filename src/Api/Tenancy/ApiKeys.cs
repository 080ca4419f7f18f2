using System.Collections.Concurrent;
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

    private const int MostKept = 10_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(Id<Tenant> Tenant, Id<ApiKey> Key), Standing> known = new();

    private sealed record Standing(ApiKey? Key, long At);

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

        var key = await StandingAsync(token.Tenant, new Id<ApiKey>(token.Row), ct);
        return key is not null && token.Opens(key.SecretSha256) ? Describe(token.Tenant, key) : null;
    }

    /// <summary>Whether the key that a hub was opened with still works, with the role that it had.</summary>
    internal async Task<bool> HoldsAsync(ClaimsPrincipal caller, CancellationToken ct) =>
        caller.TenantOrNull() is { } tenant
        && Id<ApiKey>.TryParse(caller.FindFirstValue(KeyClaim), null, out var id)
        && await StandingAsync(tenant, id, ct) is not null;

    /// <summary>Lets the next request with the key ask the database.</summary>
    internal void Forget(Id<Tenant> tenant, Id<ApiKey> key) => known.TryRemove((tenant, key), out _);

    internal static bool IsKey(ClaimsPrincipal caller) => caller.HasClaim(claim => claim.Type == KeyClaim);

    /// <returns>Null where the key is unknown, has expired or was ended.</returns>
    private async Task<ApiKey?> StandingAsync(Id<Tenant> tenant, Id<ApiKey> id, CancellationToken ct)
    {
        if (!known.TryGetValue((tenant, id), out var kept) || clock.GetElapsedTime(kept.At) >= Fresh)
        {
            if (known.Count >= MostKept)
            {
                known.Clear();
            }
            kept = known[(tenant, id)] = await ReadAsync(tenant, id, ct);
        }
        return kept.Key?.WorksAt(clock.GetUtcNow()) == true ? kept.Key : null;
    }

    private async Task<Standing> ReadAsync(Id<Tenant> tenant, Id<ApiKey> id, CancellationToken ct)
    {
        long asked = clock.GetTimestamp();
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
        return new Standing(key, asked);
    }

    private static ClaimsIdentity Describe(Id<Tenant> tenant, ApiKey key) =>
        new(
            [
                new Claim(KeyClaim, key.Id.ToString()),
                new Claim(Caller.TenantClaim, tenant.ToString()),
                new Claim(ClaimTypes.Role, key.Role.ToString()),
                new Claim(ClaimTypes.Email, $"key {key.Name}"),
            ],
            ApiKeyAuthentication.SchemeName
        );
}
