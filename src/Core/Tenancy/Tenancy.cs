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

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the organisation and all it has are deleted; null where nobody asked for it.</summary>
    public DateTimeOffset? DeletionDue { get; set; }
}
