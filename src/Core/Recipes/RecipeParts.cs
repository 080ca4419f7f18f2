using System.Text.Json;
using AethergenAI.Statistics;

namespace AethergenAI.Recipes;

/// <summary>A setting that is varied without steps.</summary>
/// <param name="Low">The smallest value, inclusive.</param>
/// <param name="High">The largest value, inclusive.</param>
/// <param name="Log">Spreads values evenly over the logarithm; both ends are then positive.</param>
public sealed record FactorRange(double Low, double High, bool Log = false);

public enum DesignKind
{
    FullFactorial,
    OneAtATime,
    FractionalFactorial,
    PlackettBurman,
    LatinHypercube,
    Random,
}

/// <summary>Which combinations of levels are tried.</summary>
public sealed record DesignSettings
{
    public DesignKind Kind { get; init; }

    /// <summary>
    /// Of a fractional factorial, 3 to 5: effects of r factors are confounded only with those of at least resolution −
    /// r.
    /// </summary>
    public int? Resolution { get; init; }

    /// <summary>
    /// How many cells a Latin hypercube or random design has, or a fractional factorial is to have (a power of two).
    /// </summary>
    public int? Cells { get; init; }

    /// <summary>
    /// Of a fractional factorial: how further factors follow from the others,
    /// for example <c>experts = precision:rows</c>.
    /// </summary>
    public IReadOnlyList<string>? Generators
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }

    /// <summary>
    /// What must be told apart, for example <c>generator</c> or <c>epsilon:rows</c>;
    /// a design that confounds one is refused. Where absent, main effects and those two-factor interactions that can
    /// be.
    /// </summary>
    public IReadOnlyList<string>? Effects
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }
}

public enum Goal
{
    Maximize,
    Minimize,
}

/// <param name="Measure">By its name in results, for example <c>utility.ratio</c> or <c>cost.cpu-seconds</c>.</param>
public sealed record ObjectiveSettings(string Measure, Goal Goal = Goal.Maximize);

/// <summary>A bound on a cell's mean; at least one of the two.</summary>
public sealed record ConstraintSettings(string Measure, double? AtLeast = null, double? AtMost = null);

/// <summary>What the whole recipe may use.</summary>
public sealed record LimitSettings
{
    public int? Trials { get; init; }

    /// <summary>Of elapsed time; no further trial is begun when they are over.</summary>
    public double? Minutes { get; init; }

    /// <summary>In the currency of <see cref="PricePerHour"/>; no further trial is begun when it is spent.</summary>
    public double? Money { get; init; }

    /// <summary>What an hour of a trial costs.</summary>
    public double? PricePerHour { get; init; }

    /// <summary>ε of all fits together, by basic composition; a recipe that would spend more is refused.</summary>
    public double? Epsilon { get; init; }
}

/// <summary>
/// One level is as good as another within a margin, all else equal; where no factor is named,
/// every cell is as good as the baseline.
/// </summary>
/// <param name="Margin">Half the width of the zone of equivalence, in the measure's own unit:
/// .005 is half a point.</param>
/// <param name="Factor">For example <c>precision</c>.</param>
/// <param name="Level">For example <c>int8</c>.</param>
/// <param name="Against">For example <c>fp32</c>; the factor's baseline level where absent.</param>
public sealed record EquivalenceSettings(
    string Measure,
    double Margin,
    string? Factor = null,
    JsonElement? Level = null,
    JsonElement? Against = null
);

/// <summary>
/// Successive halving: after some repeats only the better share of cells goes on,
/// and so on after each doubling of repeats.
/// </summary>
/// <param name="Keep">The share of cells that goes on, in [0.1, 0.9].</param>
/// <param name="AfterRepeats">Repeats before the first cut, at least 2.</param>
public sealed record EarlyStopSettings(double Keep = 0.5, int AfterRepeats = 2);

public sealed record AnalysisSettings
{
    public Correction Correction { get; init; }

    /// <summary>The smallest difference worth finding, in a measure's own unit: what the power note is about.</summary>
    public double Detect { get; init; } = 0.01;

    /// <summary>What is to be shown to make no difference.</summary>
    public IReadOnlyList<EquivalenceSettings>? Equivalence
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }

    /// <summary>
    /// What the Pareto front is over; utility, privacy and cost as far as they were measured where absent.
    /// </summary>
    public IReadOnlyList<ObjectiveSettings>? Pareto
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }
}
