using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Attacks;

[Trait("Speed", "Slow")]
public class AttackTests
{
    private static readonly Table Train = People.Draw(800, 1),
        Holdout = People.Draw(800, 2),
        Fresh = People.Draw(800, 3);

    [Fact]
    public void Every_attack_but_shadow_models_is_run_and_finds_nothing_in_fresh_rows()
    {
        var results = Run(Fresh);
        Assert.Equal(
            [
                "exact-copies",
                "identifying-values",
                "rare-combinations",
                "near-copies",
                "nearest-record",
                "membership-inference",
                "membership-density",
                "singling-out-univariate",
                "singling-out-multivariate",
                "linkability",
                "attribute-inference",
            ],
            results.Attacks.Select(attack => attack.Name)
        );
        Assert.All(results.Attacks, attack => Assert.NotEqual(Verdict.Fail, attack.Verdict));
        Assert.All(results.Attacks.Where(attack => attack.Verdict == Verdict.Underpowered), attack =>
            Assert.True(attack.SampleSizeNeeded > 0)
        );
    }

    // ±5 points on 1,000 rows. A table that leaks nothing passes in four of five cases where half the width is
    // 5·1.96/(1.96 + .842) = 3.498 points: 1,000·(5/3.498)² = 2,043.3 rows, whatever the estimate came to.
    [Theory]
    [InlineData(0.02)]
    [InlineData(-0.03)]
    public void The_rows_that_would_decide_do_not_hang_on_the_estimate(double estimate)
    {
        var excess = new ExcessSuccess(estimate, new(estimate - 0.05, estimate + 0.05), 0, 0);
        var attack = Attack.Asking(Linkability.Description);
        if (estimate > 0)
        {
            Assert.Equal(2_044, AttackSuite.Judge(attack, excess, 1_000, AttackSuite.Limit).SampleSizeNeeded);
        }
        else
        {
            Assert.Equal(Verdict.Pass, AttackSuite.Judge(attack, excess, 1_000, AttackSuite.Limit).Verdict);
        }
    }

    // A table that is the seed: every attack is right about whomever it asks.
    [Theory]
    [InlineData("exact-copies")]
    [InlineData("near-copies")]
    [InlineData("nearest-record")]
    [InlineData("membership-inference")]
    [InlineData("membership-density")]
    [InlineData("singling-out-univariate")]
    [InlineData("singling-out-multivariate")]
    [InlineData("linkability")]
    [InlineData("attribute-inference")]
    public void A_copy_of_the_seed_fails(string name)
    {
        var attack = Copied.Value.Attacks.Single(attack => attack.Name == name);
        Assert.Equal(Verdict.Fail, attack.Verdict);
        Assert.True(attack.Success > attack.Control);
    }

    [Fact]
    public void Rows_moved_by_a_hair_are_near_copies_and_no_exact_ones()
    {
        var spent = Train.Numbers("spent").Values.Select(value => value + 0.01).ToArray();
        var results = Run(Train.With(new NumberData { Name = "spent", Values = spent }));
        Assert.Equal(Verdict.Fail, results.Attacks.Single(attack => attack.Name == "near-copies").Verdict);
        Assert.True(results.Attacks.Single(attack => attack.Name == "exact-copies").Interval!.High < 0.7);
    }

    // 1 % of 2,000 rows are 20 copies against 0: Wilson's ends .0065 and .0019 leave .01 − √(.0035² + .0019²)
    // = .006 > .001.
    [Fact]
    public void A_planted_leak_is_found_where_there_are_rows_enough()
    {
        Table train = People.Draw(2_000, 4),
            holdout = People.Draw(2_000, 5);
        var test = Run(People.Draw(2_000, 6), train, holdout).SelfTest!;
        Assert.Equal(Verdict.Pass, test.Outcome);
        Assert.All(test.Plants.Where(plant => plant.Attack == "exact-copies"), plant =>
            Assert.InRange(plant.Share, plant.Interval.Low, plant.Interval.High)
        );
        var copies = test.Plants.Where(plant => plant.Share == 0.05 && plant.Kind == PlantedLeak.WordForWord);
        Assert.All(copies, plant => Assert.True(plant.Found, plant.Attack));
    }

    // 3 copies in 60 rows against 0: Wilson's ends .0171 and .0602 leave .05 − √(.0329² + .0602²) < 0. That small
    // a table tests no instrument, and says so.
    [Fact]
    public void Too_few_rows_to_plant_a_leak_in_are_said()
    {
        var report = People.Evaluate(People.Draw(60, 7), People.Draw(60, 8), People.Draw(60, 9));
        Assert.Equal(Verdict.NotMeasured, report.Privacy.SelfTest!.Outcome);
        Assert.Equal(Verdict.Underpowered, report.Kpis.Single(kpi => kpi.Name == "attack-success").Verdict);
    }

    // A true 2 % and 4 standard errors are .02 + 4·√(.02·.98/100) = .076 of 100 tables.
    // With 1,400 seed and 600 holdout rows, 27 % were called invalid.
    [Fact]
    public void Fresh_tables_are_rarely_said_to_make_the_attacks_blind()
    {
        int invalid = Enumerable
            .Range(0, 100)
            .AsParallel()
            .Count(draw =>
            {
                var at = (ulong)(draw * 10) + 1_000;
                var input = new EvaluationInput(
                    People.Schema,
                    People.Draw(700, at),
                    People.Draw(300, at + 1),
                    People.Draw(300, at + 2)
                );
                var on = AttackSamples.Of(input, FeatureSpace.Over(input), 20_000, at);
                var copies = Replay.ExactCopies(input, on.ColumnNames, at);
                var distances = Distances.Of(on, on.SyntheticPoints, default);
                return PlantedLeak.Test(on, distances, copies, Effort.Quick, default).Outcome == Verdict.Invalid;
            });
        Assert.True(invalid <= 7, $"{invalid} of 100");
    }

    // What the audit found by hand: copies are seen, rows in which a fifth of the cells was exchanged are seen where
    // they are many, and rows that keep half of their columns are not.
    [Fact]
    public void The_self_test_says_which_kinds_of_leak_it_finds()
    {
        var test = Run(People.Draw(2_000, 6), People.Draw(2_000, 4), People.Draw(2_000, 5)).SelfTest!;
        Assert.Contains("word for word: 1 % of the rows found, 5 % of the rows found", test.Sensitivity);
        Assert.Contains("a fifth of the cells exchanged:", test.Sensitivity);
        Assert.Contains(
            "half of the columns kept: 1 % of the rows not found, 5 % of the rows not found",
            test.Sensitivity
        );
        Assert.True(test.Plants.Single(One(PlantedLeak.Perturbed, 0.2)).Found, test.Sensitivity);

        static Func<Plant, bool> One(string kind, double share) =>
            plant => plant.Kind == kind && plant.Share == share && plant.Attack == "near-copies";
    }

    [Fact]
    public void Copied_rows_are_listed_as_vulnerable_and_no_others()
    {
        int[] copied = [3, 77, 500];
        var results = Run(Fresh.First(797).Then(Train.Take(copied)));
        int[] listed = [.. results.Records.Where(record => record.Why == "copied").Select(record => record.Row - 1)];
        Assert.Equal(copied, listed);
        // About one in a thousand of 800 rows by chance; more than 9 beside the copies has a probability below 10⁻⁶
        // (Poisson, mean 2).
        Assert.InRange(results.Vulnerable!.Records, 3, 12);
    }

    [Fact]
    public void True_positives_at_a_rate_are_counted_above_the_controls_threshold()
    {
        // 100 controls 0 … 99: one may be above the threshold, which is 98; 30 of 60 members score 98.5 or more.
        var scores = new MembershipScores(
            [.. Enumerable.Range(0, 60).Select(i => i < 30 ? 200.0 : 50)],
            [.. Enumerable.Range(0, 100).Select(i => (double)i)]
        );
        var rate = Membership.RateAt(scores, "tpr", 0.01);
        Assert.Equal(0.5, rate.Value!.Value, 12);
        Assert.Equal(0.01, rate.Reference!.Value, 12);
        var difference = Proportion.NewcombeDifference(30, 60, 1, 100);
        Assert.Equal(0.01 + difference.Low, rate.Interval!.Low, 12);
    }

    // One sensitive column that the known ones determine among the synthetic rows only for the seed's people.
    [Fact]
    public void The_best_of_several_columns_stands_beside_what_fresh_rows_get()
    {
        var attack = Run(Fresh).Attacks.Single(attack => attack.Name == "attribute-inference");
        Assert.NotNull(attack.Fresh);
        Assert.Equal(6, attack.Details.Count);
        // Half of the rows chose the column, and the other half gives the estimate: it is not the largest of six.
        Assert.NotEqual(attack.Details.Max(column => column.Value), attack.Estimate);
        Assert.Contains("one half of the rows chose it", attack.Note, StringComparison.Ordinal);
        // Simultaneous over 6 columns: z = Φ⁻¹(1 − .025/6) = 2.638.
        Assert.Equal(2.638, SpecialFunctions.Simultaneous975(6), 3);
    }

    [Fact]
    public void A_declared_sensitive_column_is_the_one_that_is_inferred()
    {
        var schema = People.Schema with
        {
            Columns =
            [
                .. People.Schema.Columns.Select(column =>
                    column.Name == "city" ? column with { Role = ColumnRole.Sensitive } : column
                ),
            ],
        };
        var attack = Run(Fresh, Train, Holdout, schema).Attacks.Single(attack => attack.Name == "attribute-inference");
        Assert.Equal(["city"], attack.Details.Select(detail => detail.Name));
    }

    [Fact]
    public void Shadow_models_find_a_generator_that_repeats_its_seed_and_not_one_that_ignores_it()
    {
        Attack Shadow(Table synthetic, Regenerate regenerate) =>
            Run(synthetic, Train, Holdout, null, regenerate)
                .Attacks.Single(attack => attack.Name == "membership-shadow");
        var repeating = Shadow(Train, (seed, rows, number, _) =>
            seed.Take([.. Enumerable.Range(0, rows).Select(i => i % seed.RowCount)])
        );
        Assert.Equal(Verdict.Fail, repeating.Verdict);
        Assert.True(repeating.Estimate > 0.8, $"{repeating.Estimate}");
        var ignoring = Shadow(Fresh, (_, rows, number, _) => People.Draw(rows, number % 1_000_003));
        Assert.True(ignoring.Interval!.Low <= 0.05, $"{ignoring.Interval}");
    }

    [Fact]
    public void Without_the_generator_shadow_models_are_not_run_and_block_nothing()
    {
        var missing = new List<NotMeasured>();
        AttackSuite.Run(
            Input(Fresh, Train, Holdout),
            FeatureSpace.Over(Input(Fresh, Train, Holdout)),
            new EvaluationOptions(),
            missing,
            _ => { },
            default
        );
        var shadow = missing.Single(one => one.Name == "membership-shadow");
        Assert.StartsWith("Not run", shadow.Reason, StringComparison.Ordinal);
        Assert.False(shadow.Blocks);
    }

    [Theory]
    [InlineData(-1.96, 0.0249979)]
    [InlineData(0, 0.5)]
    [InlineData(2.5758293, 0.995)]
    public void The_normal_distribution_agrees_with_its_table(double z, double p)
    {
        Assert.Equal(p, SpecialFunctions.NormalCdf(z), 7);
        Assert.Equal(z, SpecialFunctions.NormalQuantile(SpecialFunctions.NormalCdf(z)), 9);
    }

    private static readonly Lazy<AttackResults> Copied = new(() => Run(Train));

    private static AttackResults Run(Table synthetic) => Run(synthetic, Train, Holdout);

    private static AttackResults Run(
        Table synthetic,
        Table train,
        Table holdout,
        Schema? schema = null,
        Regenerate? regenerate = null
    )
    {
        var input = Input(synthetic, train, holdout, schema) with { Regenerate = regenerate };
        var options = new EvaluationOptions(Effort: regenerate is null ? Effort.Full : Effort.Deep);
        return AttackSuite.Run(input, FeatureSpace.Over(input), options, [], _ => { }, CancellationToken.None);
    }

    private static EvaluationInput Input(Table synthetic, Table train, Table holdout, Schema? schema = null) =>
        new(schema ?? People.Schema, train, holdout, synthetic);
}
