namespace AethergenAI.Evaluation;

/// <summary>In which direction a measure is better.</summary>
public enum Better
{
    Higher,
    Lower,
}

/// <summary>
/// What people and programs are told of a measure. Declared where it is computed;
/// listed by <see cref="MeasureCatalogue"/>.
/// </summary>
/// <param name="Key">Section and name, for example <c>fidelity.column-shapes</c>; what recipes,
/// summaries and cards call it.</param>
/// <param name="Title">A few words, for axes, columns and lists.</param>
/// <param name="Question">The question that it answers.</param>
/// <param name="Meaning">How it is computed, in a sentence.</param>
public sealed record MeasureDescription(string Key, string Title, string Question, string Meaning)
{
    /// <summary>fidelity, utility, privacy, risk or cost.</summary>
    public string Section => Key.Contains('.') ? Key[..Key.IndexOf('.')] : "risk";

    /// <summary>What the report calls it within its section, for example <c>column-shapes</c>.</summary>
    public string Name => Key[(Key.IndexOf('.') + 1)..];

    /// <summary>Empty for a plain number.</summary>
    public string Unit { get; init; } = "";

    public Better Better { get; init; } = Better.Higher;

    /// <summary>The least value it can have; null where there is none.</summary>
    public double? Minimum { get; init; } = 0;

    /// <summary>The greatest value it can have; null where there is none.</summary>
    public double? Maximum { get; init; } = 1;

    /// <summary>The best value, where that is neither the least nor the greatest.</summary>
    public double? Best { get; init; }

    /// <summary>
    /// What rows with a value do, for example <c>keep {0} of the real rows’ usefulness</c>; null: "have" the title.
    /// </summary>
    public string? Reading { get; init; }

    /// <summary>Where it is defined: a DOI or an address.</summary>
    public string? Source { get; init; }
}
