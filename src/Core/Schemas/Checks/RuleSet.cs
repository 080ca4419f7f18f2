using AethergenAI.Tables;

namespace AethergenAI.Schemas.Checks;

/// <summary>Checks all rules of a schema over blocks of rows.</summary>
internal sealed class RuleSet
{
    private readonly Schema schema;
    private readonly Rule[] rules;
    private readonly List<string> notChecked = [];
    private int rows;

    /// <param name="expected">By column: what a cell must be, in words.</param>
    public RuleSet(Schema schema, IReadOnlyDictionary<string, string> expected, Table? seed)
    {
        this.schema = schema;
        var all = new List<Rule>();
        foreach (Column column in schema.Columns)
        {
            all.Add(new ReadableRule(column.Name, expected[column.Name]));
            if (column is IntegerColumn { Format: not null } or DecimalColumn { Format: not null })
            {
                all.Add(new FormRule(column.Name, expected[column.Name]));
            }
            all.AddRange(CellRules.Of(column).Select(rule => new DomainRule(column.Name, rule)));
        }

        foreach (Constraint constraint in schema.Constraints.Where(constraint => constraint.Active))
        {
            if (constraint.Rule(schema, seed) is { } rule)
            {
                all.Add(new ConstraintRule(constraint, rule));
            }
            else
            {
                notChecked.Add($"The constraint {constraint.Sentence()}: this check needs the seed.");
            }
        }

        rules = [.. all];
    }

    public void Observe(CheckedRows checkedRows, CancellationToken ct)
    {
        rows += checkedRows.Block.RowCount;
        Parallel.ForEach(rules, new ParallelOptions { CancellationToken = ct }, rule => rule.Observe(checkedRows));
    }

    public SchemaFindings Findings() =>
        new(
            rows,
            rules.Sum(rule => rule.Violations),
            [.. rules.Where(rule => rule.Violations > 0).Select(rule => rule.Finding)]
        )
        {
            NotChecked = notChecked,
            Notes = ColumnDoubts.Of(schema),
        };
}
