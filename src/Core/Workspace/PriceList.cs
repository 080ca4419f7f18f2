using AethergenAI.Evaluation.Costing;

namespace AethergenAI.Workspace;

/// <summary>An organisation's prices. The newest list counts; earlier ones are kept.</summary>
public sealed class PriceList
{
    public required Id<PriceList> Id { get; init; }

    public required Prices Document { get; init; }

    /// <summary>The person who set the prices.</summary>
    public required string SetBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
