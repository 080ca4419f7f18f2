using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Gathers what a column's cells are as numbers.</summary>
internal sealed class NumberProbe(byte point)
{
    /// <summary>
    /// With this many cells that are not numbers, and not of few texts in half of the cells, the column is no longer
    /// reported as numeric with exceptions.
    /// </summary>
    private const int GiveUpAfter = 1000;

    /// <summary>The step may be broken by one cell in a thousand.</summary>
    private const int OneOddIn = 1000;

    /// <summary>
    /// A number is a shorter one with the rounding of double arithmetic if it has so many decimals, and differs by no
    /// more than that rounding from one with at most nine.
    /// </summary>
    private const int MinNoise = 12,
        MaxRounded = 9;

    /// <summary>Above it, the rounding of a double reaches into the ninth decimal.</summary>
    private const double MaxNoisy = 1e6;

    private const int Places = 19,
        NamedRows = 3;

    private double mean,
        squares,
        last = double.NaN;
    private int exponents,
        codes;

    /// <summary>By number of decimals: how many numbers, their greatest common divisor, and the first rows.</summary>
    private readonly int[] cells = new int[Places];
    private readonly long[] divisors = new long[Places];
    private readonly List<int>?[] rows = new List<int>?[Places];

    public int Count { get; private set; }

    public int Failures { get; private set; }

    /// <summary>The first row whose cell is not a number, from 1.</summary>
    public int FirstFailure { get; private set; }

    /// <summary>The first cells that are no numbers.</summary>
    public OddForms Odds { get; } = new();

    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    public double Mean => mean;

    public double StandardDeviation => Count < 2 ? 0 : Math.Sqrt(squares / (Count - 1));

    /// <summary>
    /// The number of decimals, without trailing zeros, that no number exceeds but one in a thousand;
    /// −1 if more numbers have too many digits.
    /// </summary>
    public int Decimals
    {
        get
        {
            int within = 0;
            for (int decimals = 0; decimals < Places; decimals++)
            {
                within += cells[decimals];
                if ((Count - within) * (long)OneOddIn <= Count)
                {
                    return decimals;
                }
            }
            return -1;
        }
    }

    /// <summary>How many numbers have more decimals than <see cref="Decimals"/>.</summary>
    public int Odd => Decimals < 0 ? 0 : Count - cells[..(Decimals + 1)].Sum();

    /// <summary>The first rows of these, from 1.</summary>
    public IReadOnlyList<int> OddRows =>
        Decimals < 0
            ? []
            : [.. rows[(Decimals + 1)..].OfType<List<int>>().SelectMany(of => of).Order().Take(NamedRows)];

    /// <summary>How many numbers have the rounding of double arithmetic, and the row of the first, from 1.</summary>
    public int Noisy { get; private set; }

    public int NoisyRow { get; private set; }

    /// <summary>Whether a number is written with a decimal point.</summary>
    public bool Pointed { get; private set; }

    /// <summary>Whether a number begins with a superfluous zero, as only codes do.</summary>
    public bool LeadingZeros { get; private set; }

    /// <summary>How the numbers are written, apart from their values.</summary>
    public WrittenForm Form { get; } = new();

    /// <summary>
    /// Whether numbers with an exponent are codes: digits, an E and digits, among other plain digits.
    /// </summary>
    public bool Coded => exponents > 0 && exponents == codes && !Pointed && Min >= 0 && Form.Signed == 0;

    /// <summary>Whether a whole number, written in digits only, is too large for a double to hold exactly.</summary>
    public bool Inexact { get; private set; }

    /// <summary>Whether a number with a decimal point has digits that a double does not hold.</summary>
    public bool Lossy { get; private set; }

    public LowestNumbers Lowest { get; } = new();

    /// <summary>The lowest of the negatives of the numbers, which are the highest of the numbers.</summary>
    public LowestNumbers Highest { get; } = new();

    /// <summary>Whether every number is the previous one plus one.</summary>
    public bool Counting { get; private set; } = true;

    /// <summary>The largest 10^−Decimals · k that divides every number that is not odd; 0 if unknown.</summary>
    public double Divisor
    {
        get
        {
            int most = Decimals;
            long divisor = 0;
            for (int decimals = 0; decimals <= most; decimals++)
            {
                long scaled = divisors[decimals];
                for (int place = decimals; place < most; place++)
                {
                    scaled = scaled > long.MaxValue / 10 ? 1 : scaled * 10;
                }
                divisor = Common(divisor, scaled);
            }
            return divisor / Math.Pow(10, Math.Max(0, most));
        }
    }

    public bool Tried => Failures < GiveUpAfter || Odds.MayRepeat(Failures + Count);

    /// <summary>Whether every cell so far is a number.</summary>
    public bool Holds => Failures == 0 && Count > 0;

    public bool Whole => Decimals == 0 && Odd == 0 && Math.Max(Math.Abs(Min), Math.Abs(Max)) < NumberText.MaxExact;

    /// <returns>The number, or NaN.</returns>
    public double Observe(ReadOnlySpan<byte> cell, int row)
    {
        if (!NumberText.TryParse(cell, point, out NumberText number))
        {
            if (Failures++ == 0)
            {
                FirstFailure = row + 1;
            }
            Odds.Observe(cell);
            return double.NaN;
        }

        if (Rounded(number) is { } exact)
        {
            Noisy++;
            NoisyRow = Noisy == 1 ? row + 1 : NoisyRow;
            number = exact;
        }
        if (number.Exponent)
        {
            exponents++;
            int other = cell.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            bool coded = (cell[other] | 0x20) == 'e' && cell.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') == other;
            codes += coded ? 1 : 0;
        }
        return Take(number, row);
    }

    /// <summary>
    /// The short decimal that a number with 15 digits or more is but for the rounding of double arithmetic, as
    /// 0.30000000000000004 is 0.3; null where it is none.
    /// </summary>
    private static NumberText? Rounded(in NumberText number)
    {
        double size = Math.Abs(number.Value);
        bool digits = number is { Decimals: < 0 or >= MinNoise, Point: true, Exponent: false };
        if (!digits || size is 0 or >= MaxNoisy)
        {
            return null;
        }
        for (int decimals = 0; decimals <= MaxRounded; decimals++)
        {
            double rounded = Math.Round(number.Value, decimals);
            if (rounded != 0 && WrittenDecimals.Same(number.Value, rounded))
            {
                long units = (long)Math.Round(rounded * NumberText.PowerOfTen(decimals));
                return number with { Value = rounded, Units = units, Decimals = decimals, Written = decimals };
            }
        }
        return null;
    }

    /// <summary>Counts a number that was read.</summary>
    /// <param name="row">From 0.</param>
    public double Take(in NumberText number, int row)
    {
        double value = number.Value;
        Count++;
        Form.Take(number);
        Inexact |= !number.Exponent && !number.Point && Math.Abs(value) > NumberText.MaxExact;
        Lossy |= number.Lossy;
        Lowest.Take(value);
        Highest.Take(-value);
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
        if (number.Decimals >= 0)
        {
            int decimals = number.Decimals;
            cells[decimals]++;
            divisors[decimals] = divisors[decimals] == 1 ? 1 : Common(divisors[decimals], Math.Abs(number.Units));
            var first = rows[decimals] ??= new List<int>(NamedRows);
            if (first.Count < NamedRows)
            {
                first.Add(row + 1);
            }
        }

        return value;
    }

    private static long Common(long divisor, long units)
    {
        while (units != 0)
        {
            (divisor, units) = (units, divisor % units);
        }
        return divisor;
    }
}
