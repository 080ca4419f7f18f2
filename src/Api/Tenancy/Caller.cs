using System.Security.Claims;
using AethergenAI.Tenancy;

namespace AethergenAI.Api.Tenancy;

/// <summary>Reads the claims of the signed-in person.</summary>
internal static class Caller
{
    internal const string TenantClaim = "tenant";

    /// <summary>Says that a key or token asks, not a person's browser.</summary>
    internal const string ProgramClaim = "program";

    /// <exception cref="InvalidOperationException">No one is signed in: the route lacks a policy.</exception>
    internal static Id<Tenant> Tenant(this ClaimsPrincipal user) =>
        user.TenantOrNull()
        ?? throw new InvalidOperationException("A request for a tenant's data has no signed-in user.");

    internal static Id<Tenant>? TenantOrNull(this ClaimsPrincipal user) =>
        Id<Tenant>.TryParse(user.FindFirstValue(TenantClaim), null, out var tenant) ? tenant : null;

    /// <exception cref="InvalidOperationException">No person is signed in: the route lacks a policy.</exception>
    internal static Guid Account(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out Guid account)
            ? account
            : throw new InvalidOperationException("A request about an account has no signed-in person.");

    internal static Role? Role(this ClaimsPrincipal user) =>
        Enum.TryParse(user.FindFirstValue(ClaimTypes.Role), out Role role) ? role : null;

    internal static string Email(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Email) ?? string.Empty;

    internal static bool IsProgram(this ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == ProgramClaim);
}
