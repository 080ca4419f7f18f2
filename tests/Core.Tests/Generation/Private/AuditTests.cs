using AethergenAI.Generation.Private;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Noise;

namespace AethergenAI.Core.Tests.Generation.Private;

[Trait("Speed", "Slow")]
public sealed class AuditTests
{
    private const int Trials = 40_000;

    private static readonly double Rho = Zcdp.Rho(1, 1e-9);

    /// <summary>
    /// Half the noise doubles μ and half the variance multiplies it by √2; both show in the noise.
    /// </summary>
    [Theory]
    [InlineData(4, 1, 0.5)]
    [InlineData(2, 1, 0.707)]
    [InlineData(10, 9, 0.949)]
    public void Noise_that_is_less_than_what_was_paid_for_is_caught(int numerator, int denominator, double share)
    {
        var paid = Zcdp.GaussianVariance(1, Rho);
        var less = new Fraction(paid.Numerator * denominator, paid.Denominator * numerator);
        var finding = Audit(AuditedMechanism.OfNoise(1, 1e-9, Rho, bits => DiscreteGaussian.Draw(less, bits)), Trials);

        Assert.True(finding.Violated, finding.Sentence);
        Assert.InRange(finding.Noise!.Value, share, share * 1.02);
        Assert.StartsWith("Violated: the noise is at most ", finding.Sentence, StringComparison.Ordinal);
    }

    /// <summary>
    /// Uniform noise of the variance that was paid for: the variance shows nothing and the distribution everything.
    /// P[event] differs by 1/22 = 0.045 at any threshold and is 0 beyond the end, so only a rare event tells:
    /// p₁ = 1/22 against none.
    /// </summary>
    [Fact]
    public void Noise_of_the_right_size_and_the_wrong_shape_is_caught()
    {
        var finding = Audit(AuditedMechanism.OfNoise(1, 1e-9, Rho, bits => (long)bits.Below(22UL) - 11), Trials);

        Assert.True(finding.Violated, finding.Sentence);
        Assert.InRange(finding.AtDelta.LowerBound, 3, 6);
    }

    [Fact]
    public void Laplace_noise_that_is_half_of_what_was_paid_for_is_caught()
    {
        var finding = Audit(
            AuditedMechanism.Laplace(1, 1e-9) with
            {
                Observe = (with, bits, _) =>
                    Observation.Of(DiscreteLaplace.Draw(new Fraction(1, 2), bits) + (with ? 1 : 0)),
            },
            Trials
        );

        Assert.True(finding.Violated, finding.Sentence);
        Assert.InRange(finding.AtDelta.LowerBound, 1.5, 2); // 2 is true of it
    }

    /// <summary>PrivacyAudit's remarks derive these figures.</summary>
    [Fact]
    public void Bounds_on_right_noise_come_near_the_truth_and_not_above_it()
    {
        var gaussian = Audit(AuditedMechanism.Gaussian(1, 1e-9), 100_000);
        var laplace = Audit(AuditedMechanism.Laplace(1, 1e-9), 100_000);

        Assert.False(gaussian.Violated, gaussian.Sentence);
        Assert.False(laplace.Violated, laplace.Sentence);
        Assert.InRange(gaussian.AtDelta.LowerBound, 0.1, 0.3);
        Assert.InRange(gaussian.Sharpest.LowerBound, 0.75, gaussian.Sharpest.Claimed);
        Assert.InRange(gaussian.EpsilonByNoise!.Value, 0.9, gaussian.Sharpest.Claimed);
        Assert.InRange(laplace.Sharpest.LowerBound, 0.95, 1);
    }

    /// <summary>All of 750 against none of 750, each at half of a level of 0.0025.</summary>
    [Fact]
    public void A_mechanism_that_gives_the_unit_away_has_the_largest_bound_that_so_many_trials_can_show()
    {
        var finding = Audit(
            AuditedMechanism.Laplace(1, 1e-9) with
            {
                Observe = (with, _, _) => Observation.Of(with ? 1 : 0),
            },
            1000
        );

        double all = Math.Pow(0.00125, 1 / 750.0);
        Assert.Equal(Math.Log(all / (1 - all)), finding.AtDelta.LowerBound, 1e-6);
        Assert.True(finding.Violated);
    }

    /// <summary>
    /// Two claims are exactly true: randomised response tells the truth with e/(1 + e), and Gaussian noise is as large
    /// as was paid for. An audit may refute 1 % of them; 300 audits of each, so 600 · 0.01 = 6, and 5 standard
    /// deviations above it 18.
    /// </summary>
    [Fact]
    public void False_alarms_are_as_rare_as_the_confidence_says()
    {
        double truth = Math.E / (1 + Math.E);
        var response = AuditedMechanism.Laplace(1, 1e-9) with
        {
            Observe = (with, bits, _) => Observation.Of(bits.Below(1UL << 53) < truth * (1UL << 53) == with ? 1 : 0),
        };
        int refuted =
            Enumerable.Range(0, 300).Count(audit => Audit(response, 400, audit).Violated)
            + Enumerable.Range(0, 300).Count(audit => Audit(AuditedMechanism.Gaussian(1, 1e-9), 400, audit).Violated);

        Assert.InRange(refuted, 0, 18);
    }

    /// <summary>
    /// The smallest fault that an audit says it would have shown is found in 95 of 100 audits or more. Noise whose size
    /// is unknown to the audit isolates the guess: the binomial of 100 audits with 0.95 is below 86 once in 5,000.
    /// </summary>
    [Fact]
    public void The_fault_that_would_have_been_shown_is_shown()
    {
        var right = AuditedMechanism.Gaussian(1, 1e-9);
        var power = Audit(right, 4000).Power!;
        double mu = GaussianCurve.MuOf(
            AuditPower.DistanceShown(right.Curve.Distance, PrivacyAudit.Counted(4000), PrivacyAudit.Level(1))
        );
        var faulty = Fraction.AtLeast(1 / (mu * mu));
        int found = Enumerable
            .Range(0, 100)
            .Count(audit =>
            {
                var finding = Audit(
                    right with
                    {
                        Observe = (with, bits, _) =>
                            Observation.Of(DiscreteGaussian.Draw(faulty, bits) + (with ? 1 : 0)),
                    },
                    4000,
                    audit
                );
                return finding.Sharpest.LowerBound > finding.Sharpest.Claimed;
            });

        Assert.InRange(found, 86, 100);
        Assert.Equal(GaussianCurve.Epsilon(mu, 1e-9), power.Epsilon!.Value, 1e-9);
    }

    /// <summary>As above, for the size of the noise.</summary>
    [Fact]
    public void The_noise_that_would_have_been_shown_is_shown()
    {
        double share = Audit(AuditedMechanism.Gaussian(1, 1e-9), 1000).Power!.Noise!.Value;
        double paid = Zcdp.GaussianVariance(1, Rho).ToDouble();
        var faulty = Fraction.AtLeast(paid * share * share);
        int found = Enumerable
            .Range(0, 100)
            .Count(audit =>
                Audit(
                    AuditedMechanism.OfNoise(1, 1e-9, Rho, bits => DiscreteGaussian.Draw(faulty, bits)),
                    1000,
                    audit
                ).Noise < 1
            );

        Assert.InRange(share, 0.9, 0.97);
        Assert.InRange(found, 86, 100);
    }

    [Fact]
    public void Trials_that_could_not_show_a_factor_of_two_are_no_all_clear()
    {
        var right = AuditedMechanism.Gaussian(1, 1e-9);
        int enough = right.TrialsFor(1_000_000);
        var few = Audit(right, enough / 2);
        var many = Audit(right, enough);

        Assert.InRange(enough, 2000, 6000);
        Assert.False(few.Decisive);
        Assert.StartsWith("Too few trials to tell: ", few.Sentence, StringComparison.Ordinal);
        Assert.True(many.Decisive);
        Assert.StartsWith(
            "Not violated: these trials would have shown an ε of ",
            many.Sentence,
            StringComparison.Ordinal
        );
        Assert.InRange(many.Power!.Epsilon!.Value, 1, 2);
    }

    [Fact]
    public void An_audit_ends_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            AuditedMechanism
                .Gaussian(1, 1e-9)
                .Audit(1000, _ => RandomBits.FromSystem(), new Progress<double>(), stop.Token)
        );
    }

    /// <summary>Fixed bits: the same audit in every build.</summary>
    private static AuditFinding Audit(AuditedMechanism mechanism, int trials, int seed = 5) =>
        mechanism.Audit(
            trials,
            part => new RandomBits(new Random((seed * 1_000_003) + part).NextBytes),
            new Progress<double>(),
            CancellationToken.None
        );
}
