using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy.Noise;

namespace AethergenAI.Onnx.Tests.Marginals;

/// <summary>
/// Whole fits under audit, at sizes that take a minute together. The nightly (<c>bench audit</c>) repeats
/// each planted fault 60 times, and right code in every case 20 times.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class AuditTests
{
    private const int Trials = 400;

    public static TheoryData<string, string> RightFits() =>
        new()
        {
            { "independent", "entity" },
            { "independent", "extreme" },
            { "mst", "row" },
            { "mst", "entity" },
            { "mst", "numbers" },
            { "mst", "missing" },
            { "mst", "lone-level" },
            { "mst", "extreme" },
            { "mst", "paid-domain" },
            { "mst", "inequality" },
            { "mst", "one-column" },
            { "mst", "many-columns" },
            { "aim", "row" },
            { "aim", "entity" },
            { "aim", "numbers" },
            { "aim", "missing" },
            { "aim", "lone-level" },
            { "aim", "extreme" },
            { "aim", "paid-domain" },
            { "aim", "inequality" },
            { "aim", "one-column" },
            { "aim", "many-columns" },
        };

    public static TheoryData<int> Faults() => [.. Enumerable.Range(0, PlantedFaults.All.Count)];

    /// <summary>The bits are fixed, so this is the same in every build: no fit of right code is refuted.</summary>
    [Theory]
    [MemberData(nameof(RightFits))]
    public void A_fit_that_spends_what_it_says_is_not_refuted(string generator, string audited)
    {
        var finding = Audit(new PlantedCase("none", generator, audited), Trials / 2);

        Assert.False(finding.Violated, finding.Sentence);
        Assert.InRange(finding.Noise!.Value, 1, 1.2);
        Assert.InRange(finding.Spent!.Value, 0.1, 1);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_planted_fault_is_found(int fault)
    {
        var planted = PlantedFaults.All[fault];
        var finding = Audit(planted, planted.Trials);

        Assert.True(finding.Violated, $"{planted}: {finding.Sentence}");
    }

    [Fact]
    public void A_fit_that_costs_more_than_it_claims_is_caught()
    {
        var audited = AuditCase.All.Single(one => one.Name == "lone-level");
        var terms = new Dictionary<string, string> { ["epsilon"] = "3", ["delta"] = "1e-9" };
        var finding = AuditedMechanism
            .Of(Generators.Named("mst"), new GeneratorSettings(terms, 1), 1, 1e-9, audited, 1, CancellationToken.None)
            .Audit(100, Bits, new Progress<double>(), CancellationToken.None);

        Assert.True(finding.Violated);
        Assert.StartsWith("Violated: the ledger's entries cost ε = 3", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_trials_are_no_all_clear()
    {
        var finding = Audit(new PlantedCase("none", "mst", "lone-level"), 100);

        Assert.False(finding.Decisive);
        Assert.StartsWith("Too few trials to tell: ", finding.Sentence, StringComparison.Ordinal);
    }

    private static AuditFinding Audit(PlantedCase planted, int trials) =>
        planted.Audited(1, AuditCase.All.Count).Audit(trials, Bits, new Progress<double>(), CancellationToken.None);

    private static RandomBits Bits(int part) => new(new Random(part).NextBytes);
}
