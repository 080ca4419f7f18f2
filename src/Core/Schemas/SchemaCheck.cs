using AethergenAI.Schemas.Checks;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas;

/// <summary>Whether a table keeps to its schema, and whether a schema can be kept to at all.</summary>
public static class SchemaCheck
{
    private static readonly IReadOnlyDictionary<string, List<int>> Unbroken = new Dictionary<string, List<int>>();

    /// <summary>
    /// Everything in a file that breaks the schema. The file is read once; memory does not grow with it but for what
    /// unique columns hold.
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
        var rows = new TypedRows(stream, schema, options ?? CsvOptions.Default, column =>
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
            var breaks = rows
                .Columns.Where(column => column.Breaks.Count > 0)
                .ToDictionary(column => column.Name, column => column.Breaks, StringComparer.Ordinal);
            rules.Observe(new CheckedRows(rows.Take(), block.FirstRow, block.Line, breaks), ct);
        }

        return rules.Findings();
    }

    /// <summary>Everything in a table, typed by the schema, that breaks it.</summary>
    /// <param name="seed">The rows whose combinations are allowed; without it, combinations are not checked.</param>
    public static SchemaFindings Check(Table table, Schema schema, Table? seed = null, CancellationToken ct = default)
    {
        var rules = new RuleSet(
            schema,
            schema.Columns.ToDictionary(column => column.Name, _ => "of its kind", StringComparer.Ordinal),
            seed
        );
        rules.Observe(new CheckedRows(table, 0, null, Unbroken), ct);
        return rules.Findings();
    }

    /// <exception cref="RefusedException">The schema contradicts itself; the message names the first problem and how
    /// many more there are.</exception>
    public static void Check(Schema schema)
    {
        IReadOnlyList<SchemaProblem> problems = Problems(schema);
        if (problems.Count > 0)
        {
            throw SchemaRefusals.Contradicts(problems);
        }
    }

    /// <returns>Everything the schema says that cannot be; empty where it is sound.</returns>
    public static IReadOnlyList<SchemaProblem> Problems(Schema schema)
    {
        SchemaProblem[] columns = [.. ColumnProblems.Of(schema)];
        return
        [
            .. columns,
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
                $"{problem.Message} No row can satisfy that; correct it or switch it off."
            ),
        };
    }
}
