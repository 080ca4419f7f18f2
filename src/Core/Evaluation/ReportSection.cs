namespace AethergenAI.Evaluation;

/// <summary>
/// A section that an <see cref="EvaluationStep"/> adds to the report. The HTML report and the web show it after the
/// fidelity section in the order of the steps; recipes, summaries and cards know its measures by their keys.
/// </summary>
/// <param name="Name">The first part of its measures' keys, for example <c>series</c>.</param>
/// <param name="Title">The heading.</param>
/// <param name="Text">One or two sentences below the heading, without markup.</param>
/// <param name="Measures">Figures whose keys the catalogue lists as <c>Name.measure</c>.</param>
public sealed record ReportSection(string Name, string Title, string Text, IReadOnlyList<Measure> Measures)
{
    /// <summary>What stands beside the heading while the section is folded; null: the number of figures.</summary>
    public string? Digest { get; init; }

    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>The sections that steps added to a report, in the order of the report.</summary>
    public static IEnumerable<ReportSection> Of(EvaluationReport report) => Of(report.Fidelity, report.Sections);

    internal static IEnumerable<ReportSection> Of(FidelitySection fidelity, IReadOnlyList<ReportSection>? added) =>
        fidelity.Series is { } series ? [series.AsSection(), .. added ?? []] : added ?? [];
}

/// <param name="Columns">The headings: one for the rows' names, then one for each number of a row.</param>
public sealed record ReportTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<ReportRow> Rows);

/// <param name="Values">One for each further column; null: not measured.</param>
public sealed record ReportRow(string Name, IReadOnlyList<double?> Values);
