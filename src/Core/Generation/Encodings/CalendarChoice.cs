using AethergenAI.Generation.Sampling;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Whether a column's rows are spread over the weekdays, or over the hours of the day,
/// otherwise than its plain scale would spread them: Pearson's χ² test of the rows in bins (atoms come out as they are)
/// against what the bins draw.
/// </summary>
/// <remarks>
/// The bins' quantiles follow the seed, so that what is expected lies nearer to what is observed than a truth known
/// from elsewhere would: the test errs on the side of the plain scale.
/// </remarks>
internal static class CalendarChoice
{
    /// <summary>The chance that any column of a schema gets parts which it has no need of.</summary>
    internal const double Level = 0.01;

    /// <summary>The share of all rows, at least, that would come out on another weekday or at another hour.</summary>
    internal const double Matters = 0.05;

    private const double MinExpected = 5;

    /// <param name="values">Finite, on the column's number line less the origin.</param>
    /// <param name="plain">The scale of these values.</param>
    /// <param name="period">After which the digits begin again: a week or a day.</param>
    /// <param name="unit">What a digit counts: days of the week or hours of the day.</param>
    /// <param name="tests">How many tests are made for the schema; each is made at <see cref="Level"/> over so many
    /// (Bonferroni).</param>
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

    /// <summary>The p-value of Pearson's test; digits of fewer than 5 expected rows are counted together.</summary>
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
    /// Adds a bin's rows to the digits on which <see cref="NumberDecoder"/> would draw them. O(knots · digits).
    /// </summary>
    private static void Spread(double[] knots, double step, double rows, double period, double unit, double[] expected)
    {
        double each = rows / (knots.Length - 1);
        for (int segment = 0; segment + 1 < knots.Length; segment++)
        {
            // A draw is rounded to the step, so it has the digit of the point half a step above;
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

    /// <summary>How much of the line from 0 to <paramref name="value"/> has the digit.</summary>
    private static double Length(double value, int digit, double period, double unit)
    {
        double cycles = Math.Floor(value / period);
        return (cycles * unit) + Math.Clamp(value - (cycles * period) - (digit * unit), 0, unit);
    }
}
