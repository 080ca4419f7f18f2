namespace AethergenAI.Tables;

/// <summary>Columns of equal length, in order, with distinct names.</summary>
public sealed class Table
{
    private readonly Dictionary<string, ColumnData> byName;

    /// <exception cref="ArgumentException">The columns differ in length, or two have the same name.</exception>
    public Table(IReadOnlyList<ColumnData> columns)
    {
        Columns = columns;
        RowCount = columns.Count == 0 ? 0 : columns[0].Length;
        byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        if (columns.Any(column => column.Length != RowCount))
        {
            throw new ArgumentException("Columns differ in length.", nameof(columns));
        }
    }

    public IReadOnlyList<ColumnData> Columns { get; }

    public int RowCount { get; }

    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public ColumnData this[string name] => byName[name];

    public bool Has(string name) => byName.ContainsKey(name);

    public NumberData Numbers(string name) => (NumberData)byName[name];

    public LevelData Levels(string name) => (LevelData)byName[name];

    /// <summary>The given rows, in that order; a row may occur more than once.</summary>
    public Table Take(ReadOnlySpan<int> rows)
    {
        var taken = new ColumnData[Columns.Count];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = Columns[i].Take(rows);
        }
        return new Table(taken);
    }
}
