using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Report;
using AethergenAI.Generation.Choice;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation;

[Trait("Speed", "Slow")]
public sealed class BaselinesTests
{
    private static readonly Schema Schema = new("numbers", [new DecimalColumn("a"), new DecimalColumn("b")]);

    [Fact]
    public void A_baseline_learns_from_the_train_rows_and_is_measured_beside_the_generator()
    {
        var report = Report(
            Effort.Full,
            new BaselineGenerator("shuffled", Shuffled),
            new BaselineGenerator("fresh", (_, rows, seed, _) => Pairs((int)seed + 50, rows))
        );
        Assert.Equal(["shuffled", "fresh"], report.Baselines.Select(baseline => baseline.Generator));
        var (shuffled, fresh) = (report.Baselines[0], report.Baselines[1]);
        // Shuffling keeps every column as it is in the train rows, so its shapes are what train rows themselves have
        // against the holdout, and takes a correlation of nearly 1 to 0 ± 4/√400 = 0.2: a score of 1 − 1/2 ± 0.1.
        Assert.Equal(report.Overall("column-shapes").Reference!.Value, shuffled.ColumnShapes!.Value, 12);
        Assert.True(shuffled.PairTrends < 0.6 && fresh.PairTrends > 0.95, $"{shuffled.PairTrends} {fresh.PairTrends}");
        Assert.True(shuffled.DetectionAuc > 0.9, $"{shuffled.DetectionAuc}");
        // 4 standard errors of an area of ½ over 400 rows of each: 4·√(1/12 · 2/400) = 0.082.
        Assert.Equal(0.5, fresh.DetectionAuc!.Value, 0.082);
    }

    [Fact]
    public void One_that_refuses_is_named_with_its_code_and_the_judged_generator_is_not_its_own_baseline()
    {
        var report = Report(
            Effort.Full,
            new BaselineGenerator("judged", Shuffled),
            new BaselineGenerator("refusing", (_, _, _, _) =>
                throw new RefusedException(RefusalKind.Invalid, "generation.no-rows", "No rows.")
            )
        );
        var only = Assert.Single(report.Baselines);
        Assert.Equal(
            ("refusing", null, "Refused: generation.no-rows."),
            (only.Generator, only.ColumnShapes, only.Note)
        );
    }

    [Fact]
    public void A_quick_look_runs_none() =>
        Assert.Empty(Report(Effort.Quick, new BaselineGenerator("shuffled", Shuffled)).Baselines);

    [Fact]
    public void The_page_shows_baselines_and_how_the_generator_was_chosen()
    {
        var report = Report(Effort.Full, new BaselineGenerator("shuffled", Shuffled)) with
        {
            Comparison = new Comparison(
                "judged",
                ChoiceRule.Words,
                300,
                100,
                ["a"],
                600,
                [
                    new Candidate("judged", 1)
                    {
                        Utility = 0.9,
                        Detection = 0.6,
                        NearerShare = 0.5,
                    },
                    new Candidate("other", 0) { Note = "Not tried." },
                ]
            ),
        };
        string page = HtmlReport.Render(report);
        Assert.Contains("shuffled", page, StringComparison.Ordinal);
        Assert.Contains("judged was chosen by this rule", page, StringComparison.Ordinal);
        Assert.Contains("Not tried.", page, StringComparison.Ordinal);
    }

    private static EvaluationReport Report(Effort effort, params BaselineGenerator[] baselines) =>
        Evaluator.Evaluate(
            new EvaluationInput(Schema, Pairs(1, 400), Pairs(2, 400), Pairs(3, 400))
            {
                Generator = "judged",
                Baselines = baselines,
            },
            new EvaluationOptions(1, effort),
            new Progress<RunProgress>(),
            CancellationToken.None
        );

    private static Table Pairs(int seed, int rows)
    {
        var random = new Random(seed);
        double[] a = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())];
        return new Table([
            new NumberData { Name = "a", Values = a },
            new NumberData { Name = "b", Values = [.. a.Select(value => value + (0.05 * random.NextDouble()))] },
        ]);
    }

    private static Table Shuffled(Table train, int rows, ulong seed, CancellationToken ct)
    {
        int[] order = [.. Enumerable.Range(0, train.RowCount)];
        // Another stream than the one that made the values, or the order would go with them.
        new Random((int)seed + 1_000).Shuffle(order);
        return new Table([train["a"], train["b"].Take(order)]);
    }
}
