using AethergenAI.Statistics;

namespace AethergenAI.Evaluation;

/// <summary>
/// The Model Collapse Risk Dial: 0 is fresh real data, 100 the same generator's eighth generation of learning from its
/// own rows alone.
/// </summary>
/// <param name="Partial">Some parts were not run.</param>
public sealed record Dial(
    double? Value,
    Interval? Interval,
    bool Partial,
    IReadOnlyList<DialPart> Parts,
    string Advice
);

/// <param name="Score">0 (as fresh real data) to 100 (as the eighth generation, or worse);
/// null where it was not run.</param>
/// <param name="Weight">Of the part in the value; of those that were run they sum to 1 once scaled.</param>
public sealed record DialPart(string Name, double? Score, double Weight, string Explanation)
{
    /// <summary>What the score was made from.</summary>
    public IReadOnlyList<DialFigure> Figures { get; init; } = [];
}

/// <param name="Value">Of the synthetic rows; null where it is not defined.</param>
/// <param name="Fresh">Of as many real rows.</param>
public sealed record DialFigure(string Name, double? Value, double? Fresh);
