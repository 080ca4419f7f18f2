using AethergenAI.Generation.Sampling;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Tests whether a column's rows are distributed over the weekdays, or over the hours of the day, differently
/// from what its plain scale would produce: Pearson's χ² test of the rows in bins (atoms are reproduced exactly)
/// against the distribution that the bins draw.
/// </summary>
/// <remarks>
/// The bins' quantiles are fitted to the seed, so expected and observed counts are closer than for an independent
/// distribution: the test errs towards the plain scale.
/// </remarks>
internal static class CalendarChoice
{
    /// <summary>The probability that any column of a schema gets calendar parts without need.</summary>
    internal const double Level = 0.01;

    /// <summary>The minimum share of all rows that would be drawn on a wrong weekday or at a wrong hour.</summary>
    internal const double Matters = 0.05;

    private const double MinExpected = 5;

    /// <param name="values">Finite, on the column's number line, relative to the origin.</param>
    /// <param name="plain">The scale of these values.</param>
    /// <param name="period">The period after which the digits repeat: a week or a day.</param>
    /// <param name="unit">The unit of a digit: a day or an hour.</param>
    /// <param name="tests">The number of tests for the schema; each is made at <see cref="Level"/>
    /// divided by it (Bonferroni).</param>
    internal static bool Helps(double[] values, NumberScale plain, double period, double unit, int tests)
    {
        double[] observed = new double[(int)Math.Round(period / unit)];
        double[] expected = new double[observed.Length];
        double[] inCell = new double[plain.Cells.Count];
        foreach (double value in values)
        {
            int token = plain.TokenOf(value);
            if (plain.Cells[token].Length == 1)
            {
                continue;
            }
            inCell[token]++;
            observed[Digit(value, period, unit)]++;
        }

        for (int token = 0; token < inCell.Length; token++)
        {
            if (inCell[token] > 0)
            {
                Spread(plain.Cells[token], plain.Step ?? 0, inCell[token], period, unit, expected);
            }
        }

        double moved = observed.Zip(expected, (there, drawn) => Math.Abs(there - drawn)).Sum() / 2;
        return moved >= Matters * values.Length && Chance(observed, expected) <= Level / tests;
    }

    /// <summary>The p-value of Pearson's test; digits with fewer than 5 expected rows are pooled.</summary>
    private static double Chance(double[] observed, double[] expected)
    {
        double square = 0,
            fewObserved = 0,
            fewExpected = 0;
        int groups = 0;
        for (int digit = 0; digit < observed.Length; digit++)
        {
            if (expected[digit] < MinExpected)
            {
                fewObserved += observed[digit];
                fewExpected += expected[digit];
                continue;
            }

            square += Square(observed[digit], expected[digit]);
            groups++;
        }

        if (fewExpected >= MinExpected)
        {
            square += Square(fewObserved, fewExpected);
            groups++;
        }

        return groups < 2 ? 1 : ChiSquare.Upper(square, groups - 1);

        static double Square(double there, double drawn) => (there - drawn) * (there - drawn) / drawn;
    }

    /// <summary>
    /// Adds a bin's rows to the digits at which <see cref="NumberDecoder"/> would draw them. O(knots · digits).
    /// </summary>
    private static void Spread(double[] knots, double step, double rows, double period, double unit, double[] expected)
    {
        double each = rows / (knots.Length - 1);
        for (int segment = 0; segment + 1 < knots.Length; segment++)
        {
            // A draw is rounded to the step, so its digit is that of the point half a step above;
            // the ends of a bin own half a step more.
            double low = knots[segment] + (segment == 0 ? 0 : step / 2),
                high = knots[segment + 1] + (segment + 2 == knots.Length ? step : step / 2);
            if (low >= high)
            {
                expected[Digit(knots[segment], period, unit)] += each;
                continue;
            }

            for (int digit = 0; digit < expected.Length; digit++)
            {
                expected[digit] +=
                    each * (Length(high, digit, period, unit) - Length(low, digit, period, unit)) / (high - low);
            }
        }
    }

    private static int Digit(double value, double period, double unit) =>
        (int)Math.Floor((value - (Math.Floor(value / period) * period)) / unit);

    /// <summary>The length of the part of [0, <paramref name="value"/>] that has the digit.</summary>
    private static double Length(double value, int digit, double period, double unit)
    {
        double cycles = Math.Floor(value / period);
        return (cycles * unit) + Math.Clamp(value - (cycles * period) - (digit * unit), 0, unit);
    }
}
