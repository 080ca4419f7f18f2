namespace AethergenAI.Generation;

/// <summary>A generator's name, summary and options, for people and for checking options.</summary>
/// <param name="Name">The name in recipes and in <c>--generator</c>.</param>
/// <param name="Summary">One sentence that helps to choose.</param>
public sealed record GeneratorDescription(string Name, string Summary, IReadOnlyList<GeneratorOption> Options)
{
    /// <summary>
    /// The relations between columns that the generator cannot learn, whatever its options, as a sentence; null: none
    /// by design.
    /// </summary>
    public string? NotLearnt { get; init; }

    /// <summary>
    /// Refuses option values that contradict each other, given the place where they are set; null: no such rule.
    /// </summary>
    internal Action<OptionValues, string>? Rule { get; init; }
}
