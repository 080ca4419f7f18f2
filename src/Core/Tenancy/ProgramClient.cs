using System.Text.Json.Serialization;

namespace AethergenAI.Tenancy;

/// <summary>A program of an organisation, which asks the token authority for tokens with its id and secret.</summary>
public sealed class ProgramClient
{
    public required Id<ProgramClient> Id { get; init; }

    /// <summary>What it is for, in its maker's words; the audit names it so.</summary>
    public required string Name { get; init; }

    /// <summary>Never Owner: members, keys and budgets are for people.</summary>
    public required Role Role { get; init; }

    /// <summary>The e-mail address of the owner who made it.</summary>
    public required string MadeBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an owner ended it; null where nobody did.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What it names itself to the authority.</summary>
    [JsonIgnore]
    public string ClientId => $"program-{Id}";
}
