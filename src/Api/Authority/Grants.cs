using System.Security.Claims;
using System.Text.Json;
using AethergenAI.Tenancy;
using OpenIddict.Abstractions;

namespace AethergenAI.Api.Authority;

/// <summary>
/// What people let the command line do, each grant in one organisation: so the tokens of one organisation can be ended
/// without those of a person's others.
/// </summary>
internal sealed class Grants(
    IOpenIddictApplicationManager applications,
    IOpenIddictAuthorizationManager authorizations,
    IOpenIddictTokenManager tokens,
    TimeProvider clock
)
{
    /// <summary>Ties the tokens that are issued for the principal to a grant in its organisation.</summary>
    internal async Task AddAsync(ClaimsPrincipal person, string clientId, CancellationToken ct)
    {
        object client = await applications.FindByClientIdAsync(clientId, ct)
            ?? throw new InvalidOperationException($"OpenIddict let in the client '{clientId}', which is not known.");
        object grant = await authorizations.CreateAsync(
            new OpenIddictAuthorizationDescriptor
            {
                ApplicationId = await applications.GetIdAsync(client, ct),
                CreationDate = clock.GetUtcNow(),
                Status = OpenIddictConstants.Statuses.Valid,
                Subject = person.GetClaim(OpenIddictConstants.Claims.Subject),
                Type = OpenIddictConstants.AuthorizationTypes.AdHoc,
                Properties =
                {
                    [TokenClaims.Tenant] = JsonSerializer.SerializeToElement(person.GetClaim(TokenClaims.Tenant)),
                },
            },
            ct
        );
        person.SetAuthorizationId(await authorizations.GetIdAsync(grant, ct));
    }

    /// <summary>Revokes the tokens that hold in one organisation.</summary>
    internal async Task EndAsync(Guid account, Id<Tenant> tenant, CancellationToken ct)
    {
        foreach (object grant in await authorizations.FindBySubjectAsync(account.ToString(), ct).ToListAsync(ct))
        {
            var properties = await authorizations.GetPropertiesAsync(grant, ct);
            if (
                properties.TryGetValue(TokenClaims.Tenant, out JsonElement place)
                && place.GetString() == tenant.ToString()
                && await authorizations.GetIdAsync(grant, ct) is { } id
            )
            {
                await tokens.RevokeByAuthorizationIdAsync(id, ct);
            }
        }
    }
}
