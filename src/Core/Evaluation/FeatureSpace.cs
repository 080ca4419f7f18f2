using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>
/// The columns that can be compared, encoded in one way for all three tables: levels by their text (each table has
/// its own dictionary, so codes differ between tables), numbers in bins that are cut at the holdout's quantiles: bins
/// cut at the seed's would fit a table that repeats the seed better than they fit other real rows.
/// </summary>
internal sealed class FeatureSpace
{
    private const int NumberBins = 20;

    private FeatureSpace(IReadOnlyList<Feature> features, IReadOnlyList<NotMeasured> left) =>
        (Features, LeftOut) = (features, left);

    public IReadOnlyList<Feature> Features { get; }

    /// <summary>Columns of the schema that cannot be compared, and why.</summary>
    public IReadOnlyList<NotMeasured> LeftOut { get; }

    public static FeatureSpace Over(EvaluationInput input, CancellationToken ct = default)
    {
        var features = new List<Feature>();
        var left = new List<NotMeasured>();
        foreach (var column in input.Schema.Columns)
        {
            ct.ThrowIfCancellationRequested();
            if (WhyNot(column, input) is { } reason)
            {
                left.Add(new NotMeasured($"column '{column.Name}'", reason, Blocks: !Invented(column)));
            }
            else
            {
                features.Add(
                    IsNumber(column)
                        ? Number(
                            column,
                            input.Train.Numbers(column.Name).Values,
                            input.Holdout.Numbers(column.Name).Values
                        )
                        : Levels(column, [input.Holdout, input.Train, input.Synthetic])
                );
            }
        }

        foreach (
            var column in input.Synthetic.Columns.Where(column =>
                input.Schema.Columns.All(known => known.Name != column.Name)
            )
        )
        {
            left.Add(
                new NotMeasured(
                    $"column '{column.Name}'",
                    "The synthetic table has this column, but the schema does not."
                )
            );
        }

        return new FeatureSpace(features, left);
    }

    public static bool IsNumber(Column column) =>
        column is IntegerColumn or DecimalColumn or DateColumn or DateTimeColumn;

    /// <summary>
    /// A table's cells. A level counts as missing where none of the tables that this space was made from has it;
    /// a number beyond <see cref="Feature.Within"/> counts as the end of that range.
    /// </summary>
    public Sample Encode(Table table)
    {
        var numbers = new double[Features.Count][];
        var codes = new int[Features.Count][];
        for (int f = 0; f < Features.Count; f++)
        {
            var feature = Features[f];
            if (feature.IsNumber)
            {
                numbers[f] = feature.Within(table.Numbers(feature.Name).Values);
                codes[f] = Array.ConvertAll(numbers[f], feature.BinOf);
            }
            else
            {
                var data = table.Levels(feature.Name);
                int[] map =
                [
                    .. data.Levels.Select(level => feature.TryCodeOf(level, out int code) ? code : feature.Cells - 1),
                ];
                codes[f] = Array.ConvertAll(data.Codes, code => code < 0 ? feature.Cells - 1 : map[code]);
                numbers[f] = [];
            }
        }

        return new Sample(table.RowCount, numbers, codes);
    }

    /// <summary>Whether no cell of the real rows comes out again, so that nothing is left unjudged.</summary>
    private static bool Invented(Column column) => column is IdentifierColumn or TextColumn { Redacted: not null };

    private static string? WhyNot(Column column, EvaluationInput input)
    {
        if (column is IdentifierColumn)
        {
            return "Identifiers are invented for each row, so there is nothing to compare.";
        }
        if (column is TextColumn { Redacted: not null })
        {
            return "Its cells are redacted, so there is nothing to compare.";
        }
        if (column is TextColumn)
        {
            return "Free text is not modelled and not compared.";
        }
        foreach (
            var (name, table) in new[]
            {
                ("train", input.Train),
                ("holdout", input.Holdout),
                ("synthetic", input.Synthetic),
            }
        )
        {
            if (!table.Has(column.Name))
            {
                return $"The {name} table does not have this column.";
            }
            if (table[column.Name] is NumberData != IsNumber(column))
            {
                string held = IsNumber(column) ? "levels" : "numbers",
                    declared = IsNumber(column) ? "numbers" : "levels";
                return $"In the {name} table this column holds {held}, but the schema says {declared}.";
            }
        }

        return null;
    }

    private static Feature Levels(Column column, Table[] tables)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        IEnumerable<string> declared = column is CategoricalColumn categorical ? categorical.Levels : [];
        if (column is not CategoricalColumn { Ordered: true })
        {
            declared = MostFrequentFirst(tables[0].Levels(column.Name));
        }
        foreach (string level in declared.Concat(tables.SelectMany(table => table.Levels(column.Name).Levels)))
        {
            known.TryAdd(level, known.Count);
        }
        return new Feature(column, false, known, [], [], null);
    }

    private static IEnumerable<string> MostFrequentFirst(LevelData data)
    {
        var counts = new int[data.Levels.Count];
        foreach (int code in data.Codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }
        return data
            .Levels.Zip(counts)
            .Where(level => level.Second > 0)
            .OrderByDescending(level => level.Second)
            .ThenBy(level => level.First, StringComparer.Ordinal)
            .Select(level => level.First);
    }

    /// <param name="seed">Their range is the one that <see cref="Feature.Within"/> allows for.</param>
    /// <param name="unseen">The bins are cut at their quantiles; at the seed's, where all of them are missing.</param>
    private static Feature Number(Column column, double[] seed, double[] unseen)
    {
        double[] known = [.. seed.Where(double.IsFinite)];
        var range = known.Length == 0 ? null : FarLimits.Of(known);
        double[] sorted = [.. unseen.Where(double.IsFinite).Select(value => range?.Within(value) ?? value).Order()];
        if (sorted.Length == 0)
        {
            sorted = [.. known.Order()];
        }
        double[] distinct = [.. sorted.Distinct().Take(NumberBins + 1)];
        var cuts =
            distinct.Length <= NumberBins
                ? distinct.Zip(distinct.Skip(1), (low, high) => (low + high) / 2)
                : Enumerable
                    .Range(1, NumberBins - 1)
                    .Select(k => sorted[(int)((long)k * sorted.Length / NumberBins)])
                    .Distinct();
        return new Feature(column, true, new Dictionary<string, int>(StringComparer.Ordinal), [.. cuts], sorted, range);
    }
}

/// <summary>One comparable column.</summary>
/// <param name="levels">Maps each level to its code; empty for numbers.</param>
/// <param name="cuts">Ascending; the bin of a number is how many cuts lie at or below it.</param>
/// <param name="sorted">The holdout's numbers, ascending, without missing ones.</param>
/// <param name="range">How far numbers may lie; null: as far as they like.</param>
internal sealed class Feature(
    Column column,
    bool isNumber,
    Dictionary<string, int> levels,
    double[] cuts,
    double[] sorted,
    FarLimits? range
)
{
    public Column Column { get; } = column;

    public string Name => Column.Name;

    public bool IsNumber { get; } = isNumber;

    public IReadOnlyList<string> Levels { get; } = [.. levels.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    /// <summary>The number of codes; the last one stands for a missing cell.</summary>
    public int Cells { get; } = (isNumber ? cuts.Length + 1 : levels.Count) + 1;

    /// <summary>The holdout's numbers, ascending, without missing ones; empty for levels.</summary>
    public double[] Sorted { get; } = sorted;

    /// <summary>The holdout's 1 % and 99 % quantiles.</summary>
    public double LowTail { get; } = sorted.Length == 0 ? double.NegativeInfinity : sorted[sorted.Length / 100];

    public double HighTail { get; } =
        sorted.Length == 0 ? double.PositiveInfinity : sorted[sorted.Length - 1 - (sorted.Length / 100)];

    /// <summary>
    /// The numbers, those that lie a million times the seed's range or more outside it moved to that distance:
    /// their order among real numbers stays, and no square of them overflows.
    /// </summary>
    public double[] Within(double[] values) =>
        range is null || Array.TrueForAll(values, range.Holds) ? values : Array.ConvertAll(values, range.Within);

    public bool TryCodeOf(string level, out int code) => levels.TryGetValue(level, out code);

    public int BinOf(double value)
    {
        if (double.IsNaN(value))
        {
            return Cells - 1;
        }
        int at = Array.BinarySearch(cuts, value);
        return at >= 0 ? at + 1 : ~at;
    }
}

/// <summary>The cells of one table, column by column.</summary>
/// <param name="Numbers">A column's values, NaN where missing; empty for a column of levels.</param>
/// <param name="Codes">A column's codes or bins; the last one stands for a missing cell.</param>
internal sealed record Sample(int Rows, double[][] Numbers, int[][] Codes)
{
    public Sample Take(int[] rows) =>
        new(
            rows.Length,
            Array.ConvertAll(Numbers, column => Pick(column, rows)),
            Array.ConvertAll(Codes, column => Pick(column, rows))
        );

    /// <summary>These rows followed by another sample's of the same columns.</summary>
    public Sample Then(Sample other) =>
        new(
            Rows + other.Rows,
            [.. Numbers.Zip(other.Numbers, (mine, theirs) => (double[])[.. mine, .. theirs])],
            [.. Codes.Zip(other.Codes, (mine, theirs) => (int[])[.. mine, .. theirs])]
        );

    private static T[] Pick<T>(T[] column, int[] rows) =>
        column.Length == 0 ? column : Array.ConvertAll(rows, row => column[row]);
}

/// <summary>
/// The samples that are compared, as many rows S of each as the smallest table has. Synthetic rows are compared with
/// holdout rows, which their generator never saw; seed rows, compared with the same holdout rows, give the reference.
/// A table that repeats the seed therefore gets what the reference gets, not more.
/// </summary>
/// <param name="Train">S rows that the generator saw.</param>
/// <param name="Holdout">S rows.</param>
/// <param name="Synthetic">S rows.</param>
internal sealed record MatchedSamples(FeatureSpace Space, Sample Train, Sample Holdout, Sample Synthetic)
{
    /// <summary>S, at most <see cref="EvaluationOptions.MaxRows"/>.</summary>
    public static int RowsOfEach(EvaluationInput input, EvaluationOptions options) =>
        Math.Min(
            Math.Min(options.MaxRows, input.Train.RowCount),
            Math.Min(input.Holdout.RowCount, input.Synthetic.RowCount)
        );
}
