using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Gathers what a column's cells are as numbers.</summary>
internal sealed class NumberProbe(byte point)
{
    /// <summary>
    /// With this many cells that are not numbers, the column is no longer reported as numeric with exceptions.
    /// </summary>
    private const int GiveUpAfter = 1000;

    private double mean,
        squares,
        last = double.NaN;
    private long divisor;
    private int scale,
        exponents,
        codes;

    public int Count { get; private set; }

    public int Failures { get; private set; }

    /// <summary>The first row whose cell is not a number, from 1.</summary>
    public int FirstFailure { get; private set; }

    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    public double Mean => mean;

    public double StandardDeviation => Count < 2 ? 0 : Math.Sqrt(squares / (Count - 1));

    /// <summary>
    /// The largest number of decimals, without trailing zeros; −1 if a number has an exponent or too many digits.
    /// </summary>
    public int Decimals { get; private set; }

    /// <summary>Whether a number is written with a decimal point.</summary>
    public bool Pointed { get; private set; }

    /// <summary>Whether a number begins with a superfluous zero, as only codes do.</summary>
    public bool LeadingZeros { get; private set; }

    /// <summary>How the numbers are written, apart from their values.</summary>
    public WrittenForm Form { get; } = new();

    /// <summary>
    /// Whether numbers with an exponent are codes: digits, a capital E and digits, among other plain digits.
    /// </summary>
    public bool Coded => exponents > 0 && exponents == codes && !Pointed && Min >= 0 && Form.Signed == 0;

    /// <summary>Whether a whole number, written in digits only, is too large for a double to hold exactly.</summary>
    public bool Inexact { get; private set; }

    /// <summary>Whether every number is the previous one plus one.</summary>
    public bool Counting { get; private set; } = true;

    /// <summary>The largest 10^−Decimals · k that divides every number; 0 if unknown.</summary>
    public double Divisor => divisor > 0 && Decimals >= 0 ? divisor / Math.Pow(10, scale) : 0;

    public bool Tried => Failures < GiveUpAfter;

    /// <summary>Whether every cell so far is a number.</summary>
    public bool Holds => Failures == 0 && Count > 0;

    public bool Whole => Decimals == 0 && Math.Max(Math.Abs(Min), Math.Abs(Max)) < NumberText.MaxExact;

    /// <returns>The number, or NaN.</returns>
    public double Observe(ReadOnlySpan<byte> cell, int row)
    {
        if (!NumberText.TryParse(cell, point, out NumberText number))
        {
            if (Failures++ == 0)
            {
                FirstFailure = row + 1;
            }
            return double.NaN;
        }

        if (number.Exponent)
        {
            exponents++;
            int other = cell.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            bool coded = cell[other] == 'E' && cell.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') == other;
            codes += coded ? 1 : 0;
        }
        return Take(number);
    }

    /// <summary>Counts a number that was read.</summary>
    public double Take(in NumberText number)
    {
        double value = number.Value;
        Count++;
        Form.Take(number);
        Inexact |= !number.Exponent && !number.Point && Math.Abs(value) > NumberText.MaxExact;
        double off = value - mean;
        mean += off / Count;
        squares += off * (value - mean);
        Counting &= Count == 1 || value == last + 1;
        last = value;
        if (value < Min)
        {
            Min = value;
        }
        if (value > Max)
        {
            Max = value;
        }
        Pointed |= number.Point;
        LeadingZeros |= number.LeadingZero;
        if (number.Decimals < 0)
        {
            Decimals = -1;
        }
        else if (Decimals >= 0)
        {
            if (number.Decimals > Decimals)
            {
                Decimals = number.Decimals;
            }
            if (divisor != 1 || scale < number.Decimals)
            {
                Divide(Math.Abs(number.Units), number.Decimals);
            }
        }

        return value;
    }

    private void Divide(long units, int decimals)
    {
        for (; scale < decimals; scale++)
        {
            divisor = divisor > long.MaxValue / 10 ? 1 : divisor * 10;
        }
        for (; decimals < scale; decimals++)
        {
            if (units > long.MaxValue / 10)
            {
                divisor = 1;
                return;
            }
            units *= 10;
        }

        if (divisor != 0 && units % divisor == 0)
        {
            return;
        }
        while (units != 0)
        {
            (divisor, units) = (units, divisor % units);
        }
    }
}
