using System.Security.Cryptography;
using System.Text.Json;
using AethergenAI.Tenancy;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace AethergenAI.Api.Authority;

/// <summary>
/// Who may ask for tokens: the command line, which every installation knows, and programs of tenants.
/// </summary>
internal sealed class Clients(IOpenIddictApplicationManager applications)
{
    private const int SecretDigits = 64;

    /// <summary>Makes the command line known, as this version describes it.</summary>
    internal async Task EnsureCommandLineAsync(CancellationToken ct)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = CommandLineClient.Id,
            ClientType = ClientTypes.Public,
            ApplicationType = ApplicationTypes.Native,
            ConsentType = ConsentTypes.Explicit,
            DisplayName = "aethergen on the command line",
            // a native program may listen on any port
            RedirectUris = { new Uri("http://127.0.0.1" + CommandLineClient.RedirectPath) },
            Permissions =
            {
                Permissions.Endpoints.Authorization,
                Permissions.Endpoints.DeviceAuthorization,
                Permissions.Endpoints.Token,
                Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode,
                Permissions.GrantTypes.DeviceCode,
                Permissions.GrantTypes.RefreshToken,
                Permissions.ResponseTypes.Code,
                Permissions.Prefixes.Scope + TokenClaims.Audience,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        object? known = await applications.FindByClientIdAsync(CommandLineClient.Id, ct);
        if (known is null)
        {
            await applications.CreateAsync(client, ct);
            return;
        }
        try
        {
            await applications.UpdateAsync(known, client, ct);
        }
        catch (OpenIddictExceptions.ConcurrencyException)
        {
            // A copy of the API that started at the same moment has just written it.
        }
    }

    /// <returns>The secret, which is shown once and stored as a hash.</returns>
    internal async Task<string> AddAsync(ProgramClient program, Id<Tenant> tenant, CancellationToken ct)
    {
        string secret = RandomNumberGenerator.GetHexString(SecretDigits, lowercase: true);
        await applications.CreateAsync(
            new OpenIddictApplicationDescriptor
            {
                ClientId = program.ClientId,
                ClientSecret = secret,
                ClientType = ClientTypes.Confidential,
                DisplayName = program.Name,
                Permissions =
                {
                    Permissions.Endpoints.Token,
                    Permissions.Endpoints.Introspection,
                    Permissions.Endpoints.Revocation,
                    Permissions.GrantTypes.ClientCredentials,
                    Permissions.Prefixes.Scope + TokenClaims.Audience,
                },
                Properties =
                {
                    [TokenClaims.Tenant] = JsonSerializer.SerializeToElement(tenant.ToString()),
                    [TokenClaims.Role] = JsonSerializer.SerializeToElement(program.Role.ToString()),
                },
            },
            ct
        );
        return secret;
    }

    /// <summary>Forgets a program; its tokens end at once.</summary>
    internal async Task RemoveAsync(ProgramClient program, CancellationToken ct)
    {
        if (await applications.FindByClientIdAsync(program.ClientId, ct) is { } known)
        {
            await applications.DeleteAsync(known, ct);
        }
    }

    /// <summary>The organisation and role of a program that has shown its secret.</summary>
    internal async Task<(Id<Tenant> Tenant, Role Role, string Name)?> FindAsync(string clientId, CancellationToken ct)
    {
        if (await applications.FindByClientIdAsync(clientId, ct) is not { } known)
        {
            return null;
        }

        var properties = await applications.GetPropertiesAsync(known, ct);
        return
            properties.TryGetValue(TokenClaims.Tenant, out JsonElement tenant)
            && properties.TryGetValue(TokenClaims.Role, out JsonElement role)
            ? (
                Id<Tenant>.Parse(tenant.GetString()!, null),
                Enum.Parse<Role>(role.GetString()!),
                await applications.GetDisplayNameAsync(known, ct) ?? clientId
            )
            : null;
    }
}
