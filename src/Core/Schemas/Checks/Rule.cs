namespace AethergenAI.Schemas.Checks;

/// <summary>Something that has to hold in every row; counts the rows in which it does not.</summary>
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
