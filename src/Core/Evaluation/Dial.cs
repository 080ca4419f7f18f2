using AethergenAI.Statistics;

namespace AethergenAI.Evaluation;

/// <summary>
/// The Model Collapse Risk Dial. 0 means that the rows are like fresh real ones. 100 means that they have no relations
/// between columns, or as little variety as the eighth generation of a generator that learns only from its own rows.
/// The share of variety that is left is multiplied by the share of relations that is left, and the dial shows what is
/// missing from 1, in percent. Drift, noise and replay are shown below the dial and do not change it.
/// </summary>
/// <param name="Partial">Whether some parts were not run.</param>
public sealed record Dial(double? Value, Interval? Interval, bool Partial, IReadOnlyList<DialPart> Parts, string Advice)
{
    /// <summary>What the value is an estimate for.</summary>
    public Estimand? Estimand { get; init; } = Evaluation.Estimand.FittedModel;
}

/// <param name="Score">0 (like fresh real data) to 100 (like the eighth generation, or worse);
/// null where the part was not run.</param>
/// <param name="Weight">The part adds score times weight to the dial's value. 0: the part does not count.</param>
public sealed record DialPart(string Name, double? Score, double Weight, string Explanation)
{
    /// <summary>The 95 % interval of the score; null where it has none.</summary>
    public Interval? Interval { get; init; }

    /// <summary>The figures that the score is computed from.</summary>
    public IReadOnlyList<DialFigure> Figures { get; init; } = [];
}

/// <param name="Value">The figure of the synthetic rows; null where it is not defined.</param>
/// <param name="Fresh">The figure of as many real rows.</param>
public sealed record DialFigure(string Name, double? Value, double? Fresh);
