using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>
/// The values of one measure by cell and repeat. With several data sets, the value of a repeat is the mean over them,
/// and is missing where any of them is missing.
/// </summary>
internal sealed class RepeatedMeasure
{
    private readonly double[][] values;

    internal RepeatedMeasure(int cells, int blocks, int repeats, IEnumerable<TrialOutcome> outcomes, string measure)
    {
        var sums = new double[cells, repeats];
        var counts = new int[cells, repeats];
        foreach (var outcome in outcomes)
        {
            if (
                outcome.Measures is not { } measured
                || !measured.TryGetValue(measure, out double value)
                || !double.IsFinite(value)
            )
            {
                continue;
            }
            sums[outcome.Cell - 1, outcome.Repeat - 1] += value;
            counts[outcome.Cell - 1, outcome.Repeat - 1]++;
        }

        values =
        [
            .. Enumerable
                .Range(0, cells)
                .Select(cell =>
                    Enumerable
                        .Range(0, repeats)
                        .Select(repeat => counts[cell, repeat] == blocks ? sums[cell, repeat] / blocks : double.NaN)
                        .ToArray()
                ),
        ];
        RepeatCount = repeats;
    }

    internal int CellCount => values.Length;

    internal int RepeatCount { get; }

    /// <summary>NaN where the measure is missing.</summary>
    internal double this[int cell, int repeat] => values[cell - 1][repeat];

    internal double[] Of(int cell) => [.. values[cell - 1].Where(value => !double.IsNaN(value))];

    /// <summary>The mean over the measured repeats; NaN where there is none.</summary>
    internal double Mean(int cell)
    {
        double[] measured = Of(cell);
        return measured.Length == 0 ? double.NaN : PairedTest.Moments(measured).Mean;
    }

    /// <summary>Differences within the repeats that both cells have.</summary>
    internal double[] Differences(int cell, int baseline) =>
        [
            .. values[cell - 1]
                .Zip(values[baseline - 1], (one, other) => one - other)
                .Where(value => !double.IsNaN(value)),
        ];
}
