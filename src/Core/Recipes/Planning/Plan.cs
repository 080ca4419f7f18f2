using System.Text.Json;

namespace AethergenAI.Recipes.Planning;

/// <summary>The plan of a recipe: what it will do, before anything runs.</summary>
public sealed record Plan
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    public required string Name { get; init; }

    public string? Question { get; init; }

    /// <summary>SHA-256 of the canonical recipe.</summary>
    public required string RecipeHash { get; init; }

    public required PlannedDesign Design { get; init; }

    public required IReadOnlyList<PlannedCell> Cells { get; init; }

    /// <summary>The cell that the others are compared with.</summary>
    public required int Baseline { get; init; }

    /// <summary>Every main effect, and every two-factor interaction that was checked.</summary>
    public required IReadOnlyList<PlannedEffect> Effects { get; init; }

    /// <summary>
    /// In the order in which they are carried out: within a repeat, the baseline and cheap trials first.
    /// </summary>
    public required IReadOnlyList<PlannedTrial> Trials { get; init; }

    /// <summary>
    /// ε of all private fits together by basic composition; a fit that several trials share counts
    /// once. Null if no fit is private.
    /// </summary>
    public double? Epsilon { get; init; }

    /// <summary>
    /// What the run's private fits will spend from the ledger, without those that earlier runs have paid for, and what
    /// is left, in words; null if no fit is private or no ledger is known.
    /// </summary>
    public string? Spending { get; init; }

    /// <summary>The estimated time of all trials one after another; shared fits count once.</summary>
    public double? Seconds { get; init; }

    /// <summary>The estimated cost in the recipe's currency; null if the recipe gives no price.</summary>
    public double? Money { get; init; }

    /// <summary>
    /// What a reader should know: how times were estimated, which effects are confounded,
    /// which cells are equal, which limits may be reached.
    /// </summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <param name="Resolution">The resolution of a fractional factorial, at least 3.</param>
/// <param name="Generators">For example <c>d = a:b:c</c>.</param>
/// <param name="Relation">The defining relation, for example <c>I = a:b:c:d</c>.</param>
public sealed record PlannedDesign(
    DesignKind Kind,
    int Repeats,
    int Blocks,
    int? Resolution,
    IReadOnlyList<string> Generators,
    IReadOnlyList<string> Relation
);

/// <param name="Added">Whether the cell is only the baseline and not part of the design;
/// effects are estimated without it.</param>
public sealed record PlannedCell(int Cell, IReadOnlyDictionary<string, JsonElement> Levels, bool Added);

/// <param name="Name">A factor, or two joined by ':'.</param>
/// <param name="Estimable">Whether the effect is reported. A main effect is reported as if interactions were
/// negligible; an interaction only if nothing is confounded with it.</param>
/// <param name="AliasedWith">The main effects and two-factor interactions that it is confounded with.</param>
public sealed record PlannedEffect(string Name, bool Estimable, IReadOnlyList<string> AliasedWith);

/// <param name="Epsilon">The ε that its fit spends; null if the fit is not private.</param>
/// <param name="Seconds">The estimated time; null if there is nothing to estimate it from.</param>
/// <param name="Fit">Trials with the same value share a fit.</param>
public sealed record PlannedTrial(
    string Name,
    int Cell,
    int Block,
    int Repeat,
    IReadOnlyDictionary<string, JsonElement> Levels,
    string Generator,
    double? Epsilon,
    double? Seconds,
    string Fit
);

/// <summary>Facts about the data and earlier trials that the planner may use.</summary>
/// <param name="SeedRows">The rows of the seed file, including the holdout; null if the file was not read.</param>
/// <param name="Past">Earlier trials that were timed on this machine.</param>
public sealed record PlanFacts(int? SeedRows = null, IReadOnlyList<PastTrial>? Past = null)
{
    /// <summary>The schemas of the recipe's data sets, its own first; null if they are not known.</summary>
    public IReadOnlyList<Tables.Schema>? Schemas { get; init; }

    /// <inheritdoc cref="Plan.Spending"/>
    public string? Spending { get; init; }
}

/// <param name="TrainRows">The rows that its generator saw.</param>
/// <param name="Rows">The rows that it generated.</param>
public sealed record PastTrial(string Generator, int TrainRows, long Rows, double WallSeconds);
