using System.Text.Json;
using AethergenAI.Recipes;
using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>A trial as input of the analysis.</summary>
/// <param name="Measures">By name; null where the trial failed or did not run.</param>
public sealed record TrialOutcome(int Cell, int Block, int Repeat, IReadOnlyDictionary<string, double>? Measures);

/// <summary>
/// What the trials of a recipe show, for every measure. All intervals are 95 % unless stated otherwise.
/// </summary>
public sealed record RunAnalysis
{
    /// <summary>The cell that the others are compared with.</summary>
    public required int Baseline { get; init; }

    public required TestFamily Family { get; init; }

    public required IReadOnlyList<MeasureAnalysis> Measures { get; init; }

    /// <summary>
    /// Holdout rows per train row where every repeat splits the same rows: what intervals are widened by, so that they
    /// cover the draw of the rows. 0 where nothing is split.
    /// </summary>
    public double Overlap { get; init; }

    /// <summary>The cells by the objective; null on a card of an earlier version.</summary>
    public Ranking? Ranking { get; init; }

    public ParetoFront? Pareto { get; init; }

    public IReadOnlyList<EquivalenceResult> Equivalences { get; init; } = [];

    /// <summary>
    /// What is missing: cells and repeats that failed, effects that could not be estimated,
    /// claims that were not measured.
    /// </summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>The comparisons that were declared before the run and are corrected together.</summary>
/// <param name="Comparisons">The number of comparisons: measures times cells other than the baseline.</param>
public sealed record TestFamily(Correction Correction, IReadOnlyList<string> Measures, int Comparisons);

public sealed record MeasureAnalysis
{
    public required string Name { get; init; }

    public required Goal Goal { get; init; }

    /// <summary>Whether the measure belongs to the declared family; if not, its results are exploratory.</summary>
    public required bool InFamily { get; init; }

    public required IReadOnlyList<CellEstimate> Cells { get; init; }

    /// <summary>The difference of every other cell to the baseline, within repeats.</summary>
    public required IReadOnlyList<CellDifference> Differences { get; init; }

    /// <summary>The effect of every level, all else equal; largest first.</summary>
    public IReadOnlyList<LevelEffect> Effects { get; init; } = [];

    public AnovaTable? Anova { get; init; }

    /// <summary>How much of the variation between cells each factor explains; largest first.</summary>
    public IReadOnlyList<ExplainedShare> Shares { get; init; } = [];

    public PowerNote? Power { get; init; }
}

/// <param name="Repeats">The number of repeats that the mean is over; with several data sets, a repeat's value
/// is the mean over them.</param>
/// <param name="Interval">Null with one repeat.</param>
public sealed record CellEstimate(int Cell, int Repeats, double Mean, Interval? Interval, IntervalMethod Method);

/// <summary>The cells by the objective, the first one first.</summary>
/// <param name="Comparisons">The comparisons with the best that every p is corrected for.</param>
public sealed record Ranking(
    ObjectiveSettings Objective,
    IReadOnlyList<RankedCell> Cells,
    IReadOnlyList<UnrankedCell> Unranked,
    int Comparisons
);

/// <param name="Value">The baseline's mean plus the mean difference to it within repeats.</param>
/// <param name="P">That the cell is the best after all, corrected; null for the first cell and with one repeat.</param>
/// <param name="MayBeBest">Whether no other cell is shown to be better.</param>
public sealed record RankedCell(int Cell, double Value, double? P, bool MayBeBest);

public sealed record UnrankedCell(int Cell, UnrankedReason Reason);

/// <summary>Why a cell is not ranked.</summary>
public enum UnrankedReason
{
    NotMeasured,

    /// <summary>In one of several repeats, so that nothing is known of its noise.</summary>
    MeasuredOnce,

    /// <summary>By successive halving: it has fewer repeats, and they chose it.</summary>
    Stopped,

    BreaksConstraint,
    ConstraintNotMeasured,

    /// <summary>As a cell with a lower number, which is ranked.</summary>
    SameTrials,
}

/// <summary>Whether a difference depends on the data set.</summary>
/// <param name="P">Of the F test of the interaction with the data sets.</param>
/// <param name="Means">The mean difference on each data set, in the recipe's order.</param>
public sealed record DataSetDependence(double P, IReadOnlyList<double> Means)
{
    internal bool Depends => P <= 0.05;
}

/// <param name="EffectSize">Hedges' g of the paired differences; null where they do not vary.</param>
/// <param name="P">Two-sided p-value of the paired t test; where the difference depends on the data set, the largest
/// of the data sets' own, and 1 where they differ in direction.</param>
/// <param name="AdjustedP">Corrected within the family; null outside it.</param>
public sealed record CellDifference(
    int Cell,
    int Repeats,
    double Mean,
    Interval? Interval,
    IntervalMethod Method,
    double? EffectSize,
    double? P,
    double? AdjustedP
)
{
    /// <summary>Null with one data set.</summary>
    public DataSetDependence? DataSets { get; init; }
}

/// <param name="Level">The level that is compared; for a range, its high end.</param>
/// <param name="Against">The factor's baseline level; for a range, its low end.</param>
/// <param name="Mean">The level's least-squares mean: the levels of the other factors have equal weights.</param>
/// <param name="Difference">The difference to the level it is compared with.</param>
/// <param name="AliasedWith">Interactions that the design cannot tell from this difference.</param>
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

/// <summary>Analysis of variance over trials, with repeats and data sets as blocks.</summary>
/// <param name="SumsOfSquares">Type II: each term adjusted for all others that do not contain it;
/// in a balanced design the same as types I and III.</param>
/// <param name="Blocks">The variation that repeats and data sets explain; it is removed first.</param>
/// <param name="Note">Why there is no test, or what effects are tested against.</param>
public sealed record AnovaTable(
    string SumsOfSquares,
    IReadOnlyList<AnovaRow> Rows,
    AnovaRow Blocks,
    AnovaRow Residual,
    double Total,
    string? Note
)
{
    /// <summary>All terms together; null on a card of an earlier version.</summary>
    public AnovaRow? Model { get; init; }

    /// <summary>How much the terms' effects differ between data sets; null with one.</summary>
    public AnovaRow? DataSets { get; init; }

    /// <summary>Each factor's main effect with all its interactions, beside all other terms.</summary>
    public IReadOnlyList<AnovaRow> Factors { get; init; } = [];
}

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
/// <param name="Interval">By the jackknife over repeats, from 0 where the factor's own terms are not shown to explain
/// anything; null with fewer than three.</param>
public sealed record ExplainedShare(string Factor, double Share, Interval? Interval);

/// <param name="Difference">The smallest difference worth finding.</param>
/// <param name="Deviation">Standard deviation of differences within repeats, pooled over cells.</param>
/// <param name="Repeats">The repeats needed to find it in four of five experiments at 5 %, corrected for all
/// comparisons; null beyond 10,000.</param>
public sealed record PowerNote(double Difference, double Deviation, int? Repeats, string Sentence)
{
    /// <summary>
    /// The deviation that the repeats are planned with: the true one is no larger in four of five runs.
    /// </summary>
    public double UpperDeviation { get; init; }

    /// <summary>The comparisons that the plan is corrected for.</summary>
    public int Comparisons { get; init; } = 1;
}

public enum EquivalenceVerdict
{
    Equivalent,
    Different,
    Undecided,
    NotMeasured,
}

/// <param name="Claim">In words, for example "precision int8 is within ±0.005 of fp32 in utility.ratio".</param>
/// <param name="Interval">The 90 % interval that belongs to the two one-sided tests.</param>
/// <param name="AdjustedP">p of the two tests, corrected with Holm over all claims.</param>
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

/// <param name="Aims">The measures that are traded off.</param>
public sealed record ParetoFront(IReadOnlyList<ObjectiveSettings> Aims, IReadOnlyList<ParetoPoint> Points);

/// <param name="Values">One per aim.</param>
/// <param name="Bands">One per aim; null with one repeat.</param>
/// <param name="OnFront">Whether, by means, no other cell is as good in every aim and better in one.</param>
/// <param name="Share">The share of resampled repeats in which the cell is on the front; null with one repeat.</param>
public sealed record ParetoPoint(
    int Cell,
    IReadOnlyList<double> Values,
    IReadOnlyList<Interval?> Bands,
    bool OnFront,
    double? Share
);
