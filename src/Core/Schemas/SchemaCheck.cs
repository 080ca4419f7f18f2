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
        using var rows = new TypedRows(stream, schema, options ?? CsvOptions.Default, Compares(schema));
        return Check(rows, schema, ct, seed);
    }

    /// <summary>Finds every row that breaks the schema, whatever the file's format.</summary>
    /// <param name="rows">Their table needs the texts of only those columns that <see cref="Compares"/> names.</param>
    /// <param name="seed">The rows whose combinations are allowed; without it, combinations are not checked.</param>
    /// <exception cref="RefusedException">The file is malformed.</exception>
    public static SchemaFindings Check(
        ITypedRows rows,
        Schema schema,
        CancellationToken ct = default,
        Table? seed = null
    )
    {
        IReadOnlyList<ColumnBuilder> columns = rows.Table.Columns;
        var rules = new RuleSet(
            schema,
            columns.ToDictionary(column => column.Name, column => column.Expected, StringComparer.Ordinal),
            seed
        );
        while (rows.Next(ct))
        {
            var breaks = By(columns, column => column.Breaks);
            var misforms = By(columns, column => column.Misforms);
            rules.Observe(
                new CheckedRows(rows.Table.Take(), rows.FirstRow, rows.Line, breaks) { Misforms = misforms },
                ct
            );
        }

        return rules.Findings();
    }

    /// <summary>Tells the text columns whose values an active constraint compares.</summary>
    public static Func<Column, bool> Compares(Schema schema)
    {
        var constrained = schema
            .Constraints.Where(constraint => constraint.Active)
            .SelectMany(constraint => constraint.ColumnNames())
            .ToHashSet(StringComparer.Ordinal);
        return column => constrained.Contains(column.Name);
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
