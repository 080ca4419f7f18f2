using AethergenAI.Generation.Private;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Noise;

namespace AethergenAI.Core.Tests.Generation.Private;

[Trait("Speed", "Slow")]
public sealed class AuditTests
{
    private const int Trials = 40_000;

    [Fact]
    public void Noise_that_is_half_of_what_was_paid_for_is_caught()
    {
        var correct = AuditedMechanism.Gaussian(1, 1e-9);
        var quarter = new Fraction(
            Zcdp.GaussianVariance(1, Zcdp.Rho(1, 1e-9)).Numerator,
            4 * Zcdp.GaussianVariance(1, Zcdp.Rho(1, 1e-9)).Denominator
        );
        var broken = correct with
        {
            Observe = (with, bits, _) => DiscreteGaussian.Draw(quarter, bits) + (with ? 1 : 0),
        };
        var finding = Audit(broken, Trials);

        Assert.True(finding.Violated, finding.Sentence);
        Assert.True(finding.Sharpest.LowerBound > finding.Sharpest.Claimed);
    }

    [Fact]
    public void Laplace_noise_that_is_half_of_what_was_paid_for_is_caught()
    {
        var correct = AuditedMechanism.Laplace(1, 1e-9);
        var finding = Audit(
            correct with
            {
                Observe = (with, bits, _) => DiscreteLaplace.Draw(new Fraction(1, 2), bits) + (with ? 1 : 0),
            },
            Trials
        );

        Assert.True(finding.Violated, finding.Sentence);
        Assert.InRange(finding.AtDelta.LowerBound, 1.5, 2); // 2 is true of it
    }

    [Fact]
    public void Correct_noise_is_not_refuted_and_the_bound_comes_near_the_truth()
    {
        var gaussian = Audit(AuditedMechanism.Gaussian(3, 1e-5), Trials);
        var laplace = Audit(AuditedMechanism.Laplace(1, 1e-9), Trials);

        Assert.False(gaussian.Violated, gaussian.Sentence);
        Assert.False(laplace.Violated, laplace.Sentence);
        Assert.InRange(laplace.AtDelta.LowerBound, 0.8, 1);
        Assert.InRange(gaussian.AtDelta.LowerBound, 0.5, 3);
    }

    [Fact]
    public void A_mechanism_that_gives_the_unit_away_has_the_largest_bound_that_so_many_trials_can_show()
    {
        var finding = Audit(AuditedMechanism.Laplace(1, 1e-9) with { Observe = (with, _, _) => with ? 1 : 0 }, 1000);

        // All of 500 against none of 500: (0.025^(1/500) − δ) / (1 − 0.025^(1/500)), ln of which is 4.9.
        Assert.Equal(
            Math.Log(Math.Pow(0.025, 1 / 500.0) / (1 - Math.Pow(0.025, 1 / 500.0))),
            finding.AtDelta.LowerBound,
            1e-6
        );
        Assert.True(finding.Violated);
    }

    /// <summary>Randomised response tells the truth with e/(1 + e), so its ε is 1.
    /// The bound may exceed that in 5 % of audits: of 400, in 20 ± 5·4.4.</summary>
    [Fact]
    public void The_lower_bound_covers_the_truth_as_often_as_it_says()
    {
        double truth = Math.E / (1 + Math.E);
        var random = new Random(11);
        int above = 0,
            refuted = 0;
        for (int audit = 0; audit < 400; audit++)
        {
            double[] without = [.. Enumerable.Range(0, 600).Select(_ => random.NextDouble() < truth ? 0.0 : 1)];
            double[] with = [.. Enumerable.Range(0, 600).Select(_ => random.NextDouble() < truth ? 1.0 : 0)];
            var finding = PrivacyAudit.Judge("randomised response", without, with, 1, 1e-9, _ => 1);
            if (finding.AtDelta.LowerBound > 1)
            {
                above++;
            }
            if (finding.Violated)
            {
                refuted++;
            }
        }

        Assert.InRange(above, 0, 42);
        Assert.InRange(refuted, 0, 42);
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

    /// <summary>One core and fixed bits: the same audit in every build.</summary>
    private static AuditFinding Audit(AuditedMechanism mechanism, int trials)
    {
        var bits = new RandomBits(new Random(5).NextBytes);
        double[] without = [.. Enumerable.Range(0, trials).Select(_ => mechanism.Observe(false, bits, default))];
        double[] with = [.. Enumerable.Range(0, trials).Select(_ => mechanism.Observe(true, bits, default))];
        return PrivacyAudit.Judge(mechanism.Name, without, with, mechanism.Epsilon, mechanism.Delta, mechanism.Claimed);
    }
}
