using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests;

[Trait("Speed", "Slow")]
public sealed class StatisticsTests
{
    [Theory, MemberData(nameof(ConformanceTests.Names), MemberType = typeof(ConformanceTests))]
    public void Every_level_is_as_frequent_as_in_the_seed(string name)
    {
        var (seed, schema) = Seeds.Orders();
        var rows = Generators.Named(name).Fit(seed, schema with { Constraints = [] }).Rows(50_000);
        foreach (string column in new[] { "city", "country", "gift" })
        {
            var expected = Shares(seed.Levels(column));
            var found = Shares(rows.Levels(column));
            // 4 standard errors of a proportion: 4·√(¼/50,000) = 0.0089, and half a unit of 23-bit noise.
            Assert.All(expected, level => Assert.Equal(level.Value, found.GetValueOrDefault(level.Key), 0.009));
        }

        // Kolmogorov–Smirnov distance of interpolated bins from the seed: one knot's share of a bin (at most 1 %
        // of rows), and 1.63/√50,000 (99 %).
        foreach (string column in new[] { "age", "goods", "tax", "ordered" })
        {
            Assert.InRange(Distance(seed.Numbers(column).Values, rows.Numbers(column).Values), 0, 0.02);
        }

        double missing = rows.Numbers("rating").Values.Count(double.IsNaN) / 50_000.0;
        Assert.Equal(seed.Numbers("rating").Values.Count(double.IsNaN) / (double)seed.RowCount, missing, 0.009);
    }

    [Fact]
    public void The_copula_keeps_association_between_numbers_levels_and_missing_cells()
    {
        const int count = 5_000;
        var random = new Random(4);
        double[] income = new double[count],
            rent = new double[count];
        string[] region = new string[count];
        for (int row = 0; row < count; row++)
        {
            int place = random.Next(4);
            region[row] = "dacb"[place].ToString();
            income[row] = Math.Round((1000 * (1 + place)) + (800 * random.NextDouble()));
            rent[row] =
                random.NextDouble() < 0.1 + (0.2 * place)
                    ? double.NaN
                    : Math.Round(income[row] * (0.3 + (0.1 * random.NextDouble())));
        }

        var seed = new Table([
            Seeds.Numbers("income", income),
            Seeds.Numbers("rent", rent),
            Seeds.Levels("region", region),
        ]);
        var schema = new Schema(
            "homes",
            [
                new IntegerColumn("income"),
                new IntegerColumn("rent") { Nullable = true },
                Seeds.Category(seed.Levels("region")),
            ]
        );
        var rows = Generators.Named("copula").Fit(seed, schema).Rows(20_000);

        // Ranks: a Gaussian copula bends a stepped relation a little, hence more than the standard error of 0.007.
        Assert.Equal(
            RankCorrelation(income, rent),
            RankCorrelation(rows.Numbers("income").Values, rows.Numbers("rent").Values),
            0.05
        );
        foreach (string place in new[] { "a", "b", "c", "d" })
        {
            Assert.Equal(Mean(seed, place), Mean(rows, place), 350.0);
            Assert.Equal(Missing(seed, place), Missing(rows, place), 0.12);
        }

        static double Mean(Table table, string place) =>
            Where(table, place).Average(row => table.Numbers("income").Values[row]);
        static double Missing(Table table, string place) =>
            Where(table, place).Average(row => table.Numbers("rent").IsMissing(row) ? 1.0 : 0);
        static IEnumerable<int> Where(Table table, string place) =>
            Enumerable.Range(0, table.RowCount).Where(row => table.Levels("region")[row] == place);
    }

    private static Dictionary<string, double> Shares(LevelData column) =>
        column
            .Codes.GroupBy(code => column.Levels[code])
            .ToDictionary(group => group.Key, group => group.Count() / (double)column.Length, StringComparer.Ordinal);

    private static double Distance(double[] left, double[] right)
    {
        double[] a = [.. left.Where(double.IsFinite).Order()],
            b = [.. right.Where(double.IsFinite).Order()];
        return a.Concat(b).Distinct().Max(value => Math.Abs(Below(a, value) - Below(b, value)));

        static double Below(double[] sorted, double value)
        {
            int low = 0,
                high = sorted.Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (sorted[middle] <= value)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low / (double)sorted.Length;
        }
    }

    private static double RankCorrelation(double[] left, double[] right)
    {
        int[] rows =
        [
            .. Enumerable.Range(0, left.Length).Where(row => double.IsFinite(left[row]) && double.IsFinite(right[row])),
        ];
        double[] a = Ranks([.. rows.Select(row => left[row])]),
            b = Ranks([.. rows.Select(row => right[row])]);
        double meanA = a.Average(),
            meanB = b.Average();
        double covariance = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return covariance / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        double[] ranks = new double[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = i;
        }
        return ranks;
    }
}
