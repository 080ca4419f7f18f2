namespace AethergenAI.Tables.Csv;

/// <summary>Writes the missing cells of one column, in their several texts with their shares.</summary>
internal sealed class MissingWriter
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong column;
    private readonly byte[] usual;
    private readonly byte[][] others;
    private readonly double[] cumulative;

    /// <param name="place">The column's index in the schema.</param>
    internal MissingWriter(Column column, int place, byte delimiter)
    {
        this.column = (ulong)place;
        var shares = column.OtherMissing ?? [];
        usual = Cell(column.MissingText ?? "");
        others = [.. shares.Select(share => Cell(share.Text))];
        double sum = 0;
        cumulative = [.. shares.Select(share => sum += share.Share)];

        byte[] Cell(string text) => text.Length == 0 ? [] : CsvText.Quoted(text, delimiter);
    }

    /// <summary>The most bytes that a cell takes.</summary>
    internal int Longest => others.Append(usual).Max(text => text.Length);

    /// <param name="row">The row's number in the file: the same row of the same schema is written the same way.</param>
    /// <returns>The number of bytes.</returns>
    internal int Write(ulong row, Span<byte> target)
    {
        byte[] text = others.Length == 0 ? usual : Chosen(row);
        text.CopyTo(target);
        return text.Length;
    }

    private byte[] Chosen(ulong row)
    {
        double unit = (Mixed((row * Golden) + Mixed(column + 1)) >> 11) * Math.ScaleB(1, -53);
        int at = Array.FindIndex(cumulative, below => unit < below);
        return at < 0 ? usual : others[at];
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2714064.2660195).</summary>
    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
