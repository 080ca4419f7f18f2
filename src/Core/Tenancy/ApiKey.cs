namespace AethergenAI.Tenancy;

/// <summary>Lets a script ask the API with a role of its own, until it expires or is ended.</summary>
public sealed class ApiKey
{
    public const int MaxDays = 366;

    public required Id<ApiKey> Id { get; init; }

    /// <summary>What it is for, in its maker's words; the audit names it so.</summary>
    public required string Name { get; init; }

    /// <summary>Never Owner: members, keys and budgets are for people.</summary>
    public required Role Role { get; init; }

    /// <summary>SHA-256 of the secret, in hex.</summary>
    public required string SecretSha256 { get; set; }

    /// <summary>The e-mail address of the owner who made it.</summary>
    public required string MadeBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>For how many days each of its secrets works.</summary>
    public required int Days { get; init; }

    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>To the minute; null where it was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When an owner ended it; null where nobody did.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public bool WorksAt(DateTimeOffset now) => EndedAt is null && now < ExpiresAt;
}
