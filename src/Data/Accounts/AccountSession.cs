using AethergenAI.Tenancy;

namespace AethergenAI.Data.Accounts;

/// <summary>A browser or program in which an account is signed in; its cookie holds the id.</summary>
public sealed class AccountSession
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The organisation that is open there.</summary>
    public required Id<Tenant> TenantId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the minute.</summary>
    public required DateTimeOffset LastUsedAt { get; set; }

    /// <summary>In words, such as "Firefox on Windows", from the latest request.</summary>
    public required string Device { get; set; }

    /// <summary>The network address that the latest request came from; empty where there is none.</summary>
    public required string Address { get; set; }

    /// <summary>How it was opened, such as <c>password</c>; null where that was not noted.</summary>
    public string? Method { get; set; }

    /// <summary>The authority that opened it; null where the person signed in here.</summary>
    public Id<SignInAuthority>? AuthorityId { get; init; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}
