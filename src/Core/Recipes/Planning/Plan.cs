using System.Text.Json;

namespace AethergenAI.Recipes.Planning;

/// <summary>What a recipe will do, before anything runs; what <c>recipe plan</c> shows.</summary>
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

    /// <summary>The cell that others are set beside.</summary>
    public required int Baseline { get; init; }

    /// <summary>Every main effect, and every two-factor interaction that the design was looked at for.</summary>
    public required IReadOnlyList<PlannedEffect> Effects { get; init; }

    /// <summary>In the order in which they are carried out: baseline and cheap ones first within a repeat.</summary>
    public required IReadOnlyList<PlannedTrial> Trials { get; init; }

    /// <summary>
    /// ε of all private fits together by basic composition, a fit that several trials share counted once;
    /// null where none is private.
    /// </summary>
    public double? Epsilon { get; init; }

    /// <summary>Estimated time of all trials, one after another, fits that are shared counted once.</summary>
    public double? Seconds { get; init; }

    /// <summary>Where the recipe gives a price; in its currency.</summary>
    public double? Money { get; init; }

    /// <summary>
    /// What a reader should know: how times were estimated, what is confounded, what comes twice,
    /// which limits may be reached.
    /// </summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <param name="Resolution">Of a fractional factorial, 3 and more.</param>
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

/// <param name="Added">It is no cell of the design, only the baseline beside it;
/// effects are estimated without it.</param>
public sealed record PlannedCell(int Cell, IReadOnlyDictionary<string, JsonElement> Levels, bool Added);

/// <param name="Name">A factor, or two joined by ':'.</param>
/// <param name="Estimable">Whether it is reported. A main effect is, as if interactions were negligible;
/// an interaction only where nothing is confounded with it.</param>
/// <param name="AliasedWith">Main effects and two-factor interactions that cannot be told from it.</param>
public sealed record PlannedEffect(string Name, bool Estimable, IReadOnlyList<string> AliasedWith);

/// <param name="Epsilon">What its fit charges; null where it is not private.</param>
/// <param name="Seconds">Estimated; null where nothing is known to estimate from.</param>
/// <param name="Fit">Trials of the same value share a fit.</param>
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

/// <summary>What the planner may know of the data and of earlier trials.</summary>
/// <param name="SeedRows">Of the seed file, holdout not yet split off; null where it was not read.</param>
/// <param name="Past">Trials that were timed before, on this machine.</param>
public sealed record PlanFacts(int? SeedRows = null, IReadOnlyList<PastTrial>? Past = null);

/// <param name="TrainRows">That its generator saw.</param>
/// <param name="Rows">That it generated.</param>
public sealed record PastTrial(string Generator, int TrainRows, long Rows, double WallSeconds);
