namespace AethergenAI.Schemas;

/// <summary>The rules of a schema that a table breaks.</summary>
/// <param name="Violations">The number of violations of all rules together; exact.</param>
/// <param name="Rules">The broken rules, those of columns first; empty if all hold.</param>
public sealed record SchemaFindings(int Rows, long Violations, IReadOnlyList<RuleFinding> Rules)
{
    /// <summary>Rules that could not be checked, and why.</summary>
    public IReadOnlyList<string> NotChecked { get; init; } = [];

    /// <summary>How the file was read, one sentence each, where that is not as usual.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool Holds => Violations == 0;
}

/// <param name="Rule">kind, form, not-null, range, step, levels, inequality, sum, unique or combinations.</param>
/// <param name="Says">The rule in words; never a cell's value.</param>
/// <param name="Violations">The number of rows that break the rule; exact.</param>
/// <param name="Examples">The first rows that break it.</param>
public sealed record RuleFinding(
    string Rule,
    IReadOnlyList<string> Columns,
    string Says,
    long Violations,
    IReadOnlyList<RowPlace> Examples
);

/// <param name="Row">The row, from 1 below the header.</param>
/// <param name="Line">The line of the file on which the row begins, from 1; null if there is no file, or it has no
/// lines, as Parquet.</param>
public sealed record RowPlace(int Row, int? Line);

/// <summary>A contradiction or mistake in a schema.</summary>
/// <param name="Code">A code of docs/problems.md.</param>
/// <param name="Where">For example <c>columns.age</c> or <c>constraints[2]</c>.</param>
public sealed record SchemaProblem(string Code, string Where, string Message);
