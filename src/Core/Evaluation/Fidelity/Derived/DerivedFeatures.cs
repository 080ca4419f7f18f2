using System.Globalization;
using AethergenAI.Evaluation.Boosting;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Fidelity.Derived;

/// <summary>
/// What a person who looks at rows notices beside single cells: how numbers are written and heaped, cells that are
/// equal or differ by a constant, parts of dates, and sums, zeros and missing cells of a row. Features are chosen on
/// all rows together: which table a row is from is not known here.
/// </summary>
internal static class DerivedFeatures
{
    /// <summary>The largest number of derived features.</summary>
    public const int Max = 400;

    private const int PerColumn = 2,
        Min = 48;

    /// <summary>The largest number of derived features for a number of columns.</summary>
    public static int MaxFor(int columns) => Math.Clamp(PerColumn * columns, Min, Max);

    /// <param name="seed">Seeds the draw of the rows on which features are chosen.</param>
    /// <returns>At most <see cref="MaxFor"/> features, none of them the same in all rows.</returns>
    public static IReadOnlyList<FeatureColumn> Of(FeatureSpace space, Sample rows, ulong seed, CancellationToken ct)
    {
        var source = DerivedSource.Of(space, rows, seed);
        int most = MaxFor(space.Features.Count);
        var features = new List<FeatureColumn>();
        Add(RowFeatures.Of(space, rows), most);
        Add(DateFeatures.Parts(source), most / 8);
        Add(DateFeatures.Differences(source), most / 8);
        Add(DateFeatures.EqualParts(source), most / 8);
        Add(EqualLevels.Of(space, rows, source.Probe), most / 8);
        Add(SumFeatures.Of(source, ct), most / 8);
        Add(DigitFeatures.Of(source), most / 3);
        Add(PairFeatures.Of(source, ct), most);
        return features;

        void Add(IEnumerable<FeatureColumn> more, int part)
        {
            int room = Math.Min(part, most - features.Count);
            ct.ThrowIfCancellationRequested();
            features.AddRange(more.Where(Varies).Take(room));
        }
    }

    internal static FeatureColumn Number(double[] values) =>
        new(Array.ConvertAll(values, value => double.IsFinite(value) ? value : double.NaN), null, 0);

    /// <param name="codes">One per row, in [−1, <paramref name="levels"/>); −1 where missing.</param>
    internal static FeatureColumn Level(int[] codes, int levels) => new(null, codes, levels);

    private static bool Varies(FeatureColumn column) =>
        column.Numbers is { } numbers
            ? Array.Exists(numbers, value => !value.Equals(numbers[0]))
            : Array.Exists(column.Codes!, code => code != column.Codes![0]);
}

/// <summary>The columns that features are derived from.</summary>
/// <param name="Numbers">Numbers, NaN where missing or infinite; without dates.</param>
/// <param name="Dates">Dates and datetimes.</param>
/// <param name="Integers">The numbers, and levels that are all whole numbers, false as 0 and true as 1.</param>
/// <param name="Probe">The rows on which features are chosen, drawn without replacement, in random order.</param>
internal sealed record DerivedSource(
    IReadOnlyList<(Column Column, double[] Values)> Numbers,
    IReadOnlyList<(Column Column, DateTime?[] Values)> Dates,
    IReadOnlyList<(Column Column, double[] Values)> Integers,
    int[] Probe
)
{
    private const int ProbedRows = 512;

    public static DerivedSource Of(FeatureSpace space, Sample rows, ulong seed)
    {
        var numbers = new List<(Column, double[])>();
        var dates = new List<(Column, DateTime?[])>();
        var integers = new List<(Column, double[])>();
        for (int f = 0; f < space.Features.Count; f++)
        {
            var column = space.Features[f].Column;
            double[] values = Array.ConvertAll(rows.Numbers[f], value => double.IsFinite(value) ? value : double.NaN);
            if (column is DateColumn or DateTimeColumn)
            {
                dates.Add((column, DateFeatures.Read(column, values)));
            }
            else if (space.Features[f].IsNumber)
            {
                numbers.Add((column, values));
                integers.Add((column, values));
            }
            else if (Whole(space.Features[f].Levels) is { } whole)
            {
                integers.Add((column, Array.ConvertAll(rows.Codes[f], code => whole[code])));
            }
        }

        int[] probe = RandomStream.For(seed, "derived-features").Choose(rows.Rows, Math.Min(ProbedRows, rows.Rows));
        return new DerivedSource(numbers, dates, integers, probe);
    }

    /// <summary>The cells of the probed rows.</summary>
    public double[] Probed(double[] values) => Array.ConvertAll(Probe, row => values[row]);

    /// <returns>The levels' numbers and NaN for a missing cell; null where a level is not a whole number.</returns>
    private static double[]? Whole(IReadOnlyList<string> levels)
    {
        var numbers = new double[levels.Count + 1];
        numbers[^1] = double.NaN;
        for (int level = 0; level < levels.Count; level++)
        {
            if (Whole(levels[level]) is not { } read)
            {
                return null;
            }
            numbers[level] = read;
        }
        return numbers;
    }

    private static int? Whole(string level) =>
        level switch
        {
            "false" => 0,
            "true" => 1,
            _ => int.TryParse(level, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int read)
                ? read
                : null,
        };
}
