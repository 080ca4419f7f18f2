using AethergenAI.Evaluation.Costing;

namespace AethergenAI.Workspace;

/// <summary>An organisation's prices as they were set once; the newest hold.</summary>
public sealed class PriceList
{
    public required Id<PriceList> Id { get; init; }

    public required Prices Document { get; init; }

    /// <summary>Who set them.</summary>
    public required string SetBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
