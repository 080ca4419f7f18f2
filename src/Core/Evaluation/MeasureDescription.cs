namespace AethergenAI.Evaluation;

/// <summary>In which direction a measure is better.</summary>
public enum Better
{
    Higher,
    Lower,
}

/// <summary>
/// Describes a measure for people and programs. It is declared where the measure is computed,
/// and listed by <see cref="MeasureCatalogue"/>.
/// </summary>
/// <param name="Key">Section and name, for example <c>fidelity.column-shapes</c>; recipes,
/// summaries and cards use this key.</param>
/// <param name="Title">A short title for axes, columns and lists.</param>
/// <param name="Question">The question that the measure answers.</param>
/// <param name="Meaning">How the measure is computed, in a sentence.</param>
public sealed record MeasureDescription(string Key, string Title, string Question, string Meaning)
{
    /// <summary>fidelity, utility, privacy, risk, cost, or the name of a <see cref="ReportSection"/>.</summary>
    public string Section => Key.Contains('.') ? Key[..Key.IndexOf('.')] : "risk";

    /// <summary>The measure's name within its section of the report, for example <c>column-shapes</c>.</summary>
    public string Name => Key[(Key.IndexOf('.') + 1)..];

    /// <summary>Empty for a plain number.</summary>
    public string Unit { get; init; } = "";

    public Better Better { get; init; } = Better.Higher;

    /// <summary>The smallest possible value; null where there is none.</summary>
    public double? Minimum { get; init; } = 0;

    /// <summary>The largest possible value; null where there is none.</summary>
    public double? Maximum { get; init; } = 1;

    /// <summary>The best value, where it is neither the smallest nor the largest.</summary>
    public double? Best { get; init; }

    /// <summary>
    /// What the figure of a report is an estimate for, and what its interval covers; null for a figure that is counted.
    /// On a card, the same measure is a figure of the recipe: see the card's own scope.
    /// </summary>
    public IntervalScope? Scope { get; init; }

    /// <summary>
    /// A phrase that says what the rows do at a value, for example
    /// <c>keep {0} of the real rows’ usefulness</c>; null: "have" the title.
    /// </summary>
    public string? Reading { get; init; }

    /// <summary>Where the measure is defined: a DOI or a web address.</summary>
    public string? Source { get; init; }
}
