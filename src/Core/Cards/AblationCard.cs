using System.Text.Json;
using AethergenAI.Cards.Analysis;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Cards;

/// <summary>What a recipe found out, on one page one can hand over; <c>card.json</c>.</summary>
public sealed record AblationCard
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    public required string Name { get; init; }

    public string? Question { get; init; }

    /// <summary>In one sentence, with its interval.</summary>
    public required string Answer { get; init; }

    /// <summary>What the answer is about and in which direction it is better.</summary>
    public required ObjectiveSettings Objective { get; init; }

    public required CardDesign Design { get; init; }

    public required IReadOnlyList<CardCell> Cells { get; init; }

    public required RunAnalysis Analysis { get; init; }

    /// <summary>Every trial, those that failed included.</summary>
    public required IReadOnlyList<TrialSummary> Trials { get; init; }

    public required CardPrivacy Privacy { get; init; }

    public required CardCost Cost { get; init; }

    public IReadOnlyList<StoppedCell> Stopped { get; init; } = [];

    /// <summary>
    /// What a reader must know before trusting the answer: what is confounded, lost, selected, not compared.
    /// </summary>
    public required IReadOnlyList<string> Caveats { get; init; }

    public required CardOrigin Origin { get; init; }
}

/// <param name="Confounded">Effects that something else cannot be told from, those reported and those not.</param>
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

/// <param name="Levels">Listed levels, or the range's ends.</param>
public sealed record CardFactor(string Name, IReadOnlyList<JsonElement> Levels, bool Continuous);

/// <param name="Keeps">Whether its means keep the recipe's constraints; null where the recipe has none or one was not
/// measured.</param>
public sealed record CardCell(
    int Cell,
    IReadOnlyDictionary<string, JsonElement> Levels,
    int Trials,
    int Failures,
    bool Baseline,
    bool Best,
    bool? Keeps
);

/// <param name="Epsilon">As the summary has it: none, withheld with its reason, or figures.</param>
/// <param name="Selection">What choosing the best of several private trials does to the claim;
/// null where nothing private was compared.</param>
public sealed record CardPrivacy(string Epsilon, IReadOnlyDictionary<string, string> Trials, SelectionClaim? Selection);

/// <param name="Money">By the recipe's price; null without one.</param>
public sealed record CardCost(
    double WallSeconds,
    double CpuSeconds,
    long PeakMemoryBytes,
    double? Money,
    int ReusedTrials,
    int SharedFits
);

/// <summary>Where the numbers come from, and how to get them again.</summary>
/// <param name="FirstSeed">Of the first repeat; repeat r had FirstSeed + r − 1.</param>
/// <param name="Rerun">The command.</param>
public sealed record CardOrigin(
    string RecipeHash,
    string SchemaHash,
    IReadOnlyList<CardDataset> Datasets,
    ulong FirstSeed,
    string Software,
    CardEnvironment Environment,
    string Rerun
);

/// <param name="Sha256">Of the file's bytes.</param>
public sealed record CardDataset(string Name, string Sha256);

/// <summary>Where the trials ran.</summary>
/// <param name="Providers">Execution providers that really ran, for example CPU.</param>
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

/// <summary>What the summary does not hold.</summary>
/// <param name="Datasets">The recipe's data sets in their order.</param>
/// <param name="Rerun">The command that carries the recipe out again.</param>
public sealed record CardFacts(IReadOnlyList<CardDataset> Datasets, CardEnvironment Environment, string Rerun)
{
    public IReadOnlyList<StoppedCell> Stopped { get; init; } = [];
}
