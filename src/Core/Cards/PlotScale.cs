using System.Globalization;

namespace AethergenAI.Cards;

/// <summary>A linear scale from values to places on a drawing, with round marks.</summary>
/// <param name="From">The place of <paramref name="Low"/>.</param>
/// <param name="To">The place of <paramref name="High"/>.</param>
internal sealed record PlotScale(double Low, double High, double From, double To)
{
    /// <summary>Covers all values with a margin of 4 %; a single value gets a scale around it.</summary>
    internal static PlotScale Over(IEnumerable<double> values, double from, double to)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        double low = known.Length == 0 ? 0 : known.Min(),
            high = known.Length == 0 ? 1 : known.Max();
        double margin = high > low ? 0.04 * (high - low) : Math.Max(1e-6, Math.Abs(high) * 0.1);
        return new PlotScale(low - margin, high + margin, from, to);
    }

    internal double At(double value) => From + ((value - Low) / (High - Low) * (To - From));

    /// <summary>About <paramref name="count"/> multiples of 1, 2 or 5 times a power of ten.</summary>
    internal IReadOnlyList<double> Marks(int count)
    {
        double rough = (High - Low) / count,
            power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step =
            power
            * (
                (rough / power) switch
                {
                    <= 1 => 1,
                    <= 2 => 2,
                    <= 5 => 5,
                    _ => 10,
                }
            );
        int first = (int)Math.Ceiling(Low / step),
            last = (int)Math.Floor(High / step);
        return [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(at => at * step)];
    }

    /// <summary>The text of a mark, without trailing zeros.</summary>
    internal static string Label(double mark) =>
        Math.Round(mark, 10).ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−');
}
