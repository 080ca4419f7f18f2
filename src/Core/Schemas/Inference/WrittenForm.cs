using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Gathers how a column's numbers are written, apart from their values.</summary>
internal sealed class WrittenForm
{
    private int least = int.MaxValue,
        longestRounded,
        threes,
        wholes;
    private bool others;

    /// <summary>The number of numbers with a '+'.</summary>
    public int Signed { get; private set; }

    /// <summary>The number of numbers above zero.</summary>
    public int Positive { get; private set; }

    /// <summary>Whether a number begins with its decimal point.</summary>
    public bool Bare { get; private set; }

    /// <summary>Whether a number below one has a zero before its point.</summary>
    public bool Zeroed { get; private set; }

    public bool Exponents { get; private set; }

    /// <summary>
    /// Whether points may stand for thousands: some numbers have three decimals and none another number of them, and
    /// those without are below 1,000.
    /// </summary>
    public bool Thousands => threes > 0 && wholes > 0 && !others;

    public bool Negative { get; private set; }

    /// <summary>The smallest number of decimals, trailing zeros included.</summary>
    public int Least => least == int.MaxValue ? 0 : least;

    /// <summary>The largest number of decimals, trailing zeros included.</summary>
    public int Most { get; private set; }

    /// <summary>
    /// Whether beyond <see cref="Least"/> no number ends in a zero: all have the same decimals, or trailing zeros
    /// are left out.
    /// </summary>
    public bool Regular => longestRounded <= Least;

    public void Take(in NumberText number)
    {
        int written = number.Written;
        least = Math.Min(least, written);
        Most = Math.Max(Most, written);
        if (written > number.Decimals && number.Decimals >= 0)
        {
            longestRounded = Math.Max(longestRounded, written);
        }
        threes += written == 3 ? 1 : 0;
        wholes += written == 0 ? 1 : 0;
        others |= written is not (0 or 3) || (written == 0 && Math.Abs(number.Value) >= 1000);
        others |= written == 3 && (number.Bare || Math.Abs(number.Value) < 1);
        Signed += number.Plus ? 1 : 0;
        Positive += number.Value > 0 ? 1 : 0;
        Negative |= number.Value < 0;
        Bare |= number.Bare;
        Zeroed |= written > 0 && !number.Bare && Math.Abs(number.Value) < 1;
        Exponents |= number.Exponent;
    }

    /// <summary>The pattern of the decimals with their point: "", ".00", ".0##".</summary>
    public string Decimals(char point)
    {
        int always = Regular ? Least : Most;
        return Most == 0 ? "" : point + new string('0', always) + new string('#', Most - always);
    }

    /// <summary>
    /// The pattern of numbers in plain digits; null where writing the shortest text, or as many decimals as the step
    /// has, gives the same.
    /// </summary>
    /// <param name="decimals">The decimals that are written without a pattern; −1: the shortest text.</param>
    public string? Plain(char point, int decimals)
    {
        bool plus = Signed > 0 && Signed == Positive;
        bool same = Regular && Least == Most && Most == decimals;
        bool shortest = decimals < 0 && Regular && Least == 0;
        bool bare = Bare && !Zeroed;
        if (!Regular || Exponents || Most > NumberFormat.MaxDecimals || (!plus && !bare && (same || shortest)))
        {
            return null;
        }
        string core = (bare ? "#" : "0") + Decimals(point);
        return plus ? $"+{core};-{core};{core}" : core;
    }
}
