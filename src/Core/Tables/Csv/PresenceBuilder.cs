namespace AethergenAI.Tables.Csv;

/// <summary>Records only which cells are missing: all other cells have the same code.</summary>
internal sealed class PresenceBuilder(string name, MissingTokens missing) : ColumnBuilder(name, "text")
{
    private readonly List<int> codes = [];

    internal override void Append(CsvBlock block, int column)
    {
        for (int row = 0; row < block.Rows; row++)
        {
            codes.Add(missing.Holds(block.Cell(row, column)) ? -1 : 0);
        }
    }

    internal override LevelData Take()
    {
        int[] taken = [.. codes];
        codes.Clear();
        return new LevelData
        {
            Name = Name,
            Codes = taken,
            Levels = ["text"],
        };
    }
}
