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
        "independent", "Each column by its own distribution; the baseline that keeps no relation between columns.", []);

    public static readonly GeneratorDescription Copula = new(
        "copula", "A Gaussian copula over mixed types: every column's distribution and all pairwise dependence.", []);

    public static readonly IReadOnlyList<GeneratorDescription> All = [Independent, Copula];

    /// <summary>The generator that <c>auto</c> stands for.</summary>
    public static readonly GeneratorDescription Auto = Copula;
}
