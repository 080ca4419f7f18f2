using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy.Noise;

namespace AethergenAI.Onnx.Tests.Marginals;

/// <summary>Whole fits under audit: what they claim, and what a fit would claim that spent more than it said.</summary>
[Trait("Speed", "Slow")]
public sealed class AuditTests
{
    private const int Trials = 400;

    [Theory]
    [InlineData("mst")]
    [InlineData("independent")]
    public void A_fit_that_spends_what_it_says_is_not_refuted(string name)
    {
        var finding = Audit(name, spent: 2, claimed: 2);

        Assert.False(finding.Violated, finding.Sentence);
        Assert.True(finding.SameStructure);
    }

    /// <summary>At ε = 30 the two tables are told apart in most trials; a claim of 1 allows for odds of e.</summary>
    [Theory]
    [InlineData("mst")]
    [InlineData("independent")]
    public void A_fit_that_spends_more_than_it_says_is_caught(string name)
    {
        var finding = Audit(name, spent: 30, claimed: 1);

        Assert.True(finding.Violated, finding.Sentence);
        Assert.InRange(finding.Sharpest.LowerBound, 1, 5);
    }

    private static AuditFinding Audit(string generator, double spent, double claimed)
    {
        var settings = new GeneratorSettings(
            new Dictionary<string, string> { ["epsilon"] = $"{spent}", ["delta"] = "1e-9" },
            1
        );
        return AuditedMechanism
            .Of(Generators.Named(generator), settings, claimed, 1e-9)
            .Audit(
                Trials,
                part => new RandomBits(new Random(part).NextBytes),
                new Progress<double>(),
                CancellationToken.None
            );
    }
}
