namespace AethergenAI.Tenancy;

/// <summary>Who may do what: a Reviewer sees evidence and nothing else.</summary>
public enum Role
{
    Reviewer,
    Analyst,
    Engineer,
    Owner,
}

/// <summary>An organisation; every row in the database belongs to one.</summary>
public sealed class Tenant
{
    public required Id<Tenant> Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
