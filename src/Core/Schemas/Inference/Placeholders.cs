using System.Globalization;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Finds numbers that may stand for missing, such as -999 among percents: up to three that repeat, lie far beyond all
/// others and are written as placeholders are.
/// </summary>
internal static class Placeholders
{
    private const int MaxNumbers = LowestNumbers.MaxKept - 1;

    /// <summary>So many different numbers besides show what is usual.</summary>
    private const int MinOthers = 10;

    /// <summary>How far it lies from the others at least, in ranges of theirs.</summary>
    private const double MinDistance = 3;

    /// <summary>How many cells have it at least.</summary>
    private const int MinCells = 3;

    /// <summary>Larger than any whole number of 64 bits, and so than any code.</summary>
    private const double Huge = 1e19;

    /// <param name="distinct">How many different texts there are.</param>
    /// <returns>How many cells have them; 0: there are none.</returns>
    public static int Cells(NumberProbe numbers, int distinct)
    {
        // 1 and 1.0 are two texts of one number.
        int most = Math.Min(Math.Min(MaxNumbers, numbers.Lowest.Kept.Count - 1), distinct - MinOthers);
        for (int count = most; count > 0; count--)
        {
            for (int low = 0; low <= count; low++)
            {
                int cells = Cells(numbers, low, count - low);
                if (cells > 0)
                {
                    return cells;
                }
            }
        }
        return 0;
    }

    /// <param name="low">How many of the lowest numbers may be placeholders.</param>
    /// <param name="high">How many of the highest.</param>
    private static int Cells(NumberProbe numbers, int low, int high)
    {
        double min = numbers.Lowest.Kept[low].Value,
            max = -numbers.Highest.Kept[high].Value,
            far = MinDistance * (max - min);
        (double Value, int Cells)[] found =
        [
            .. numbers.Lowest.Kept.Take(low),
            .. numbers.Highest.Kept.Take(high).Select(number => (-number.Value, number.Cells)),
        ];
        bool all = Array.TrueForAll(found, number =>
            number.Cells >= MinCells
            && Math.Max(min - number.Value, number.Value - max) > far
            && IsWritten(number.Value, min)
        );
        return far > 0 && all ? found.Sum(number => number.Cells) : 0;
    }

    /// <summary>
    /// Whether it is written as placeholders are: a whole number below zero where the others are not, 999.9, 8888, 97,
    /// the largest of a computer's whole numbers, or one with more digits than those.
    /// </summary>
    /// <param name="min">The lowest of the others.</param>
    private static bool IsWritten(double value, double min)
    {
        bool below = value < 0 && min >= 0 && value == Math.Floor(value);
        if (below || Math.Abs(value) >= Huge || value is short.MaxValue or ushort.MaxValue or int.MaxValue)
        {
            return true;
        }
        string digits = Math.Abs(value).ToString("0.####", CultureInfo.InvariantCulture).Replace(".", "", default);
        bool same = digits[0] is '7' or '8' or '9' && digits.All(digit => digit == digits[0]);
        bool last = digits[^1] is '6' or '7' or '8' && digits[..^1].All(digit => digit == '9');
        return digits.Length > 1 && (same || last);
    }
}
