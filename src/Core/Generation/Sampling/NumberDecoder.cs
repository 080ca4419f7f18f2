using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Sampling;

/// <summary>Draws values from the cells of a scale; made once per model, used for every row.</summary>
internal sealed class NumberDecoder
{
    private const double Tiny = 1e-9;

    private readonly double? step;
    private readonly Precision precision;
    private readonly double[] knots;
    private readonly int[] starts;

    internal NumberDecoder(NumberScale scale)
    {
        step = scale.Step;
        precision = scale.Precision;
        knots = [.. scale.Cells.SelectMany(cell => cell)];
        starts = new int[scale.Cells.Count + 1];
        for (int token = 0; token < scale.Cells.Count; token++)
        {
            starts[token + 1] = starts[token] + scale.Cells[token].Length;
        }
    }

    /// <summary>Whether no cell needs a draw.</summary>
    internal bool AtomsOnly => knots.Length == starts.Length - 1;

    internal ReadOnlySpan<double> Knots(int token) => knots.AsSpan(starts[token]..starts[token + 1]);

    /// <param name="unit">In (0, 1).</param>
    internal double Draw(int token, double unit)
    {
        int first = starts[token],
            last = starts[token + 1] - 1;
        return first == last ? knots[first] : Snap(Interpolate(first, last, unit), knots[first], knots[last]);
    }

    /// <summary>Draws from the part of the cell that lies in [low, high].</summary>
    /// <param name="unit">In (0, 1).</param>
    /// <returns>NaN if no part of the cell is in the range.</returns>
    internal double Draw(int token, double unit, double low, double high)
    {
        int first = starts[token],
            last = starts[token + 1] - 1;
        low = Math.Max(low, knots[first]);
        high = Math.Min(high, knots[last]);
        if (step is { } width)
        {
            low = Up(low, width);
            high = Down(high, width);
        }

        if (!(low <= high))
        {
            return double.NaN;
        }
        if (first == last)
        {
            return knots[first];
        }
        double from = Position(first, last, low),
            to = Position(first, last, high);
        return Snap(Interpolate(first, last, from + (unit * (to - from))), low, high);
    }

    /// <summary>The smallest multiple of the step not below the value, but for the rounding of doubles.</summary>
    internal static double Up(double value, double step)
    {
        double near = NumberScale.Round(value, step);
        return near >= value - (step * Tiny) ? near : NumberScale.Round(near + step, step);
    }

    /// <summary>The largest multiple of the step not above the value, but for the rounding of doubles.</summary>
    internal static double Down(double value, double step)
    {
        double near = NumberScale.Round(value, step);
        return near <= value + (step * Tiny) ? near : NumberScale.Round(near - step, step);
    }

    private double Interpolate(int first, int last, double unit)
    {
        double place = unit * (last - first);
        int segment = Math.Min((int)place, last - first - 1);
        double low = knots[first + segment],
            high = knots[first + segment + 1];
        // Each end of a bin with a step owns half a step more; otherwise its end values would
        // be drawn half as often as the others.
        if (step is { } width)
        {
            if (segment == 0)
            {
                low -= width / 2;
            }
            if (first + segment + 1 == last)
            {
                high += width / 2;
            }
        }

        return low + ((place - segment) * (high - low));
    }

    /// <summary>The share of the cell below a value.</summary>
    private double Position(int first, int last, double value)
    {
        int found = Array.BinarySearch(knots, first, last - first + 1, value);
        if (found >= 0)
        {
            return (found - first) / (double)(last - first);
        }
        int above = ~found;
        return (above - 1 - first + ((value - knots[above - 1]) / (knots[above] - knots[above - 1]))) / (last - first);
    }

    private double Snap(double value, double low, double high) => Math.Clamp(precision.Round(value), low, high);
}
