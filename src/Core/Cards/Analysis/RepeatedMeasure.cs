using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>
/// The values of one measure by cell, data set and repeat. With several data sets, the value of a repeat is the mean
/// over them, and is missing where any of them is missing.
/// </summary>
internal sealed class RepeatedMeasure
{
    private readonly double[][][] values;

    internal RepeatedMeasure(int cells, int blocks, int repeats, IEnumerable<TrialOutcome> outcomes, string measure)
    {
        values =
        [
            .. Enumerable
                .Range(0, cells)
                .Select(_ => Enumerable.Range(0, blocks).Select(_ => Missing(repeats)).ToArray()),
        ];
        foreach (var outcome in outcomes)
        {
            if (
                outcome.Measures is { } measured
                && measured.TryGetValue(measure, out double value)
                && double.IsFinite(value)
            )
            {
                values[outcome.Cell - 1][outcome.Block - 1][outcome.Repeat - 1] = value;
            }
        }

        Means = [.. values.Select(cell => blocks == 1 ? cell[0] : OverBlocks(cell))];
        RepeatCount = repeats;
    }

    internal int CellCount => values.Length;

    internal int RepeatCount { get; }

    internal int BlockCount => values.Length == 0 ? 0 : values[0].Length;

    /// <summary>How much repeats share, see <see cref="PairedTest"/>.</summary>
    internal double Overlap { get; init; }

    private double[][] Means { get; }

    /// <summary>NaN where the measure is missing.</summary>
    internal double this[int cell, int repeat] => Means[cell - 1][repeat];

    internal double[] Of(int cell) => [.. Means[cell - 1].Where(value => !double.IsNaN(value))];

    /// <summary>The mean over the measured repeats; NaN where there is none.</summary>
    internal double Mean(int cell)
    {
        double[] measured = Of(cell);
        return measured.Length == 0 ? double.NaN : PairedTest.Moments(measured).Mean;
    }

    /// <summary>Differences within the repeats that both cells have.</summary>
    internal double[] Differences(int cell, int baseline) =>
        [.. Means[cell - 1].Zip(Means[baseline - 1], (one, other) => one - other).Where(value => !double.IsNaN(value))];

    /// <summary>The same in each data set, within the repeats that both cells have in all of them.</summary>
    internal double[][] DifferencesByBlock(int cell, int baseline)
    {
        int[] common =
        [
            .. Enumerable
                .Range(0, RepeatCount)
                .Where(repeat => !double.IsNaN(Means[cell - 1][repeat] - Means[baseline - 1][repeat])),
        ];
        return
        [
            .. values[cell - 1]
                .Zip(values[baseline - 1], (one, other) =>
                    common.Select(repeat => one[repeat] - other[repeat]).ToArray()
                ),
        ];
    }

    private static double[] OverBlocks(double[][] blocks) =>
        [.. Enumerable.Range(0, blocks[0].Length).Select(repeat => blocks.Average(block => block[repeat]))];

    private static double[] Missing(int repeats)
    {
        double[] none = new double[repeats];
        Array.Fill(none, double.NaN);
        return none;
    }
}
