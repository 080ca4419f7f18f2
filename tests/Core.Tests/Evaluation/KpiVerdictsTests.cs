using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Statistics;

namespace AethergenAI.Core.Tests.Evaluation;

/// <summary>The key figure of the attacks shows what was judged: its verdict and its interval say the same.</summary>
public sealed class KpiVerdictsTests
{
    private static readonly double Limit = KpiLimit.AttackSuccess.Limit;

    /// <summary>
    /// Attribute inference on a column where the control succeeds too leaves little to gain, so that its estimate is
    /// as good as noise; what it gains in rows is small for sure.
    /// </summary>
    [Fact]
    public void An_estimate_without_certainty_does_not_stand_beside_a_pass()
    {
        var noisy = Of("attribute-inference", 0.286, new(-0.434, 1), Verdict.Pass) with
        {
            Gain = new AttackGain(-0.003, -0.004, 0.017, Limit),
        };
        var quiet = Of("singling-out-univariate", 0.013, new(-0.024, 0.049), Verdict.Pass) with
        {
            Gain = new AttackGain(0.004, -0.019, 0.018, Limit),
        };

        var kpi = Figure([noisy, quiet]);

        Assert.Equal((Verdict.Pass, 0.004), (kpi.Verdict, kpi.Value));
        Assert.Equal(new Interval(-0.019, 0.018), kpi.Interval);
    }

    [Fact]
    public void A_pass_under_a_wider_limit_stands_behind_one_under_the_figure_s()
    {
        var near = Of("nearest-record", 0.06, new(0.02, 0.09), Verdict.Pass) with
        {
            Gain = new AttackGain(0.06, 0.01, 0.08, 0.1),
        };
        var copies = Of("exact-copies", 0, new(-0.001, 0.001), Verdict.Pass) with
        {
            Gain = new AttackGain(0, -0.002, 0.001, Limit),
        };

        Assert.Equal(0.001, Figure([near, copies]).Interval!.High);
    }

    [Fact]
    public void Where_the_estimate_alone_fails_the_table_it_is_shown()
    {
        var certain = Of("exact-copies", 0.02, new(0.011, 0.03), Verdict.Fail) with
        {
            Limit = 0.001,
            Gain = new AttackGain(0.0005, 0.0001, 0.0009, Limit),
        };

        var kpi = Figure([certain]);

        Assert.Equal((Verdict.Fail, 0.02), (kpi.Verdict, kpi.Value));
        Assert.Equal(0.011, kpi.Interval!.Low);
    }

    [Fact]
    public void Attacks_that_could_not_be_tested_pass_nothing_and_it_says_why()
    {
        var quiet = Of("exact-copies", 0, new(-0.001, 0.001), Verdict.Pass) with
        {
            Gain = new AttackGain(0, -0.002, 0.001, Limit),
        };

        var kpi = KpiVerdicts.OfAttacks([quiet], new SelfTest(Verdict.NotMeasured, []));

        Assert.Equal(Verdict.Underpowered, kpi.Verdict);
        Assert.Contains("too few rows for the attacks’ self-test", kpi.Note);
    }

    /// <summary>Random attacks, judged together as in a report.</summary>
    [Fact]
    public void The_verdict_never_contradicts_the_interval()
    {
        var random = new Random(5);
        string[] names = ["exact-copies", "membership-inference", "linkability", "attribute-inference"];
        var seen = new Dictionary<Verdict, int>();
        for (int i = 0; i < 2_000; i++)
        {
            var attacks = AttackGates.Judge([
                .. names.Select(name =>
                {
                    double half = 0.06 * random.NextDouble(),
                        at = 0.12 * (random.NextDouble() - 0.4);
                    return Of(name, at, new(at - half, at + half), Verdict.NotMeasured);
                }),
            ]);

            var kpi = Figure(attacks);

            seen[kpi.Verdict] = seen.GetValueOrDefault(kpi.Verdict) + 1;
            Assert.Equal(kpi.Verdict == Verdict.Pass, kpi.Interval!.High < Limit);
            Assert.Equal(kpi.Verdict == Verdict.Fail, kpi.Interval.Low > Limit);
        }
        Assert.True(seen.Count == 3 && seen.Values.All(times => times > 50), string.Join(' ', seen));
    }

    private static Kpi Figure(IReadOnlyList<Attack> attacks) =>
        KpiVerdicts.OfAttacks(attacks, new SelfTest(Verdict.Pass, []));

    private static Attack Of(string name, double estimate, Interval interval, Verdict verdict) =>
        new(name, "", verdict, estimate, interval, null, null);
}
