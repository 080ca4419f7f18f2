using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Gathers how a column's numbers are written, apart from their values.</summary>
internal sealed class WrittenForm
{
    private readonly int[] exact = new int[NumberFormat.MaxDecimals + 1],
        padded = new int[NumberFormat.MaxDecimals + 1];

    private int count,
        exponents,
        threes,
        wholes,
        zeros,
        plusZeros;

    private bool others;

    /// <summary>The number of numbers above zero with a '+'.</summary>
    public int Signed { get; private set; }

    /// <summary>The number of numbers above zero.</summary>
    public int Positive { get; private set; }

    /// <summary>Whether a number begins with its decimal point.</summary>
    public bool Bare { get; private set; }

    /// <summary>Whether a number below one has a zero before its point.</summary>
    public bool Zeroed { get; private set; }

    /// <summary>
    /// Whether points may stand for thousands: some numbers have three decimals and none another number of them, and
    /// those without are below 1,000.
    /// </summary>
    public bool Thousands => threes > 0 && wholes > 0 && !others;

    /// <summary>The largest number of decimals, trailing zeros included.</summary>
    private int Most { get; set; }

    /// <summary>
    /// How many decimals are written at least, with zeros in place of those that a number lacks: the number with which
    /// most numbers come out as they are written, the largest of several.
    /// </summary>
    private int Always
    {
        get
        {
            int best = 0,
                most = -1;
            for (int always = 0; always <= Math.Min(Most, NumberFormat.MaxDecimals); always++)
            {
                int right = padded[always] + exact[always..].Sum();
                (best, most) = right >= most ? (always, right) : (best, most);
            }
            return best;
        }
    }

    public void Take(in NumberText number)
    {
        int written = number.Written;
        count++;
        exponents += number.Exponent ? 1 : 0;
        Most = Math.Max(Most, written);
        if (written <= NumberFormat.MaxDecimals && !number.Exponent)
        {
            int[] counted = written > number.Decimals && number.Decimals >= 0 ? padded : exact;
            counted[written]++;
        }
        threes += written == 3 ? 1 : 0;
        wholes += written == 0 ? 1 : 0;
        others |= written is not (0 or 3) || (written == 0 && Math.Abs(number.Value) >= 1000);
        others |= written == 3 && (number.Bare || Math.Abs(number.Value) < 1);
        Signed += number.Plus && number.Value > 0 ? 1 : 0;
        zeros += number.Value == 0 ? 1 : 0;
        plusZeros += number.Plus && number.Value == 0 ? 1 : 0;
        Positive += number.Value > 0 ? 1 : 0;
        Bare |= number.Bare;
        Zeroed |= written > 0 && !number.Bare && Math.Abs(number.Value) < 1;
    }

    /// <summary>The pattern of the decimals with their point: "", ".00", ".0##".</summary>
    /// <param name="most">No more decimals than this, unless all numbers have more.</param>
    public string Decimals(char point, int most = int.MaxValue)
    {
        int always = Always,
            more = Math.Max(0, Math.Min(Most, most) - always);
        return always + more == 0 ? "" : point + new string('0', always) + new string('#', more);
    }

    /// <summary>
    /// The pattern of numbers in plain digits; null where writing the shortest text, or as many decimals as the step
    /// has, gives the same, and where most numbers have an exponent.
    /// </summary>
    /// <param name="decimals">The decimals that are written without a pattern; −1: the shortest text.</param>
    public string? Plain(char point, int decimals)
    {
        bool plus = Signed > 0 && Signed == Positive;
        bool same = Always == Math.Max(0, decimals);
        bool bare = Bare && !Zeroed;
        int most = Math.Min(Most, decimals < 0 ? int.MaxValue : decimals);
        if (exponents * 2L > count || most > NumberFormat.MaxDecimals || (!plus && !bare && same))
        {
            return null;
        }
        string core = (bare ? "#" : "0") + Decimals(point, most);
        string zero = plusZeros > 0 && plusZeros * 2L >= zeros ? $"+{core}" : core;
        return plus ? $"+{core};-{core};{zero}" : core;
    }
}
