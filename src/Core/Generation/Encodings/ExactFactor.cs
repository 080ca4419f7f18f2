using System.Globalization;

namespace AethergenAI.Generation.Encodings;

/// <summary>Finds the factor between two columns of rounded numbers.</summary>
internal static class ExactFactor
{
    /// <summary>
    /// The roundest factor that fits all rows near the most frequent ratio: a rounded number b = a · factor says that
    /// the factor is in (b ± ½ step) / a.
    /// </summary>
    internal static double? Of(double[] values, double[] from, double? step)
    {
        var ratio = EchoSearch.Relation(values, from, null, (value, of) =>
            of == 0 || value == 0 ? double.NaN : Rough(value / of)
        );
        if (ratio is not { } rough)
        {
            return null;
        }
        double[] alike =
        [
            .. values
                .Zip(from, (value, of) => of == 0 || value == 0 ? double.NaN : value / of)
                .Where(one => Rough(one) == rough)
                .Order(),
        ];
        double near = alike[alike.Length / 2];
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

    /// <summary>Two digits and a half: enough to see which ratio is the most frequent one.</summary>
    private static double Rough(double value)
    {
        double scale = Math.Pow(10, 2 - Math.Floor(Math.Log10(Math.Abs(value))));
        return double.IsFinite(scale) && scale > 0 ? Math.Round(value * scale) / scale : double.NaN;
    }
}
