using AethergenAI.Generation.Marginals;
using AethergenAI.Generation.Private;
using AethergenAI.Generation.Trees;

namespace AethergenAI.Generation;

/// <summary>
/// The descriptions of all generators. Every process knows them;
/// a process that can run one has an <see cref="IGenerator"/> with the same name.
/// </summary>
public static class KnownGenerators
{
    public static readonly GeneratorDescription Independent = new(
        "independent",
        "Each column by its own distribution; the baseline that keeps no relation between columns. "
            + "Differentially private if ε is set.",
        [
            PrivacyTerms.EpsilonOption with
            {
                Default = "",
                Description = "ε of differential privacy; leave it empty for a fit without differential privacy",
            },
            PrivacyTerms.DeltaOption with
            {
                AppliesWhen = new("With epsilon", PrivacyTerms.EpsilonOption.Name),
            },
            PrivacyTerms.DomainShareOption with
            {
                AppliesWhen = new("With epsilon", PrivacyTerms.EpsilonOption.Name),
            },
        ]
    )
    {
        NotLearnt = "independent learns no relation between columns.",
    };

    public static readonly GeneratorDescription Copula = new(
        "copula",
        "A Gaussian copula over mixed types: every column's distribution and all pairwise dependence.",
        []
    )
    {
        NotLearnt = "copula does not learn what three or more columns have together beyond their pairs.",
    };

    public static readonly GeneratorDescription Trees = new(
        "trees",
        "Each column by decision trees on the columns before it; strong on small seeds, "
            + "and checked not to replay them.",
        TreesSettings.Options
    );

    public static readonly GeneratorDescription Arn = new(
        "arn",
        "An autoregressive neural network over column tokens: learns all dependence, and any columns can be given.",
        [
            new("width", OptionKind.Integer, "0", "Hidden units per column; 0: chosen by the seed's size")
            {
                Minimum = 0,
                Maximum = 512,
            },
            new(
                "epochs",
                OptionKind.Number,
                "0",
                "The maximum number of passes over the seed; 0: chosen by its size. Early stopping may end it sooner"
            )
            {
                Minimum = 0,
                Maximum = 10_000,
            },
            new(
                "dropout",
                OptionKind.Number,
                "",
                "The share of hidden units that a training step leaves out; if empty, chosen on held-back rows"
            )
            {
                Minimum = 0,
                Maximum = 0.9,
            },
            new(
                "order",
                OptionKind.Choice,
                "fixed",
                "The order in which columns are drawn: fixed (the schema's), random, or mutual-information"
            )
            {
                Choices = ["fixed", "random", "mutual-information"],
            },
            new(
                "ensemble",
                OptionKind.Integer,
                "0",
                "Networks whose probabilities are averaged; 0: chosen by the seed's size"
            )
            {
                Minimum = 0,
                Maximum = 16,
            },
            new(
                "predict-ahead",
                OptionKind.Integer,
                "1",
                "Columns drawn in one pass, independently of each other: more columns save time, but lose relations"
            )
            {
                Minimum = 1,
                Maximum = 64,
            },
            new(
                Experts,
                OptionKind.Integer,
                "0",
                "The number of experts in each column's second layer; 0 or 1: one dense layer"
            )
            {
                Minimum = 0,
                Maximum = 32,
            },
            new(Active, OptionKind.Integer, "1", "Experts used per row; at most the number of experts")
            {
                Minimum = 1,
                Maximum = 8,
                AppliesWhen = new("With two experts or more", Experts, AtLeast: 2),
            },
            new(
                "dense",
                OptionKind.Choice,
                "no",
                "Replaces the experts by a dense layer for comparison: with as many parameters, or as much compute"
            )
            {
                Choices = ["no", "parameters", "compute"],
                AppliesWhen = new("With two experts or more", Experts, AtLeast: 2),
            },
            new(
                "precision",
                OptionKind.Choice,
                "fp32",
                "The precision of the sampler's weights; fp8 is stored in 8 bits and computed in 32"
            )
            {
                Choices = ["fp32", "fp16", "int8", "int8-static", "fp8"],
            },
        ]
    )
    {
        Rule = NoMoreActiveThanExperts,
    };

    public static readonly GeneratorDescription Mst = new(
        "mst",
        "Differentially private: noisy counts of single columns, and of the pairs of a tree that joins them; fast, "
            + "and keeps the relations within these pairs.",
        [.. PrivacyTerms.Options, .. MechanismOptions.Mst]
    )
    {
        NotLearnt =
            "mst learns the pairs of a tree, and not what three or more columns have together beyond them; "
            + "aim measures up to three columns at once.",
    };

    public static readonly GeneratorDescription Aim = new(
        "aim",
        "Differentially private: noisy marginals, each chosen where the model is most wrong so far; "
            + "the most faithful at a given ε.",
        [.. PrivacyTerms.Options, .. MechanismOptions.Aim]
    )
    {
        NotLearnt =
            "aim measures at most as many columns at once as its option workload says (3), and only those that ε "
            + "pays for; it does not learn what more columns have together beyond them.",
    };

    /// <summary>The generators that every report compares with.</summary>
    public static readonly IReadOnlyList<GeneratorDescription> Baselines = [Copula, Independent];

    /// <summary>The generators that <c>auto</c> may choose among.</summary>
    public static readonly IReadOnlyList<GeneratorDescription> Candidates = [Trees, Copula, Arn, Independent];

    public static readonly GeneratorDescription Auto = new(
        "auto",
        "Tries other generators on a part of the seed, judges them on another part, and uses the best; "
            + "the comparison is stored in the model.",
        [
            new(
                "candidates",
                OptionKind.List,
                "trees,copula,arn",
                "The generators to try, in this order, separated by commas"
            )
            {
                Choices = [.. Candidates.Select(candidate => candidate.Name)],
            },
            new(
                "time-limit",
                OptionKind.Number,
                "600",
                "The time limit for trying generators, in seconds, without the final fit; at least one is tried"
            )
            {
                Minimum = 0,
            },
        ]
    );

    public static readonly IReadOnlyList<GeneratorDescription> All = [Auto, Independent, Copula, Trees, Arn, Mst, Aim];

    private const string Experts = "experts",
        Active = "active";

    /// <param name="place">Where the name is written, for the message; null: the message does not say.</param>
    /// <exception cref="RefusedException">No generator has this name.</exception>
    public static GeneratorDescription Named(string name, string? place = null) =>
        All.FirstOrDefault(generator => generator.Name == name)
        ?? throw GenerationRefusals.UnknownGenerator(name, All.Select(generator => generator.Name), place);

    private static void NoMoreActiveThanExperts(OptionValues options, string place)
    {
        int experts = options.Whole(Experts);
        if (experts >= 2 && options.Whole(Active) > experts)
        {
            string wanted = $"at most {experts}, the number of experts";
            throw GenerationRefusals.OptionRange(Arn, options.Option(Active), options.Text(Active), place, wanted);
        }
    }
}
