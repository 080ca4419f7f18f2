using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Sampling;

/// <summary>Moves a column's numbers to the multiples that their tokens ask for.</summary>
internal sealed class HeapCells(Heaps heaps, NumberScale scale)
{
    private const int Steps = 24,
        Apart = 997;

    private readonly Precision precision = scale.Precision;
    private readonly double low = scale.Cells[0][0],
        high = scale.Cells[^1][^1];
    private readonly double[] cumulative = Cumulative(heaps);

    internal int ModelColumn => heaps.ModelColumn;

    /// <summary>
    /// The nearest number that has the token: in the bin, or else no farther from it than the bin is wide. The number
    /// itself if there is none.
    /// </summary>
    /// <param name="value">A number drawn from a cell of the scale; an atom stays as it is.</param>
    /// <param name="cell">The cell's token.</param>
    /// <param name="token">The heap's; where it says atom and the cell is a bin, it is drawn from the others.</param>
    /// <param name="unit">In (0, 1).</param>
    internal double Moved(double value, int cell, int token, double unit)
    {
        double[] bin = scale.Cells[cell];
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
