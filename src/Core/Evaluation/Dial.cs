using AethergenAI.Statistics;

namespace AethergenAI.Evaluation;

/// <summary>
/// The Model Collapse Risk Dial: 0 means fresh real data, 100 the eighth generation of the same generator when
/// each generation learns only from the rows of the one before, or no relation between columns. What is left of variety
/// times what is left of relations is what is left; drift, noise and replay stand beneath it and are no part of it.
/// </summary>
/// <param name="Partial">Whether some parts were not run.</param>
public sealed record Dial(double? Value, Interval? Interval, bool Partial, IReadOnlyList<DialPart> Parts, string Advice)
{
    /// <summary>What the value is an estimate for.</summary>
    public Estimand? Estimand { get; init; } = Evaluation.Estimand.FittedModel;
}

/// <param name="Score">0 (like fresh real data) to 100 (like the eighth generation, or worse);
/// null where the part was not run.</param>
/// <param name="Weight">Score times weight are the points that the part adds to the value; 0 for a part that stands
/// beneath it.</param>
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
