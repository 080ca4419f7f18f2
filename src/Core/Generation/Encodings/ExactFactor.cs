using System.Globalization;

namespace AethergenAI.Generation.Encodings;

/// <summary>Finds the factor between two columns of rounded numbers.</summary>
internal static class ExactFactor
{
    private const int Looked = 200,
        MinRatios = 20;

    /// <summary>
    /// The roundest factor that fits all rows near the usual ratio: a rounded number b = a · factor says that
    /// the factor is in (b ± ½ step) / a.
    /// </summary>
    internal static double? Of(double[] values, double[] from, double? step)
    {
        if (Usual(values, from) is not { } near)
        {
            return null;
        }
        double low = double.NegativeInfinity,
            high = double.PositiveInfinity;
        foreach (var (value, of) in values.Zip(from).Where(pair => pair.First != 0 && pair.Second != 0))
        {
            // A little more than half a step, for the rounding of doubles.
            double half = (step is { } width ? width / 2 : 0) + (Math.Abs(value) * 1e-12);
            double one = (value - half) / of,
                other = (value + half) / of;
            if (Math.Abs(near - (value / of)) <= Math.Abs(near) * 1e-3)
            {
                (low, high) = (Math.Max(low, Math.Min(one, other)), Math.Min(high, Math.Max(one, other)));
            }
        }

        return low <= high ? Roundest(low, high) : null;
    }

    private static double? Roundest(double low, double high)
    {
        for (int digits = 1; digits <= 15; digits++)
        {
            string text = ((low + high) / 2).ToString($"G{digits}", CultureInfo.InvariantCulture);
            double rounded = double.Parse(text, CultureInfo.InvariantCulture);
            if (rounded >= low && rounded <= high)
            {
                return rounded;
            }
        }

        return null;
    }

    /// <summary>The median ratio of the first rows, which are in no order, where half of them are near it.</summary>
    private static double? Usual(double[] values, double[] from)
    {
        var ratios = new List<double>(Looked);
        for (int row = 0; row < values.Length && ratios.Count < Looked; row++)
        {
            if (double.IsFinite(values[row] / from[row]) && values[row] != 0)
            {
                ratios.Add(values[row] / from[row]);
            }
        }
        if (ratios.Count < MinRatios)
        {
            return null;
        }
        ratios.Sort();
        double median = ratios[ratios.Count / 2];
        int near = ratios.Count(ratio => Math.Abs(ratio - median) <= Math.Abs(median) * 0.01);
        return near * 2 >= ratios.Count ? median : null;
    }
}
