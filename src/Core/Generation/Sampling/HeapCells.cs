using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Sampling;

/// <summary>Moves a column's numbers to the multiples that their tokens ask for.</summary>
/// <param name="low">No number is moved below it.</param>
/// <param name="high">No number is moved above it.</param>
internal sealed class HeapCells(Heaps heaps, Precision precision, double low, double high)
{
    private const int Steps = 24,
        Apart = 997;

    private readonly double[] cumulative = Cumulative(heaps);

    internal int ModelColumn => heaps.ModelColumn;

    /// <summary>
    /// The nearest number that has the token: in the bin, or else no farther from it than the bin is wide. The number
    /// itself if there is none.
    /// </summary>
    /// <param name="value">A number drawn from the bin.</param>
    /// <param name="bin">Ascending; a single number is an atom and stays as it is.</param>
    /// <param name="token">The heap's; where it says atom and the bin is none, it is drawn from the others.</param>
    /// <param name="unit">In (0, 1).</param>
    internal double Moved(double value, ReadOnlySpan<double> bin, int token, double unit)
    {
        if (bin.Length == 1)
        {
            return value;
        }
        // The later digits of the random number that chose the place in the bin.
        double again = unit * Apart % 1;
        int wanted = heaps.HasAtoms && token == Heaps.AtomToken ? Other(again) : token;
        if (heaps.TokenOf(value, precision) == wanted)
        {
            return value;
        }
        double width = bin[^1] - bin[0];
        if (wanted < heaps.FirstStep && precision.At(value) is null)
        {
            // Without a step nearly every number of the bin is on no multiple.
            return precision.Round(bin[0] + (again * width));
        }
        return Nearest(value, wanted, bin[0], bin[^1])
            ?? Nearest(value, wanted, Math.Max(low, bin[0] - width), Math.Min(high, bin[^1] + width))
            ?? value;
    }

    private double? Nearest(double value, int token, double from, double to)
    {
        var step = token >= heaps.FirstStep ? heaps.Steps[token - heaps.FirstStep] : null;
        double unit = precision.At(value) ?? 0,
            times = step is null ? 0 : Math.Round(value * step.Under / step.Over);
        for (int away = 0; away <= Steps; away++)
        {
            foreach (int side in (ReadOnlySpan<int>)[away, -away])
            {
                double near = step?.Multiple(times + side, precision) ?? precision.Round(value + (side * unit));
                if (near >= from && near <= to && heaps.TokenOf(near, precision) == token)
                {
                    return near;
                }
            }
        }

        return null;
    }

    private int Other(double unit)
    {
        int token = 1;
        while (token < cumulative.Length - 1 && cumulative[token] <= unit)
        {
            token++;
        }
        return token;
    }

    /// <summary>The shares of the tokens that are not an atom's, up to each.</summary>
    private static double[] Cumulative(Heaps heaps)
    {
        double all = heaps.Counts.Skip(1).Sum(),
            sum = 0;
        double[] shares = new double[heaps.Counts.Count];
        for (int token = 1; token < shares.Length; token++)
        {
            shares[token] = (sum += heaps.Counts[token]) / all;
        }

        return shares;
    }
}
