namespace AethergenAI.Tables;

/// <summary>
/// One column's cells. A missing cell is NaN in a <see cref="NumberData"/> and −1 in a <see cref="LevelData"/>.
/// </summary>
public abstract class ColumnData
{
    public required string Name { get; init; }

    public abstract int Length { get; }

    public abstract bool IsMissing(int row);

    /// <summary>The cells of <paramref name="rows"/>, in that order; a row may occur more than once.</summary>
    public abstract ColumnData Take(ReadOnlySpan<int> rows);
}

/// <summary>
/// Numbers as doubles: integers (exact to 2^53) and decimals as they are, dates as <see cref="DateOnly.DayNumber"/>,
/// datetimes as seconds since 1970-01-01T00:00:00.
/// </summary>
public sealed class NumberData : ColumnData
{
    /// <summary>Finite, or NaN where the cell is missing.</summary>
    public required double[] Values { get; init; }

    public override int Length => Values.Length;

    public override bool IsMissing(int row) => double.IsNaN(Values[row]);

    public override NumberData Take(ReadOnlySpan<int> rows)
    {
        var taken = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            taken[i] = Values[rows[i]];
        }
        return new NumberData { Name = Name, Values = taken };
    }
}

/// <summary>Levels as codes into a dictionary: categories, booleans, identifiers and text.</summary>
public sealed class LevelData : ColumnData
{
    /// <summary>Indices into <see cref="Levels"/>, or −1 where the cell is missing.</summary>
    public required int[] Codes { get; init; }

    /// <summary>Distinct; a level may be used by no row.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    public override int Length => Codes.Length;

    public override bool IsMissing(int row) => Codes[row] < 0;

    public string? this[int row] => Codes[row] < 0 ? null : Levels[Codes[row]];

    public override LevelData Take(ReadOnlySpan<int> rows)
    {
        var taken = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            taken[i] = Codes[rows[i]];
        }
        return new LevelData
        {
            Name = Name,
            Codes = taken,
            Levels = Levels,
        };
    }
}
