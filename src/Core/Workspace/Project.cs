namespace AethergenAI.Workspace;

/// <summary>A team's workspace: its schemas, seeds and runs.</summary>
public sealed class Project
{
    public required Id<Project> Id { get; init; }

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
