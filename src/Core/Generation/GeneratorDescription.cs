using AethergenAI.Generation.Marginals;
using AethergenAI.Generation.Private;

namespace AethergenAI.Generation;

/// <summary>What people are shown of a generator, and what its options are checked against.</summary>
/// <param name="Name">What <c>--generator</c> and recipes call it.</param>
/// <param name="Summary">One sentence for people who choose.</param>
public sealed record GeneratorDescription(string Name, string Summary, IReadOnlyList<GeneratorOption> Options);

/// <param name="Kind">integer, number, boolean or text.</param>
public sealed record GeneratorOption(string Name, string Kind, string Default, string Description);

/// <summary>The generators that ship, known to every process; those that can run them hold an <see cref="IGenerator"/> of the same name.</summary>
public static class KnownGenerators
{
    public static readonly GeneratorDescription Independent = new(
        "independent",
        "Each column by its own distribution; the baseline that keeps no relation between columns. With ε: differentially private.",
        [
            PrivacyTerms.Options[0] with
            {
                Default = "",
                Description = "ε of a fit with differential privacy; without it there is none",
            },
            .. PrivacyTerms.Options.Skip(1),
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
        [
            new(
                "order",
                "text",
                "mutual-information",
                "The order in which columns are drawn: mutual-information, size (few tokens first), or fixed (the schema's)"
            ),
            new("trees", "integer", "10", "How many trees a column is drawn by"),
            new(
                "min-leaf",
                "integer",
                "0",
                "Rows in a leaf, at least; 0 chooses it on rows that the trees have not seen"
            ),
            new(
                "replay-check",
                "boolean",
                "true",
                "Smooth until rows drawn from half of the seed lie no nearer to it than to the other half"
            ),
        ]
    );

    public static readonly GeneratorDescription Arn = new(
        "arn",
        "An autoregressive neural network over column tokens: all dependence, any columns given.",
        [
            new("width", "integer", "0", "Hidden units for each column; 0: by the seed's size"),
            new(
                "epochs",
                "number",
                "0",
                "The most passes over the seed; 0: by its size. Early stopping may end before"
            ),
            new(
                "dropout",
                "number",
                "",
                "The share of hidden units that a training step leaves out; by the seed's size where not given"
            ),
            new(
                "order",
                "text",
                "fixed",
                "The order in which columns are drawn: fixed (the schema's), random, or mutual-information"
            ),
            new("ensemble", "integer", "0", "Networks whose probabilities are averaged; 0: by the seed's size"),
            new(
                "predict-ahead",
                "integer",
                "1",
                "Columns drawn in one pass, without regard to each other: fewer passes, less dependence"
            ),
            new("experts", "integer", "0", "Experts that a column's second layer is cut into; 0: one dense layer"),
            new("active", "integer", "1", "Experts that work on a row, with experts"),
            new(
                "dense",
                "text",
                "no",
                "A dense control in place of the experts: of as many parameters, or of as much compute (no, parameters, compute)"
            ),
            new(
                "precision",
                "text",
                "fp32",
                "Of the sampler's weights: fp32, fp16, int8, int8-static, or fp8 (stored in 8 bits, computed in 32)"
            ),
        ]
    );

    public static readonly GeneratorDescription Mst = new(
        "mst",
        "Differentially private: noisy columns and the pairs of a tree that joins them; fast, and keeps what pairs tell.",
        [.. PrivacyTerms.Options, .. MechanismOptions.Mst]
    );

    public static readonly GeneratorDescription Aim = new(
        "aim",
        "Differentially private: noisy marginals, chosen one after the other where the model is most wrong; the most faithful at a given ε.",
        [.. PrivacyTerms.Options, .. MechanismOptions.Aim]
    );

    /// <summary>Those that every report shows beside the one that is judged.</summary>
    public static readonly IReadOnlyList<GeneratorDescription> Baselines = [Copula, Independent];

    /// <summary>Those that <c>auto</c> may choose among.</summary>
    public static readonly IReadOnlyList<GeneratorDescription> Candidates = [Trees, Copula, Arn, Independent];

    public static readonly GeneratorDescription Auto = new(
        "auto",
        "Tries the others on a part of the seed, judges them by another part, and takes the best; the comparison is kept in the model.",
        [
            new("candidates", "text", "trees,copula,arn", "What is tried, in this order, with commas between"),
            new(
                "time-limit",
                "number",
                "600",
                "Seconds that trying may take, the last fit not counted; at least one is tried"
            ),
        ]
    );

    public static readonly IReadOnlyList<GeneratorDescription> All = [Auto, Independent, Copula, Trees, Arn, Mst, Aim];
}
