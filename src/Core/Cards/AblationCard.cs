using System.Text.Json;
using AethergenAI.Cards.Analysis;
using AethergenAI.Evaluation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Cards;

/// <summary>The results of a recipe, on one page to hand over; <c>card.json</c>.</summary>
public sealed record AblationCard
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    public required string Name { get; init; }

    public string? Question { get; init; }

    /// <summary>
    /// Which cell comes first and whether it is told apart, with its interval, and what speaks against it.
    /// </summary>
    public required string Answer { get; init; }

    /// <summary>
    /// The worst verdict among the repeats of the first cell, with its reason; null where none of them was judged.
    /// </summary>
    public ReportVerdict? Verdict { get; init; }

    /// <summary>The measure that the answer is about, and the direction in which it is better.</summary>
    public required ObjectiveSettings Objective { get; init; }

    /// <summary>What the card's figures are estimates for, and what their intervals cover.</summary>
    public IntervalScope? Scope { get; init; }

    public required CardDesign Design { get; init; }

    public required IReadOnlyList<CardCell> Cells { get; init; }

    public required RunAnalysis Analysis { get; init; }

    /// <summary>All trials, including those that failed.</summary>
    public required IReadOnlyList<TrialSummary> Trials { get; init; }

    public required CardPrivacy Privacy { get; init; }

    public required CardCost Cost { get; init; }

    public IReadOnlyList<StoppedCell> Stopped { get; init; } = [];

    /// <summary>
    /// What a reader must know before relying on the answer: what is confounded, lost, selected or not compared.
    /// </summary>
    public required IReadOnlyList<string> Caveats { get; init; }

    public required CardOrigin Origin { get; init; }
}

/// <param name="Confounded">Effects that the design cannot tell apart from others, whether they
/// are reported or not.</param>
public sealed record CardDesign(
    DesignKind Kind,
    int Cells,
    int Repeats,
    int Blocks,
    int? Resolution,
    IReadOnlyList<string> Generators,
    IReadOnlyList<string> Relation,
    IReadOnlyList<CardFactor> Factors,
    IReadOnlyList<PlannedEffect> Confounded,
    string Words
);

/// <param name="Levels">The listed levels, or the two ends of the range.</param>
public sealed record CardFactor(string Name, IReadOnlyList<JsonElement> Levels, bool Continuous);

/// <param name="Best">Whether the cell leads; it is told apart only where no other <see cref="MayBeBest"/>.</param>
/// <param name="Keeps">Whether the cell's means meet the recipe's constraints; null where the recipe has none
/// or a constrained measure is missing.</param>
public sealed record CardCell(
    int Cell,
    IReadOnlyDictionary<string, JsonElement> Levels,
    int Trials,
    int Failures,
    bool Baseline,
    bool Best,
    bool? Keeps
)
{
    /// <summary>Whether the cell is ranked and no other is shown to be better.</summary>
    public bool MayBeBest { get; init; }
}

/// <param name="Epsilon">As in the summary: none, withheld with the reasons, or figures.</param>
/// <param name="Selection">How choosing the best of several private trials affects the claim;
/// null where no private trials were compared.</param>
public sealed record CardPrivacy(string Epsilon, IReadOnlyDictionary<string, string> Trials, SelectionClaim? Selection);

/// <param name="Money">At the recipe's price; null where it names none.</param>
public sealed record CardCost(
    double WallSeconds,
    double CpuSeconds,
    long PeakMemoryBytes,
    double? Money,
    int ReusedTrials,
    int SharedFits
);

/// <summary>Where the figures come from, and how to reproduce them.</summary>
/// <param name="FirstSeed">The random seed of the first repeat; repeat r has FirstSeed + r − 1.</param>
/// <param name="Rerun">The command that runs the recipe again.</param>
public sealed record CardOrigin(
    string RecipeHash,
    string SchemaHash,
    IReadOnlyList<CardDataset> Datasets,
    ulong FirstSeed,
    string Software,
    CardEnvironment Environment,
    string Rerun
);

/// <param name="Sha256">SHA-256 of the file's bytes.</param>
public sealed record CardDataset(string Name, string Sha256);

/// <summary>Where the trials ran.</summary>
/// <param name="Providers">The execution providers that actually ran, for example CPU.</param>
public sealed record CardEnvironment(
    string System,
    string Runtime,
    string Processor,
    int Cores,
    IReadOnlyList<string> Providers
)
{
    public static readonly CardEnvironment Unknown = new("not recorded", "not recorded", "not recorded", 0, []);
}

/// <summary>What a card needs that the summary does not hold.</summary>
/// <param name="Datasets">The recipe's data sets, in order.</param>
/// <param name="Rerun">The command that runs the recipe again.</param>
public sealed record CardFacts(IReadOnlyList<CardDataset> Datasets, CardEnvironment Environment, string Rerun)
{
    public IReadOnlyList<StoppedCell> Stopped { get; init; } = [];
}
