namespace AethergenAI.Generation;

/// <summary>What people are shown of a generator, and what its options are checked against.</summary>
/// <param name="Name">What <c>--generator</c> and recipes call it.</param>
/// <param name="Summary">One sentence for people who choose.</param>
public sealed record GeneratorDescription(string Name, string Summary, IReadOnlyList<GeneratorOption> Options)
{
    /// <summary>Refuses values that contradict each other, naming the place where they stand; null: none do.</summary>
    internal Action<OptionValues, string>? Rule { get; init; }
}
