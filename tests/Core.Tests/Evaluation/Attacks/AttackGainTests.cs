using AethergenAI.Core.Tests.Evaluation.Gates;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Statistics;

namespace AethergenAI.Core.Tests.Evaluation.Attacks;

/// <summary>What a gate judges of an attack: the gain, and its ends.</summary>
public sealed class AttackGainTests
{
    private const int Draws = 2_000;

    // 4·√(.95·.05/2000) = .019. Outcomes correlate by .8 with what fresh rows get: the error is √(1 − .64) = .6 of
    // the plain one, which is √(2/200) = .1 here.
    [Fact]
    [Trait("Speed", "Slow")]
    public void What_chance_explains_is_left_out_and_the_interval_holds_what_it_says()
    {
        int holds = 0;
        double width = 0;
        for (int draw = 1; draw <= Draws; draw++)
        {
            var random = new RandomDraws((ulong)draw);
            var (seed, seedFresh) = Rows(random);
            var (control, controlFresh) = Rows(random);
            double plain = seed.Average() - control.Average();
            var gain = GroupDifference.Of(plain, seed, control, new FreshDistances([], [(seedFresh, controlFresh)]));
            holds += gain.Interval.Low <= 0 && gain.Interval.High >= 0 ? 1 : 0;
            width += (gain.Interval.High - gain.Interval.Low) / 3.92 / Draws;
        }
        Assert.InRange(holds / (double)Draws, 0.931, 0.969);
        Assert.InRange(width, 0.055, 0.065);

        static (double[] Outcomes, double[] Fresh) Rows(RandomDraws random)
        {
            double[] fresh = [.. Enumerable.Range(0, 200).Select(_ => random.Normal())];
            return ([.. fresh.Select(one => (0.8 * one) + (0.6 * random.Normal()))], fresh);
        }
    }

    // A draw that counts for one share cannot count for the other. With 30 % each, taking them for independent covers
    // 90 %: the error is √(.3 + .3) where √(2·.3·.7) = .84 of it would be said.
    [Fact]
    public void Shares_that_exclude_each_other_differ_by_more_than_independent_ones()
    {
        int holds = 0;
        for (int draw = 1; draw <= Draws; draw++)
        {
            var random = new RandomDraws((ulong)draw);
            int[] counts = new int[3];
            for (int row = 0; row < 200; row++)
            {
                counts[random.Of(0.3, 0.3, 0.4)]++;
            }
            var interval = Tally.Exclusive(counts[0], counts[1], 200);
            holds += interval.Low <= 0 && interval.High >= 0 ? 1 : 0;
        }
        Assert.InRange(holds / (double)Draws, 0.931, 0.969);
    }

    [Fact]
    public void One_attack_fails_beside_others_only_at_a_level_that_holds_for_all()
    {
        // Half the width is 1.96 errors of 2 points: 5 points lie 2.1 errors below the gain, which is enough for one
        // attack (1.96) and not for two (2.24).
        var attack = Attacked(Linkability.Description, 0.092, 0.0392, []);
        Assert.Equal(Verdict.Fail, AttackGates.Judge([attack])[0].Verdict);
        Assert.NotEqual(Verdict.Fail, AttackGates.Judge([attack, attack])[0].Verdict);
    }

    [Fact]
    public void An_attack_passes_by_its_upper_bound_at_95_percent()
    {
        // Error 2 points: 1.645 of them above 1.6 points are 4.9, and above 1.8 points 5.1.
        Assert.Equal(
            Verdict.Pass,
            AttackGates.Judge([Attacked(Linkability.Description, 0.016, 0.0392, [])])[0].Verdict
        );
        var unsure = AttackGates.Judge([Attacked(Linkability.Description, 0.018, 0.0392, [])])[0];
        Assert.Equal(Verdict.Underpowered, unsure.Verdict);
        // 1,000·((1.645 + .842)·.02/.05)² = 989.6, and at least a twentieth more than there are.
        Assert.Equal(1_050, unsure.SampleSizeNeeded);
    }

    // Of a condition that one person in 25 has, guessing "no" is right in 96 %: that all cells are told gains four
    // points, and still fails, because it is all that could be gained.
    [Fact]
    public void A_rare_condition_that_is_told_of_everyone_fails()
    {
        var gain = new GroupGain(0.04, new Interval(0.032, 0.048));
        var judged = AttackGates.Judge([Attacked(AttributeInference.Description, 0.98, 0.05, [gain])])[0];
        Assert.True(judged.Gain!.High < 0.05);
        Assert.Equal(Verdict.Fail, judged.Verdict);
    }

    [Fact]
    public void Every_way_of_an_attack_has_to_pass()
    {
        GroupGain good = new(0, new Interval(-0.02, 0.02)),
            leak = new(0.3, new Interval(0.25, 0.35));
        Assert.Equal(Verdict.Pass, Of(good, good).Verdict);
        Assert.Equal(Verdict.Fail, Of(good, leak).Verdict);
        Assert.Equal(0.3, Of(good, leak).Gain!.Estimate);

        static Attack Of(params GroupGain[] ways) =>
            AttackGates.Judge([Attacked(AttributeInference.Description, 0, 0.02, ways)])[0];
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_target_that_only_the_synthetic_rows_lack_is_not_useful()
    {
        var fresh = People.Draw(300, 3).Without("member");
        var report = People.Evaluate(People.Draw(300, 1), People.Draw(300, 2), fresh, "member");
        var useful = report.Gates.Single(gate => gate.Name == "useful");
        Assert.Equal(Verdict.Fail, useful.Verdict);
        Assert.Contains("because target 'member' cannot be compared", useful.Sentence, StringComparison.Ordinal);
    }

    private static Attack Attacked(MeasureDescription which, double estimate, double half, GroupGain[] ways) =>
        Attack.Asking(which) with
        {
            Verdict = Verdict.Underpowered,
            Estimate = estimate,
            Interval = new Interval(estimate - half, estimate + half),
            Gained = ways.Length == 0 ? null : ways,
            Rows = 1_000,
        };
}
