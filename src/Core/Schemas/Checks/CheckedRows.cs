using AethergenAI.Tables;

namespace AethergenAI.Schemas.Checks;

/// <summary>Some rows to be checked: typed cells, and where they came from.</summary>
/// <param name="FirstRow">Rows before these.</param>
/// <param name="Line">The line of a row of the block; null where there is no file.</param>
/// <param name="Breaks">Rows of the block, ascending, whose cell of the named column is not of its kind;
/// the cell then counts as missing.</param>
internal sealed record CheckedRows(
    Table Block,
    int FirstRow,
    Func<int, int>? Line,
    IReadOnlyDictionary<string, List<int>> Breaks
)
{
    public RowPlace Place(int row) => new(FirstRow + row + 1, Line?.Invoke(row));

    public bool Broken(string column, int row) =>
        Breaks.TryGetValue(column, out var rows) && rows.BinarySearch(row) >= 0;
}
