using AethergenAI.Evaluation.Drift;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Drift;

[Trait("Speed", "Slow")]
public class DriftTests
{
    /// <summary>
    /// All tests together raise a false alarm in at most 5 % of repetitions: in 200 of them more than 20 would have
    /// a probability below .001 (binomial, mean 10, standard deviation 3.1).
    /// </summary>
    [Fact]
    public void Rows_of_the_same_population_rarely_say_refit()
    {
        int alarms = Enumerable
            .Range(1, 200)
            .AsParallel()
            .Count(draw =>
                Compare(
                    People.Draw(300, (ulong)(3 * draw)),
                    People.Draw(200, (ulong)((3 * draw) + 1)),
                    new DriftOptions(AtLeast: 0)
                ).Verdict == DriftVerdict.Refit
            );
        Assert.InRange(alarms, 0, 20);
    }

    /// <summary>
    /// As above, where rows drawn from a model stand for its seed: here the model is the seed itself,
    /// drawn from with replacement.
    /// </summary>
    [Fact]
    public void Neither_do_they_where_a_model_stands_for_its_seed()
    {
        int alarms = Enumerable
            .Range(1, 200)
            .AsParallel()
            .Count(draw =>
            {
                var random = new RandomStream((ulong)draw);
                var seed = People.Draw(300, (ulong)((3 * draw) + 2));
                var drawn = seed.Take([.. Enumerable.Range(0, 3_000).Select(_ => random.NextInt(seed.RowCount))]);
                var report = DriftTest.Compare(
                    People.Schema,
                    DriftBasis.OfDrawn(drawn, seed.RowCount),
                    People.Draw(200, (ulong)(100_000 + draw)),
                    new DriftOptions(AtLeast: 0),
                    CancellationToken.None
                );
                return report.Verdict == DriftVerdict.Refit;
            });
        Assert.InRange(alarms, 0, 20);
    }

    [Fact]
    public void A_column_that_moved_is_named_and_the_others_are_not()
    {
        var fresh = People.Draw(1_000, 2);
        var moved = fresh.With(
            new NumberData
            {
                Name = "age",
                Values = [.. fresh.Numbers("age").Values.Select(age => Math.Min(90, age + 8))],
            }
        );
        var report = Compare(People.Draw(1_000, 1), moved);
        Assert.Equal(DriftVerdict.Refit, report.Verdict);
        Assert.Equal(["age"], report.Columns.Where(column => column.Moved).Select(column => column.Column));
        Assert.Equal("age", report.Columns[0].Column);
        Assert.Contains("1 of 6 columns has moved beyond chance: age", report.Sentence);
        Assert.True(report.Columns[0].Interval.Low > report.Columns[0].ByChance);
    }

    [Fact]
    public void Columns_that_no_longer_go_together_are_found_jointly()
    {
        var report = Compare(
            People.Draw(2_000, 1),
            People.Shuffled(People.Draw(2_000, 2), 3),
            new DriftOptions(Alpha: 0.01)
        ); // a false alarm of a column once in 100
        Assert.Equal(DriftVerdict.Refit, report.Verdict);
        Assert.DoesNotContain(report.Columns, column => column.Moved);
        Assert.True(report.Joint is { Moved: true, Counts: true });
        Assert.Contains("relations between columns", report.Sentence);
    }

    [Fact]
    public void Where_a_model_stands_for_its_seed_the_joint_test_is_shown_and_does_not_count()
    {
        var report = DriftTest.Compare(
            People.Schema,
            DriftBasis.OfDrawn(People.Shuffled(People.Draw(2_000, 1), 3), 1_000),
            People.Draw(1_000, 2),
            new DriftOptions(),
            CancellationToken.None
        );
        Assert.Equal(DriftVerdict.StillValid, report.Verdict);
        Assert.True(report.Joint is { Moved: true, Counts: false });
        Assert.Contains(report.NotMeasured, missing => missing.Name == "jointly");
    }

    [Fact]
    public void New_levels_missing_cells_and_a_lacking_column_are_no_error()
    {
        var fresh = People.Draw(500, 2);
        var report = Compare(
            People.Draw(500, 1),
            fresh
                .With(
                    new LevelData
                    {
                        Name = "city",
                        Codes = new int[500],
                        Levels = ["Atlantis"],
                    }
                )
                .With(new NumberData { Name = "spent", Values = [.. Enumerable.Repeat(double.NaN, 500)] })
                .Without("joined")
        );
        Assert.Equal(1, report.Columns.Single(column => column.Column == "city").Distance, 9);
        Assert.Contains(report.Columns, column => column is { Column: "spent", Moved: true });
        Assert.Contains(report.NotMeasured, missing => missing.Name == "column 'joined'");
    }

    [Fact]
    public void A_move_too_small_to_matter_is_no_reason_to_refit()
    {
        var fresh = People.Draw(1_000, 2);
        var moved = fresh.With(
            new NumberData
            {
                Name = "age",
                Values = [.. fresh.Numbers("age").Values.Select(age => Math.Min(90, age + 8))],
            }
        );
        var report = DriftTest.Compare(
            new Schema("age", [People.Schema["age"]]),
            DriftBasis.OfDrawn(People.Draw(1_000, 1), 1_000),
            moved,
            new DriftOptions(AtLeast: 0.6),
            CancellationToken.None
        );
        Assert.Equal(DriftVerdict.StillValid, report.Verdict);
        Assert.Contains("by more than the smallest distance that matters", report.Sentence);
    }

    /// <summary>3 rows in 100 that are no longer 0: every decile is 0 before and after.</summary>
    [Fact]
    public void More_of_a_rare_number_is_seen_beside_a_common_one()
    {
        NumberData Costs(int from) =>
            new() { Name = "spent", Values = [.. Enumerable.Range(0, 2_000).Select(i => i < from ? 50.0 + i : 0)] };
        var report = Compare(People.Draw(2_000, 1).With(Costs(60)), People.Draw(2_000, 2).With(Costs(120)));
        Assert.True(report.Columns.Single(column => column.Column == "spent").Moved);
    }

    [Theory]
    [InlineData(20, 0.05, 0.02, "drift.too-few-rows")]
    [InlineData(100, 0, 0.02, "drift.alpha")]
    [InlineData(100, 0.05, 1, "drift.at-least")]
    [InlineData(100, double.NaN, 0.02, "drift.alpha")]
    public void Bad_input_is_refused_with_a_code(int rows, double alpha, double atLeast, string code) =>
        Assert.Equal(
            code,
            Assert
                .Throws<RefusedException>(() =>
                    Compare(People.Draw(100, 1), People.Draw(rows, 2), new DriftOptions(alpha, atLeast))
                )
                .Code
        );

    [Fact]
    public void Tables_without_a_column_in_common_are_refused() =>
        Assert.Equal(
            "drift.no-common-columns",
            Assert
                .Throws<RefusedException>(() =>
                    Compare(People.Draw(100, 1), new Table([new NumberData { Name = "x", Values = new double[100] }]))
                )
                .Code
        );

    /// <summary>
    /// P(χ²₂ ≥ x) = e^(−x/2) exactly; the others are the tabulated 95 % points (NIST/SEMATECH e-Handbook,
    /// 1.3.6.7.4).
    /// </summary>
    [Fact]
    public void The_chi_square_agrees_with_its_closed_form_and_its_table()
    {
        foreach (double x in (double[])[0.1, 1, 3, 10, 40])
        {
            Assert.Equal(Math.Exp(-x / 2), ChiSquare.Upper(x, 2), 1e-13);
        }
        Assert.Equal(0.05, ChiSquare.Upper(3.841458820694124, 1), 1e-12);
        Assert.Equal(0.05, ChiSquare.Upper(18.307038053275146, 10), 1e-12);
        Assert.Equal(0.05, ChiSquare.Upper(124.34211340400407, 100), 1e-12);
        Assert.Equal(1, ChiSquare.Upper(0, 3));
    }

    /// <summary>
    /// Under the null a p-value is uniform: of 400, the share at or below .2 lies within four standard errors,
    /// 4·√(.2·.8/400) = .08.
    /// </summary>
    [Fact]
    public void Neighbours_have_a_uniform_p_where_nothing_moved()
    {
        int low = Enumerable
            .Range(1, 400)
            .AsParallel()
            .Count(draw =>
            {
                var random = new RandomStream((ulong)draw);
                float[][] points =
                [
                    .. Enumerable
                        .Range(0, 2)
                        .Select(_ => Enumerable.Range(0, 80).Select(_ => (float)random.NextDouble()).ToArray()),
                ];
                return NeighbourTest.Run(points, 99, (ulong)draw, CancellationToken.None).P <= 0.2;
            });
        Assert.InRange(low / 400.0, 0.12, 0.28);
    }

    internal static DriftReport Compare(Table train, Table fresh, DriftOptions? options = null) =>
        DriftTest.Compare(
            People.Schema,
            DriftBasis.OfTrain(train),
            fresh,
            options ?? new DriftOptions(),
            CancellationToken.None
        );
}
