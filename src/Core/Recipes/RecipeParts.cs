using System.Text.Json;
using AethergenAI.Statistics;

namespace AethergenAI.Recipes;

/// <summary>The range of a continuous factor.</summary>
/// <param name="Low">The smallest value, inclusive.</param>
/// <param name="High">The largest value, inclusive.</param>
/// <param name="Log">Whether values are spread evenly over the logarithm; both ends must then be positive.</param>
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
    /// The resolution of a fractional factorial, 3 to 5: effects of r factors are confounded only with effects
    /// of at least resolution − r factors.
    /// </summary>
    public int? Resolution { get; init; }

    /// <summary>
    /// The number of cells of a Latin hypercube, random or fractional factorial design (then a power of two).
    /// </summary>
    public int? Cells { get; init; }

    /// <summary>
    /// The generators of a fractional factorial: how further factors follow from the others,
    /// for example <c>experts = precision:rows</c>.
    /// </summary>
    public IReadOnlyList<string>? Generators
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }

    /// <summary>
    /// The effects that must be estimable, for example <c>generator</c> or <c>epsilon:rows</c>. A design that confounds
    /// one of them is refused. If absent: the main effects, and the two-factor interactions that are not confounded.
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

/// <param name="Measure">The measure's name in results, for example <c>utility.ratio</c>
/// or <c>cost.cpu-seconds</c>.</param>
public sealed record ObjectiveSettings(string Measure, Goal Goal = Goal.Maximize);

/// <summary>A bound on a cell's mean; at least one of the two bounds must be set.</summary>
public sealed record ConstraintSettings(string Measure, double? AtLeast = null, double? AtMost = null);

/// <summary>Limits on what the whole recipe may use.</summary>
public sealed record LimitSettings
{
    public int? Trials { get; init; }

    /// <summary>The limit on elapsed time; no trial starts after it.</summary>
    public double? Minutes { get; init; }

    /// <summary>
    /// The limit on money, in the currency of <see cref="PricePerHour"/>; no trial starts once it is spent.
    /// </summary>
    public double? Money { get; init; }

    /// <summary>The price of one hour of a trial.</summary>
    public double? PricePerHour { get; init; }

    /// <summary>
    /// The limit on ε of all fits together, by basic composition; a recipe that would exceed it is refused.
    /// </summary>
    public double? Epsilon { get; init; }
}

/// <summary>
/// The claim that one level is equivalent to another within a margin, all else equal;
/// or, if no factor is named, that every cell is equivalent to the baseline.
/// </summary>
/// <param name="Margin">Half the width of the equivalence zone, in the measure's own
/// unit: .005 is half a point.</param>
/// <param name="Factor">For example <c>precision</c>.</param>
/// <param name="Level">For example <c>int8</c>.</param>
/// <param name="Against">For example <c>fp32</c>; the factor's baseline level if absent.</param>
public sealed record EquivalenceSettings(
    string Measure,
    double Margin,
    string? Factor = null,
    JsonElement? Level = null,
    JsonElement? Against = null
);

/// <summary>
/// Successive halving: after some repeats only the better share of the cells continues,
/// and again after each doubling of the repeats.
/// </summary>
/// <param name="Keep">The share of the cells that continues, in [0.1, 0.9].</param>
/// <param name="AfterRepeats">Repeats before the first cut, at least 2.</param>
public sealed record EarlyStopSettings(double Keep = 0.5, int AfterRepeats = 2);

public sealed record AnalysisSettings
{
    public Correction Correction { get; init; }

    /// <summary>The smallest difference worth finding, in a measure's own unit; the power note refers to it.</summary>
    public double Detect { get; init; } = 0.01;

    /// <summary>The claims of equivalence to test.</summary>
    public IReadOnlyList<EquivalenceSettings>? Equivalence
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }

    /// <summary>
    /// The measures of the Pareto front. If absent: utility, privacy and cost, as far as they were measured.
    /// </summary>
    public IReadOnlyList<ObjectiveSettings>? Pareto
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }
}
