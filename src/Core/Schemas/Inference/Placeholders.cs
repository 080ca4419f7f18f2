using System.Globalization;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Finds numbers that may stand for missing, such as -999 among percents: up to three that repeat and lie far beyond
/// all others.
/// </summary>
internal static class Placeholders
{
    private const int MaxNumbers = LowestNumbers.MaxKept - 1;

    /// <summary>So many different numbers besides show what is usual.</summary>
    private const int MinOthers = 10;

    /// <summary>How far it lies from the others at least, in ranges of theirs.</summary>
    private const double MinDistance = 3;

    /// <summary>How many cells have it at least; and where its digits do not say that it stands for missing.</summary>
    private const int MinCells = 3,
        MinOfOther = 5;

    /// <summary>The share of such a one's cells.</summary>
    private const double MinShare = 0.01;

    /// <param name="distinct">How many different numbers there are.</param>
    /// <returns>How many cells have them; 0: there are none.</returns>
    public static int Cells(NumberProbe numbers, int distinct)
    {
        for (int count = Math.Min(MaxNumbers, distinct - MinOthers); count > 0; count--)
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
            Math.Max(min - number.Value, number.Value - max) > far && Repeats(number.Value, number.Cells, numbers.Count)
        );
        return far > 0 && all ? found.Sum(number => number.Cells) : 0;
    }

    private static bool Repeats(double value, int cells, int all) =>
        value != 0 && (Says(value) ? cells >= MinCells : cells >= Math.Max(MinOfOther, MinShare * all));

    /// <summary>Whether it is written as placeholders are: -1, -9, 999.9, 8888.</summary>
    private static bool Says(double value)
    {
        string digits = Math.Abs(value).ToString("0.####", CultureInfo.InvariantCulture).Replace(".", "", default);
        bool same = digits[0] is '7' or '8' or '9' && digits.All(digit => digit == digits[0]);
        return value == -1 || (same && (digits.Length > 1 || value < 0));
    }
}
