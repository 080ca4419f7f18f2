using AethergenAI.Tenancy;

namespace AethergenAI.Data.Accounts;

/// <summary>Which organisation a domain and its authority belong to; the database keeps it in step.</summary>
public sealed class SignInDomain
{
    public required string Domain { get; init; }

    public required Id<Tenant> TenantId { get; init; }

    public required Id<SignInAuthority> AuthorityId { get; init; }
}
