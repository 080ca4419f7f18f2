using AethergenAI.Cards.Analysis;
using AethergenAI.Core.Tests.Recipes.Designs;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Designs;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Cards.Analysis;

public class AnovaTests
{
    // Montgomery, Design and Analysis of Experiments, table 5.1: battery life in hours, materials 1–3 at 15,
    // 70 and 125 °F; table 5.5 is the analysis.
    private static readonly double[][] Battery =
    [
        [130, 155, 74, 180],
        [34, 40, 80, 75],
        [20, 70, 82, 58],
        [150, 188, 159, 126],
        [136, 122, 106, 115],
        [25, 70, 58, 45],
        [138, 110, 168, 160],
        [174, 120, 150, 139],
        [96, 104, 82, 60],
    ];

    // Table 4.3 there: yield of vascular grafts, four pressures, six batches of resin as blocks;
    // table 4.4 is the analysis.
    private static readonly double[][] Grafts =
    [
        [90.3, 89.2, 98.2, 93.9, 87.4, 97.9],
        [92.5, 89.5, 90.6, 94.7, 87.0, 95.8],
        [85.5, 90.8, 89.6, 86.2, 88.0, 93.4],
        [82.5, 89.5, 85.6, 87.4, 78.9, 90.7],
    ];

    [Fact]
    public void The_battery_experiment_is_the_published_analysis()
    {
        var table = Table(Factors(("material", 3), ("temperature", 3)), Battery, blocked: false);

        Assert.Equal(
            ["material 10683.72 2 7.91", "temperature 39118.72 2 28.97", "material:temperature 9613.78 4 3.56"],
            table.Rows.Select(row => $"{row.Term} {row.SumOfSquares:0.00} {row.Freedom} {row.F:0.00}")
        );
        Assert.Equal("18230.75 27", $"{table.Residual.SumOfSquares:0.00} {table.Residual.Freedom}");
        Assert.Equal(77646.97, table.Total, tolerance: 0.005);
        Assert.Equal([0.0020, 0.0000, 0.0186], table.Rows.Select(row => Math.Round(row.P!.Value, 4)));
        Assert.Equal(10683.72 / (10683.72 + 18230.75), table.Rows[0].PartialEtaSquared!.Value, tolerance: 1e-6);
    }

    [Fact]
    public void The_graft_experiment_with_its_blocks_is_the_published_analysis()
    {
        var table = Table(Factors(("pressure", 4)), Grafts, blocked: true);

        Assert.Equal(
            "178.17 3 8.11",
            $"{table.Rows[0].SumOfSquares:0.00} {table.Rows[0].Freedom} {table.Rows[0].F:0.00}"
        );
        Assert.Equal("192.25 5", $"{table.Blocks.SumOfSquares:0.00} {table.Blocks.Freedom}");
        Assert.Equal("109.89 15", $"{table.Residual.SumOfSquares:0.00} {table.Residual.Freedom}");
        Assert.Equal(0.0019, table.Rows[0].P!.Value, tolerance: 5e-5);
    }

    // Type II by its definition, with 0/1 columns and normal equations: what the residual loses when a term joins all
    // others that do not contain it.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Trials_that_failed_leave_the_sums_of_squares_as_defined(ulong seed)
    {
        var random = new RandomStream(seed);
        double[][] values =
        [
            .. Enumerable
                .Range(0, 6)
                .Select(_ =>
                    Enumerable
                        .Range(0, 4)
                        .Select(_ => random.NextDouble() < 0.3 ? double.NaN : random.NextDouble())
                        .ToArray()
                ),
        ];
        var table = Table(Factors(("a", 2), ("b", 3)), values, blocked: true);
        var rows = Enumerable
            .Range(0, 6)
            .SelectMany(cell =>
                Enumerable
                    .Range(0, 4)
                    .Select(repeat => (A: cell / 3, B: cell % 3, Repeat: repeat, Y: values[cell][repeat]))
            )
            .Where(row => !double.IsNaN(row.Y))
            .ToList();

        double[] y = [.. rows.Select(row => row.Y)];
        double[][] blocks = Dummies(rows.Select(row => row.Repeat), 0, 4),
            a = Dummies(rows.Select(row => row.A), 1, 2),
            b = Dummies(rows.Select(row => row.B), 1, 3);
        double[][] both =
        [
            .. a.SelectMany(one => b.Select(other => one.Zip(other, (left, right) => left * right).ToArray())),
        ];
        double full = Residual(y, [.. blocks, .. a, .. b, .. both]),
            mains = Residual(y, [.. blocks, .. a, .. b]);

        Assert.Equal(Residual(y, [.. blocks, .. b]) - mains, table.Rows[0].SumOfSquares, tolerance: 1e-9);
        Assert.Equal(Residual(y, [.. blocks, .. a]) - mains, table.Rows[1].SumOfSquares, tolerance: 1e-9);
        Assert.Equal(mains - full, table.Rows[2].SumOfSquares, tolerance: 1e-9);
        Assert.Equal(full, table.Residual.SumOfSquares, tolerance: 1e-9);
        Assert.Equal(y.Length - 4 - 5, table.Residual.Freedom);
    }

    [Fact]
    public void Without_repeats_interactions_are_pooled_and_it_is_said()
    {
        var table = Table(
            Factors(("a", 2), ("b", 3)),
            [
                [1],
                [2],
                [4],
                [2],
                [3],
                [7],
            ],
            blocked: true
        );

        Assert.Equal(["a", "b"], table.Rows.Select(row => row.Term));
        Assert.Equal(2, table.Residual.Freedom);
        Assert.Contains("a:b", table.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_tested_where_every_trial_is_used_up()
    {
        var table = Table(
            Factors(("a", 4)),
            [
                [1],
                [2],
                [4],
                [3],
            ],
            blocked: true
        );

        Assert.Null(table.Rows[0].F);
        Assert.Contains("nothing to test against", table.Note, StringComparison.Ordinal);
    }

    // The model of the battery experiment: SS 10,683.72 + 39,118.72 + 9,613.78 with 8 degrees of freedom (table 5.5).
    [Fact]
    public void All_effects_together_and_each_factor_with_its_interactions_are_tested()
    {
        var table = Table(Factors(("material", 3), ("temperature", 3)), Battery, blocked: false);

        Assert.Equal(
            "59416.22 8 11.00",
            $"{table.Model!.SumOfSquares:0.00} {table.Model.Freedom} {table.Model.F:0.00}"
        );
        // A factor's own: what the model loses without it and its interactions.
        Assert.Equal(
            [$"{10683.72 + 9613.78:0.0} 6", $"{39118.72 + 9613.78:0.0} 6"],
            table.Factors.Select(row => $"{row.SumOfSquares:0.0} {row.Freedom}")
        );
    }

    // Six batches of one resin: with n_test/n_train = 3/7, the means of six repeats vary 1 + 6·3/7 times as much.
    [Fact]
    public void Repeats_of_the_same_rows_divide_f()
    {
        var independent = Table(Factors(("pressure", 4)), Grafts, blocked: true);
        var overlapping = Table(Factors(("pressure", 4)), Grafts, blocked: true, overlap: 3 / 7.0);

        Assert.Equal(independent.Rows[0].F!.Value / (1 + (18 / 7.0)), overlapping.Rows[0].F!.Value, tolerance: 1e-9);
        Assert.Equal(independent.Rows[0].SumOfSquares, overlapping.Rows[0].SumOfSquares, tolerance: 1e-9);
    }

    // Level 2 less level 1 on the first data set 1, 2, 3 and on the second −1, −2, −3. Interaction: 12·(2/2)² =
    // 12 with 1 degree of freedom; main effect 0. Residual, by data set, half the squares of the differences about
    // their mean: 1 + 1 with 4. F = 12/(2/4) = 24, so the main effect is tested against 12.
    [Fact]
    public void Effects_that_depend_on_the_data_set_are_tested_against_that()
    {
        double[][] differences =
        [
            [1, 2, 3],
            [-1, -2, -3],
        ];
        var trials = new List<TrialOutcome>();
        var values = new List<double>();
        for (int block = 1; block <= 2; block++)
        {
            for (int repeat = 1; repeat <= 3; repeat++)
            {
                trials.AddRange([new TrialOutcome(1, block, repeat, null), new TrialOutcome(2, block, repeat, null)]);
                values.AddRange([10 * repeat, (10 * repeat) + differences[block - 1][repeat - 1]]);
            }
        }
        var recipe = Factors(("a", 2));
        var design = DesignCells.Of(recipe);
        var table = new Anova(design, EffectModel.Of(recipe, design)).Of(trials, values)!;

        Assert.Equal(
            "12.000 1 24.000",
            $"{table.DataSets!.SumOfSquares:0.000} {table.DataSets.Freedom} {table.DataSets.F:0.000}"
        );
        Assert.Equal((2, 4), (Math.Round(table.Residual.SumOfSquares, 9), table.Residual.Freedom));
        Assert.Equal((0, 1), (Math.Round(table.Rows[0].F!.Value, 9), Math.Round(table.Rows[0].P!.Value, 9)));
        Assert.Contains("depend on the data set", table.Note, StringComparison.Ordinal);
    }

    private static AnovaTable Table(Recipe recipe, double[][] values, bool blocked, double overlap = 0)
    {
        var design = DesignCells.Of(recipe);
        var trials = new List<TrialOutcome>();
        var measured = new List<double>();
        for (int cell = 0; cell < values.Length; cell++)
        {
            for (int repeat = 0; repeat < values[cell].Length; repeat++)
            {
                if (double.IsNaN(values[cell][repeat]))
                {
                    continue;
                }
                trials.Add(new TrialOutcome(cell + 1, 1, blocked ? repeat + 1 : 1, null));
                measured.Add(values[cell][repeat]);
            }
        }

        return new Anova(design, EffectModel.Of(recipe, design), overlap).Of(trials, measured)!;
    }

    internal static Recipe Factors(params (string Name, int Levels)[] factors) =>
        new()
        {
            Name = "a",
            Data = new RecipeData("a.csv"),
            Factors = factors.ToDictionary(
                factor => factor.Name,
                factor =>
                    FractionTests.Levels([
                        .. Enumerable.Range(1, factor.Levels).Select(level => (object)$"{factor.Name}{level}"),
                    ])
            ),
        };

    private static double[][] Dummies(IEnumerable<int> codes, int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(level => codes.Select(code => code == level ? 1.0 : 0).ToArray())];

    /// <summary>The residual sum of squares, by Gauss elimination of the normal equations.</summary>
    private static double Residual(double[] y, double[][] columns)
    {
        int p = columns.Length;
        var system = new double[p, p + 1];
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < p; j++)
            {
                system[i, j] = columns[i].Zip(columns[j], (a, b) => a * b).Sum();
            }
            system[i, p] = columns[i].Zip(y, (a, b) => a * b).Sum();
        }

        for (int i = 0; i < p; i++)
        {
            int pivot = Enumerable.Range(i, p - i).MaxBy(row => Math.Abs(system[row, i]));
            for (int k = 0; k <= p; k++)
            {
                (system[i, k], system[pivot, k]) = (system[pivot, k], system[i, k]);
            }
            for (int row = 0; row < p; row++)
            {
                if (row == i)
                {
                    continue;
                }
                double factor = system[row, i] / system[i, i];
                for (int k = i; k <= p; k++)
                {
                    system[row, k] -= factor * system[i, k];
                }
            }
        }

        double[] fitted =
        [
            .. y.Select((_, at) => Enumerable.Range(0, p).Sum(j => columns[j][at] * system[j, p] / system[j, j])),
        ];
        return y.Zip(fitted, (value, fit) => (value - fit) * (value - fit)).Sum();
    }
}
