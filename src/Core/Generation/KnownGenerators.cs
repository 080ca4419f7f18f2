using AethergenAI.Generation.Marginals;
using AethergenAI.Generation.Private;
using AethergenAI.Generation.Trees;

namespace AethergenAI.Generation;

/// <summary>
/// The generators that ship, known to every process; those that can run them hold an <see cref="IGenerator"/> of the
/// same name.
/// </summary>
public static class KnownGenerators
{
    public static readonly GeneratorDescription Independent = new(
        "independent",
        "Each column by its own distribution; the baseline that keeps no relation between columns. With ε: "
            + "differentially private.",
        [
            PrivacyTerms.EpsilonOption with
            {
                Default = "",
                Description = "ε of a fit with differential privacy; without it there is none",
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
    );

    public static readonly GeneratorDescription Copula = new(
        "copula",
        "A Gaussian copula over mixed types: every column's distribution and all pairwise dependence.",
        []
    );

    public static readonly GeneratorDescription Trees = new(
        "trees",
        "Each column by decision trees on those before it; strong on small seeds, and checked not to replay them.",
        TreesSettings.Options
    );

    public static readonly GeneratorDescription Arn = new(
        "arn",
        "An autoregressive neural network over column tokens: all dependence, any columns given.",
        [
            new("width", OptionKind.Integer, "0", "Hidden units for each column; 0: by the seed's size")
            {
                Minimum = 0,
                Maximum = 512,
            },
            new(
                "epochs",
                OptionKind.Number,
                "0",
                "The most passes over the seed; 0: by its size. Early stopping may end before"
            )
            {
                Minimum = 0,
                Maximum = 10_000,
            },
            new(
                "dropout",
                OptionKind.Number,
                "",
                "The share of hidden units that a training step leaves out; by the seed's size where not given"
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
            new("ensemble", OptionKind.Integer, "0", "Networks whose probabilities are averaged; 0: by the seed's size")
            {
                Minimum = 0,
                Maximum = 16,
            },
            new(
                "predict-ahead",
                OptionKind.Integer,
                "1",
                "Columns drawn in one pass, without regard to each other: fewer passes, less dependence"
            )
            {
                Minimum = 1,
                Maximum = 64,
            },
            new(
                Experts,
                OptionKind.Integer,
                "0",
                "Experts that a column's second layer is cut into; 0 or 1: one dense layer"
            )
            {
                Minimum = 0,
                Maximum = 32,
            },
            new(Active, OptionKind.Integer, "1", "Experts that work on a row, at most as many as there are")
            {
                Minimum = 1,
                Maximum = 8,
                AppliesWhen = new("With two experts or more", Experts, AtLeast: 2),
            },
            new(
                "dense",
                OptionKind.Choice,
                "no",
                "A dense control in place of the experts: of as many parameters, or of as much compute"
            )
            {
                Choices = ["no", "parameters", "compute"],
                AppliesWhen = new("With two experts or more", Experts, AtLeast: 2),
            },
            new(
                "precision",
                OptionKind.Choice,
                "fp32",
                "Of the sampler's weights; fp8 is stored in 8 bits and computed in 32"
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
        "Differentially private: noisy columns and the pairs of a tree that joins them; fast, "
            + "and keeps what pairs tell.",
        [.. PrivacyTerms.Options, .. MechanismOptions.Mst]
    );

    public static readonly GeneratorDescription Aim = new(
        "aim",
        "Differentially private: noisy marginals, chosen one after the other where the model is most wrong; "
            + "the most faithful at a given ε.",
        [.. PrivacyTerms.Options, .. MechanismOptions.Aim]
    );

    /// <summary>Those that every report shows beside the one that is judged.</summary>
    public static readonly IReadOnlyList<GeneratorDescription> Baselines = [Copula, Independent];

    /// <summary>Those that <c>auto</c> may choose among.</summary>
    public static readonly IReadOnlyList<GeneratorDescription> Candidates = [Trees, Copula, Arn, Independent];

    public static readonly GeneratorDescription Auto = new(
        "auto",
        "Tries the others on a part of the seed, judges them by another part, and takes the best; "
            + "the comparison is kept in the model.",
        [
            new("candidates", OptionKind.List, "trees,copula,arn", "What is tried, in this order, with commas between")
            {
                Choices = [.. Candidates.Select(candidate => candidate.Name)],
            },
            new(
                "time-limit",
                OptionKind.Number,
                "600",
                "Seconds that trying may take, the last fit not counted; at least one is tried"
            )
            {
                Minimum = 0,
            },
        ]
    );

    public static readonly IReadOnlyList<GeneratorDescription> All = [Auto, Independent, Copula, Trees, Arn, Mst, Aim];

    private const string Experts = "experts",
        Active = "active";

    /// <param name="place">Where the name stands, for the message; null: nowhere that must be said.</param>
    /// <exception cref="RefusedException">No generator has this name.</exception>
    public static GeneratorDescription Named(string name, string? place = null) =>
        All.FirstOrDefault(generator => generator.Name == name)
        ?? throw GenerationRefusals.UnknownGenerator(name, All.Select(generator => generator.Name), place);

    private static void NoMoreActiveThanExperts(OptionValues options, string place)
    {
        int experts = options.Whole(Experts);
        if (experts >= 2 && options.Whole(Active) > experts)
        {
            string wanted = $"at most {experts}, the experts there are";
            throw GenerationRefusals.OptionRange(Arn, options.Option(Active), options.Text(Active), place, wanted);
        }
    }
}
