using AethergenAI.Tables;

namespace AethergenAI.Schemas.Checks;

/// <summary>A block of rows to check.</summary>
/// <param name="FirstRow">The number of rows before this block.</param>
/// <param name="Line">Returns the line of a row of the block; null if the rows come from no file.</param>
/// <param name="Breaks">By column: the rows of the block, ascending, whose cell is not of the column's kind;
/// the cell then counts as missing.</param>
internal sealed record CheckedRows(
    Table Block,
    int FirstRow,
    Func<int, int>? Line,
    IReadOnlyDictionary<string, List<int>> Breaks
)
{
    /// <summary>
    /// By column: the rows of the block whose cell can be parsed, but is not written as the column's format writes it.
    /// </summary>
    public IReadOnlyDictionary<string, List<int>> Misforms { get; init; } = new Dictionary<string, List<int>>();

    public RowPlace Place(int row) => new(FirstRow + row + 1, Line?.Invoke(row));

    public bool Broken(string column, int row) =>
        Breaks.TryGetValue(column, out var rows) && rows.BinarySearch(row) >= 0;
}
