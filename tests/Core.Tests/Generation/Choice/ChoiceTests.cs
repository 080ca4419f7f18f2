using AethergenAI.Evaluation;
using AethergenAI.Generation.Choice;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Choice;

public sealed class ChoiceTests
{
    [Fact]
    public void The_least_loss_is_taken_among_those_that_do_not_replay()
    {
        Candidate[] candidates =
        [
            Judged("a", 0.2, 0.5, false),
            Judged("b", 0.1, 0.6, true),
            Judged("c", 0.15, 0.5, false),
            new("d", 1) { Note = "Not tried." },
        ];
        Assert.Equal("c", ChoiceRule.Choose(candidates)!.Generator);
    }

    [Fact]
    public void Where_all_replay_the_one_that_does_so_least_is_taken_and_where_none_was_judged_none()
    {
        Assert.Equal("b", ChoiceRule.Choose([Judged("a", 0.1, 0.9, true), Judged("b", 0.2, 0.6, true)])!.Generator);
        Assert.Null(ChoiceRule.Choose([new Candidate("a", 1) { Note = "Refused." }]));
    }

    [Fact]
    public void Rows_of_the_same_source_lose_nothing_copies_are_replays_and_shuffled_columns_lose_utility()
    {
        Table train = People(1, 900),
            validation = People(2, 900);
        var schema = new Schema(
            "people",
            [
                new IntegerColumn("age"),
                new CategoricalColumn("job", ["a", "b", "c"]),
                new CategoricalColumn("rich", ["no", "yes"]) { Role = ColumnRole.Target },
            ]
        );
        var judge = new CandidateEvaluator(schema, train, validation, null, 1, CancellationToken.None);
        Assert.Equal(["rich"], judge.Targets);

        var fresh = Judged("fresh", People(3, 900));
        var copied = Judged("copied", train);
        var shuffled = Judged("shuffled", Shuffled(train));
        Assert.False(fresh.Replays);
        // 4 standard errors of an area of ½ over 900 rows of each: 4·√(1/12 · 2/900) ≈ 0.055.
        Assert.Equal(0.5, fresh.Detection!.Value, 0.055);
        Assert.True(copied.Replays);
        // A copy is at distance 0 from its row and at more from the validation rows: ages are continuous.
        Assert.Equal(1, copied.NearerShare!.Value, 0.01);
        Assert.False(shuffled.Replays);
        // A shuffled target cannot be learnt: its area is ½ where the real one is about 0.9,
        // so at least a third of the utility is lost.
        Assert.True(shuffled.Utility < fresh.Utility - 0.3, $"{shuffled.Utility} {fresh.Utility}");
        Assert.Equal(1 - shuffled.Utility!.Value + shuffled.Detection!.Value - 0.5, shuffled.Loss!.Value, 12);
        Assert.Equal("fresh", ChoiceRule.Choose([copied, shuffled, fresh])!.Generator);

        Candidate Judged(string name, Table rows) => Judgement.Mean(name, 0, [judge.Of(rows, CancellationToken.None)]);
    }

    /// <summary>
    /// Fresh rows of the source replay nothing: at a level of 2.5 %, of 200 splits of few rows more than 14 are called
    /// replays with a probability of .0006 (binomial). An interval over the drawn rows alone calls 35 of them so.
    /// </summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void Few_control_rows_are_not_taken_for_a_replay()
    {
        int replays = Enumerable
            .Range(0, 200)
            .AsParallel()
            .Count(draw =>
            {
                Table train = People(3 * draw, 150),
                    validation = People((3 * draw) + 1, 50);
                var schema = new Schema(
                    "people",
                    [
                        new DecimalColumn("age"),
                        new CategoricalColumn("job", ["a", "b", "c"]),
                        new CategoricalColumn("rich", ["no", "yes"]),
                    ]
                );
                var judge = new CandidateEvaluator(schema, train, validation, null, 1, CancellationToken.None);
                var judged = judge.Of(People((3 * draw) + 2, 400), CancellationToken.None);
                return judged.Excess - (1.96 * judged.ExcessError) > 0;
            });
        Assert.InRange(replays, 0, 14);
    }

    [Fact]
    public void Of_those_that_are_alike_the_one_named_first_is_taken()
    {
        Candidate[] candidates =
        [
            Judged("a", 0.13, 0.5, false),
            Judged("b", 0.109, 0.5, false),
            Judged("c", 0.1, 0.5, false),
        ];
        Assert.Equal("b", ChoiceRule.Choose(candidates)!.Generator);
    }

    [Fact]
    public void Without_a_target_the_columns_that_others_tell_most_about_stand_in()
    {
        var schema = new Schema(
            "people",
            [
                new CategoricalColumn("noise", ["x", "y"]),
                new DecimalColumn("age"),
                new CategoricalColumn("job", ["a", "b", "c"]),
                new CategoricalColumn("rich", ["no", "yes"]),
            ]
        );
        var targets = new CandidateEvaluator(schema, Noisy(1), Noisy(2), null, 1, CancellationToken.None).Targets;
        Assert.Contains("rich", targets);
        Assert.DoesNotContain("noise", targets);

        static Table Noisy(int seed)
        {
            var random = new Random(seed + 100);
            int[] noise = [.. Enumerable.Range(0, 600).Select(_ => random.Next(2))];
            return new Table([
                new LevelData
                {
                    Name = "noise",
                    Codes = noise,
                    Levels = ["x", "y"],
                },
                .. People(seed, 600).Columns,
            ]);
        }
    }

    private static Candidate Judged(string name, double loss, double share, bool replays) =>
        new(name, 1)
        {
            Loss = loss,
            NearerShare = share,
            Replays = replays,
        };

    private static Table People(int seed, int rows)
    {
        var random = new Random(seed);
        double[] age = [.. Enumerable.Range(0, rows).Select(_ => 18 + (60 * random.NextDouble()))];
        int[] job = [.. age.Select(_ => random.Next(3))];
        int[] rich = [.. age.Select((years, row) => years + (15 * job[row]) + (20 * random.NextDouble()) > 73 ? 1 : 0)];
        return new Table([
            new NumberData { Name = "age", Values = age },
            new LevelData
            {
                Name = "job",
                Codes = job,
                Levels = ["a", "b", "c"],
            },
            new LevelData
            {
                Name = "rich",
                Codes = rich,
                Levels = ["no", "yes"],
            },
        ]);
    }

    private static Table Shuffled(Table table)
    {
        var random = new Random(9);
        return new Table([
            .. table.Columns.Select(column =>
            {
                int[] order = [.. Enumerable.Range(0, table.RowCount)];
                random.Shuffle(order);
                return column.Take(order);
            }),
        ]);
    }
}
