namespace AethergenAI.Tables.Csv;

/// <summary>
/// How the numbers of a column stand in a file, written as a cell is: <c>$#,##0.00</c>, <c>#.##0,00 €</c>,
/// <c>0.0 %</c>, <c>+0;-0;0</c>, <c>0.00;(0.00)</c>, <c>hh:mm:ss</c>. docs/1-schemas.md describes the patterns.
/// </summary>
internal abstract class NumberFormat
{
    public const int MaxDecimals = 15;

    /// <summary>The number of decimals that are always written.</summary>
    public int MinDecimals { get; protected init; }

    public int Decimals { get; protected init; }

    /// <exception cref="FormatException">The text is not a pattern of numbers; the message says why.</exception>
    public static NumberFormat Of(string pattern) =>
        ClockFormat.Claims(pattern) ? ClockFormat.Parse(pattern) : DigitFormat.Parse(pattern);

    /// <summary>
    /// Accepts a cell with other decimals or without its thousands separators, as a spreadsheet may have saved it;
    /// signs, currency and unit must stand as in the pattern.
    /// </summary>
    public abstract bool TryRead(ReadOnlySpan<byte> cell, out NumberText number);

    /// <returns>The number of bytes written.</returns>
    public abstract int Write(double value, Span<byte> to);

    /// <summary>
    /// Whether writing the cell's value gives the same bytes, or would without the rounding of double arithmetic, as
    /// that of 0.30000000000000004.
    /// </summary>
    public bool Writes(double value, ReadOnlySpan<byte> cell)
    {
        Span<byte> written = stackalloc byte[CellWriter.MaxNumber];
        ReadOnlySpan<byte> text = written[..Write(value, written)];
        return text.SequenceEqual(cell)
            || (
                TryRead(text, out NumberText rounded)
                && rounded.Value != value
                && WrittenDecimals.Same(rounded.Value, value)
            );
    }

    /// <summary>Writes the decimals after the point, without those that are zero and not always written.</summary>
    /// <param name="part">The decimals as a whole number of <see cref="Decimals"/> digits.</param>
    protected int WriteDecimals(long part, byte point, Span<byte> to)
    {
        int kept = Decimals;
        for (; kept > MinDecimals && part % 10 == 0; kept--)
        {
            part /= 10;
        }
        if (kept == 0)
        {
            return 0;
        }
        to[0] = point;
        for (int i = kept; i > 0; i--)
        {
            (part, long digit) = Math.DivRem(part, 10);
            to[i] = (byte)('0' + digit);
        }

        return kept + 1;
    }

    /// <summary>Reads the digits after a decimal point to the end of the text.</summary>
    /// <returns>False if there is none, or something else among them.</returns>
    protected static bool ReadDecimals(ReadOnlySpan<byte> text, ref long units, out int written)
    {
        written = text.Length;
        if (text.IsEmpty || text.Length > MaxDecimals)
        {
            return false;
        }
        foreach (byte b in text)
        {
            if (b is < (byte)'0' or > (byte)'9' || units > NumberText.MaxExact / 10)
            {
                return false;
            }
            units = (units * 10) + b - '0';
        }

        return true;
    }
}
