using System.Text.Json;
using AethergenAI.Recipes;
using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>What a trial came to, as the analysis takes it.</summary>
/// <param name="Measures">By name; null where the trial failed or was not carried out.</param>
public sealed record TrialOutcome(int Cell, int Block, int Repeat, IReadOnlyDictionary<string, double>? Measures);

/// <summary>
/// What a recipe's trials say, for every measure. All intervals are 95 % unless it is said otherwise.
/// </summary>
public sealed record RunAnalysis
{
    /// <summary>The cell that others are set beside.</summary>
    public required int Baseline { get; init; }

    public required TestFamily Family { get; init; }

    public required IReadOnlyList<MeasureAnalysis> Measures { get; init; }

    public ParetoFront? Pareto { get; init; }

    public IReadOnlyList<EquivalenceResult> Equivalences { get; init; } = [];

    /// <summary>
    /// What was lost: cells and repeats that failed, effects that could not be estimated,
    /// claims that were not measured.
    /// </summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>The comparisons that were declared before the run and are corrected together.</summary>
/// <param name="Comparisons">How many there are: measures times cells beside the baseline.</param>
public sealed record TestFamily(Correction Correction, IReadOnlyList<string> Measures, int Comparisons);

public sealed record MeasureAnalysis
{
    public required string Name { get; init; }

    public required Goal Goal { get; init; }

    /// <summary>Whether it belongs to the declared family; if not, what is said of it is exploratory.</summary>
    public required bool InFamily { get; init; }

    public required IReadOnlyList<CellEstimate> Cells { get; init; }

    /// <summary>Of every other cell to the baseline, within repeats.</summary>
    public required IReadOnlyList<CellDifference> Differences { get; init; }

    /// <summary>Of every level, all else equal; largest first.</summary>
    public IReadOnlyList<LevelEffect> Effects { get; init; } = [];

    public AnovaTable? Anova { get; init; }

    /// <summary>Which factor explains how much of the variation between cells; largest first.</summary>
    public IReadOnlyList<ExplainedShare> Shares { get; init; } = [];

    public PowerNote? Power { get; init; }
}

/// <param name="Repeats">How many the mean is of; over several data sets a repeat's value is the mean over
/// them.</param>
/// <param name="Interval">Null with one repeat.</param>
public sealed record CellEstimate(int Cell, int Repeats, double Mean, Interval? Interval, IntervalMethod Method);

/// <param name="EffectSize">Hedges' g of the paired differences; null where they do not vary.</param>
/// <param name="P">Two-sided, paired t.</param>
/// <param name="AdjustedP">Within the family; null outside it.</param>
public sealed record CellDifference(
    int Cell,
    int Repeats,
    double Mean,
    Interval? Interval,
    IntervalMethod Method,
    double? EffectSize,
    double? P,
    double? AdjustedP
);

/// <param name="Level">What is compared; of a range its high end.</param>
/// <param name="Against">The factor's baseline level; of a range its low end.</param>
/// <param name="Mean">Of the level, the other factors' levels weighted equally (least-squares mean).</param>
/// <param name="Difference">To the level it is compared with.</param>
/// <param name="AliasedWith">Interactions that the difference cannot be told from.</param>
public sealed record LevelEffect(
    string Factor,
    JsonElement Level,
    JsonElement Against,
    double Mean,
    double Difference,
    Interval? Interval,
    IntervalMethod Method,
    IReadOnlyList<string> AliasedWith
);

/// <summary>Analysis of variance by trials, with repeats and data sets as blocks.</summary>
/// <param name="SumsOfSquares">Type II: each term given all others that do not contain it;
/// in a balanced design the same as types I and III.</param>
/// <param name="Blocks">What repeats and data sets explain, taken out first.</param>
/// <param name="Note">Why there is no test, or what the residual holds.</param>
public sealed record AnovaTable(
    string SumsOfSquares,
    IReadOnlyList<AnovaRow> Rows,
    AnovaRow Blocks,
    AnovaRow Residual,
    double Total,
    string? Note
);

/// <param name="PartialEtaSquared">SS ÷ (SS + residual SS), in [0, 1].</param>
public sealed record AnovaRow(
    string Term,
    double SumOfSquares,
    int Freedom,
    double? F,
    double? P,
    double? PartialEtaSquared,
    IReadOnlyList<string> AliasedWith
);

/// <param name="Share">In [0, 1]; shares of a measure sum to 1.</param>
/// <param name="Interval">By the jackknife over repeats; null below three.</param>
public sealed record ExplainedShare(string Factor, double Share, Interval? Interval);

/// <param name="Difference">The smallest worth finding.</param>
/// <param name="Deviation">Standard deviation of differences within repeats, pooled over cells.</param>
/// <param name="Repeats">Needed to find it in four of five experiments at 5 %; null beyond 10,000.</param>
public sealed record PowerNote(double Difference, double Deviation, int? Repeats, string Sentence);

public enum EquivalenceVerdict
{
    Equivalent,
    Different,
    Undecided,
    NotMeasured,
}

/// <param name="Claim">In words, for example "precision int8 is within ±0.005 of fp32 in utility.ratio".</param>
/// <param name="Interval">90 %, as the two one-sided tests have it.</param>
/// <param name="AdjustedP">Of the two tests, Holm over all claims.</param>
public sealed record EquivalenceResult(
    string Claim,
    string Measure,
    double Margin,
    double? Difference,
    Interval? Interval,
    double? P,
    double? AdjustedP,
    EquivalenceVerdict Verdict
);

/// <param name="Aims">What is traded off.</param>
public sealed record ParetoFront(IReadOnlyList<ObjectiveSettings> Aims, IReadOnlyList<ParetoPoint> Points);

/// <param name="Values">One an aim.</param>
/// <param name="Bands">One an aim; null with one repeat.</param>
/// <param name="OnFront">No other cell is as good in every aim and better in one, by means.</param>
/// <param name="Share">The share of resampled repeats in which it is on the front; null with one repeat.</param>
public sealed record ParetoPoint(
    int Cell,
    IReadOnlyList<double> Values,
    IReadOnlyList<Interval?> Bands,
    bool OnFront,
    double? Share
);
