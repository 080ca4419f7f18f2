using AethergenAI.Schemas.Checks;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas;

/// <summary>Checks tables against their schema, and schemas for contradictions.</summary>
public static class SchemaCheck
{
    /// <summary>
    /// Finds every row of a file that breaks the schema. The file is read once;
    /// memory does not grow with it, except for unique columns.
    /// </summary>
    /// <param name="seed">The rows whose combinations are allowed; without it, combinations are not checked.</param>
    /// <exception cref="RefusedException">The file is malformed, or its columns are not the schema's.</exception>
    public static SchemaFindings Check(
        Stream stream,
        Schema schema,
        CsvOptions? options = null,
        CancellationToken ct = default,
        Table? seed = null
    )
    {
        var constrained = schema
            .Constraints.Where(constraint => constraint.Active)
            .SelectMany(constraint => constraint.ColumnNames())
            .ToHashSet(StringComparer.Ordinal);
        using var rows = new TypedRows(stream, schema, options ?? CsvOptions.Default, column =>
            constrained.Contains(column.Name)
        );
        var rules = new RuleSet(
            schema,
            rows.Columns.ToDictionary(column => column.Name, column => column.Expected, StringComparer.Ordinal),
            seed
        );
        while (rows.Next(ct))
        {
            CsvBlock block = rows.Block;
            var breaks = By(rows.Columns, column => column.Breaks);
            var misforms = By(rows.Columns, column => column.Misforms);
            rules.Observe(new CheckedRows(rows.Take(), block.FirstRow, block.Line, breaks) { Misforms = misforms }, ct);
        }

        return rules.Findings();
    }

    private static Dictionary<string, List<int>> By(
        IEnumerable<ColumnBuilder> columns,
        Func<ColumnBuilder, List<int>> rows
    ) =>
        columns
            .Where(column => rows(column).Count > 0)
            .ToDictionary(column => column.Name, rows, StringComparer.Ordinal);

    /// <exception cref="RefusedException">The schema contradicts itself;
    /// the message states the first problem and the number of others.</exception>
    public static void Check(Schema schema)
    {
        IReadOnlyList<SchemaProblem> problems = Problems(schema);
        if (problems.Count > 0)
        {
            throw SchemaRefusals.Contradicts(problems);
        }
    }

    /// <returns>All problems of the schema; empty if there is none.</returns>
    public static IReadOnlyList<SchemaProblem> Problems(Schema schema)
    {
        SchemaProblem[] columns = [.. ColumnProblems.Of(schema)];
        return
        [
            .. columns,
            .. FormatProblems.Of(schema),
            .. ConstraintProblems.Of(schema).Select(Problem),
            .. PrivacyProblems.Of(schema),
            .. TimeOrderProblems.Of(schema),
        ];
    }

    private static SchemaProblem Problem(ConstraintProblem problem)
    {
        string where = $"constraints[{problem.Index}]";
        return problem.Kind switch
        {
            ConstraintProblemKind.UnknownColumn => new("schema.unknown-column", where, problem.Message),
            ConstraintProblemKind.Misfit => new("schema.constraint", where, problem.Message),
            _ => new(
                "schema.impossible",
                where,
                $"{problem.Message} No row can satisfy the constraint. Correct it, or switch it off."
            ),
        };
    }
}
