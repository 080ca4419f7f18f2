using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// The schema's levels have the first codes, in their order; other texts follow in order of appearance.
/// </summary>
public sealed class LevelBuilder : ColumnBuilder
{
    private readonly MissingTokens missing;
    private readonly Utf8Levels levels = new();
    private readonly List<string> texts;
    private readonly bool closed;
    private readonly bool alike;
    private int[] codes = [];
    private int length;

    /// <param name="closed">Whether a text that is not declared counts as a break.</param>
    internal LevelBuilder(
        string name,
        string expected,
        MissingTokens missing,
        IReadOnlyList<string> declared,
        bool closed
    )
        : base(name, expected)
    {
        (this.missing, this.closed) = (missing, closed);
        texts = [.. declared];
        foreach (string level in declared)
        {
            levels.FindOrAdd(Encoding.UTF8.GetBytes(level));
        }
    }

    /// <summary>Records only which cells are missing.</summary>
    /// <param name="text">What all other cells count as.</param>
    internal LevelBuilder(string name, MissingTokens missing, string text)
        : this(name, "text", missing, [text], closed: false) => alike = true;

    /// <summary>Makes room for a block and forgets what the last one reported.</summary>
    /// <returns>The block's codes, for the caller to fill: those of the declared levels, what <see cref="Read"/>
    /// returns, or −1 for a missing cell.</returns>
    public Span<int> Begin(int rows)
    {
        Breaks.Clear();
        if (codes.Length < length + rows)
        {
            Array.Resize(ref codes, Math.Max(length + rows, length * 2));
        }
        length += rows;
        return codes.AsSpan(length - rows, rows);
    }

    internal override void Append(CellBlock block, int column)
    {
        Span<int> read = Begin(block.Rows);
        for (int row = 0; row < read.Length; row++)
        {
            ReadOnlySpan<byte> cell = block.Cell(row, column);
            bool absent = cell.IsEmpty && missing.Holds(cell) && !block.IsEmptyText(row, column);
            read[row] = absent ? -1 : Read(cell, row);
        }
    }

    internal override LevelData Take()
    {
        int[] taken = codes.Length == length ? codes : codes[..length];
        (codes, length) = ([], 0);
        texts.Capacity = Math.Max(texts.Capacity, levels.Count);
        for (int level = texts.Count; level < levels.Count; level++)
        {
            texts.Add(Encoding.UTF8.GetString(levels[level]));
        }
        return new LevelData
        {
            Name = Name,
            Codes = taken,
            Levels = texts,
        };
    }

    /// <summary>
    /// The code of a text; −1 for one that means missing, or that is not of the column's kind, which is reported.
    /// </summary>
    /// <param name="row">Counts from 0 in the block.</param>
    public int Read(ReadOnlySpan<byte> cell, int row)
    {
        if (alike)
        {
            return missing.Holds(cell) ? -1 : 0;
        }
        ulong hash = Utf8Levels.Hash(cell);
        int code = levels.Find(cell, hash);
        if (code >= 0 || missing.Holds(cell))
        {
            return code;
        }
        if (!closed)
        {
            return levels.FindOrAdd(cell, hash);
        }
        Breaks.Add(row);
        return -1;
    }
}
