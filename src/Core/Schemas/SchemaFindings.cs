namespace AethergenAI.Schemas;

/// <summary>What in a table breaks its schema.</summary>
/// <param name="Violations">Of all rules together; exact.</param>
/// <param name="Rules">The rules that are broken, columns first; empty where all hold.</param>
public sealed record SchemaFindings(int Rows, long Violations, IReadOnlyList<RuleFinding> Rules)
{
    /// <summary>Rules that could not be checked, and why.</summary>
    public IReadOnlyList<string> NotChecked { get; init; } = [];

    public bool Holds => Violations == 0;
}

/// <param name="Rule">kind, not-null, range, step, levels, inequality, sum, unique or combinations.</param>
/// <param name="Says">What ought to hold, for people; never a cell's value.</param>
/// <param name="Violations">Rows that break it; exact.</param>
/// <param name="Examples">The first of them.</param>
public sealed record RuleFinding(
    string Rule,
    IReadOnlyList<string> Columns,
    string Says,
    long Violations,
    IReadOnlyList<RowPlace> Examples
);

/// <param name="Row">From 1 below the header.</param>
/// <param name="Line">The line of the file in which the row begins, from 1;
/// null where the rows came from no file.</param>
public sealed record RowPlace(int Row, int? Line);

/// <summary>What a schema says that cannot be.</summary>
/// <param name="Code">As in docs/problems.md.</param>
/// <param name="Where">For example <c>columns.age</c> or <c>constraints[2]</c>.</param>
public sealed record SchemaProblem(string Code, string Where, string Message);
