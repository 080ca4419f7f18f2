using AethergenAI.Tables;

namespace AethergenAI.Schemas.Checks;

/// <summary>A rule that must hold in every row; counts the rows that break it.</summary>
internal abstract class Rule(string name, IReadOnlyList<string> columns, string says)
{
    private const int MaxExamples = 20;

    private readonly List<RowPlace> examples = [];

    public IReadOnlyList<string> Columns => columns;

    public long Violations { get; private set; }

    public RuleFinding Finding => new(name, columns, says, Violations, examples);

    public abstract void Observe(CheckedRows rows);

    protected void Violate(CheckedRows rows, int row)
    {
        if (Violations++ < MaxExamples)
        {
            examples.Add(rows.Place(row));
        }
    }
}

/// <summary>A cell of the file can be parsed as its column's kind.</summary>
internal sealed class ReadableRule(string column, string expected) : Rule("kind", [column], $"is {expected}")
{
    public override void Observe(CheckedRows rows)
    {
        foreach (int row in rows.Breaks.GetValueOrDefault(Columns[0], []))
        {
            Violate(rows, row);
        }
    }
}

/// <summary>A number has the separators and decimals that its column's format writes.</summary>
internal sealed class FormRule(string column, string expected)
    : Rule("form", [column], $"is {expected}, with its separators and decimals")
{
    public override void Observe(CheckedRows rows)
    {
        foreach (int row in rows.Misforms.GetValueOrDefault(Columns[0], []))
        {
            Violate(rows, row);
        }
    }
}

/// <summary>A cell is in its column's domain. A cell that cannot be parsed is not counted again here.</summary>
internal sealed class DomainRule(string column, CellRule rule) : Rule(rule.Name, [column], rule.Says)
{
    public override void Observe(CheckedRows rows)
    {
        var holds = rule.In(rows.Block[Columns[0]]);
        for (int row = 0; row < rows.Block.RowCount; row++)
        {
            if (!holds(row) && !rows.Broken(Columns[0], row))
            {
                Violate(rows, row);
            }
        }
    }
}

/// <summary>A row satisfies a constraint.</summary>
internal sealed class ConstraintRule(Constraint constraint, RowRule rule)
    : Rule(constraint.Kind, constraint.ColumnNames(), constraint.Sentence())
{
    public override void Observe(CheckedRows rows)
    {
        var holds = rule(rows.Block);
        for (int row = 0; row < rows.Block.RowCount; row++)
        {
            if (!holds(row))
            {
                Violate(rows, row);
            }
        }
    }
}
