using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>What a column's cells are as numbers.</summary>
internal sealed class NumberProbe(byte point)
{
    /// <summary>A column that has so many cells that are no numbers will not be called one with exceptions.</summary>
    private const int GiveUpAfter = 1000;

    private double mean,
        squares,
        last = double.NaN;
    private long divisor;
    private int scale;

    public int Count { get; private set; }

    public int Failures { get; private set; }

    /// <summary>The first row whose cell is no number, from 1.</summary>
    public int FirstFailure { get; private set; }

    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    public double Mean => mean;

    public double StandardDeviation => Count < 2 ? 0 : Math.Sqrt(squares / (Count - 1));

    /// <summary>
    /// Most digits behind the point, without trailing zeros; −1 where a number has an exponent or too many digits.
    /// </summary>
    public int Decimals { get; private set; }

    /// <summary>A number is written with a point.</summary>
    public bool Pointed { get; private set; }

    /// <summary>A number begins with a zero that only a code has.</summary>
    public bool LeadingZeros { get; private set; }

    /// <summary>Every number is the one before plus one.</summary>
    public bool Counting { get; private set; } = true;

    /// <summary>The greatest 10^−Decimals · k that divides every number; 0 where unknown.</summary>
    public double Divisor => divisor > 0 && Decimals >= 0 ? divisor / Math.Pow(10, scale) : 0;

    public bool Tried => Failures < GiveUpAfter;

    /// <summary>Every cell so far is a number.</summary>
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

        double value = number.Value;
        Count++;
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
