using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Gates;

namespace AethergenAI.Core.Tests.Evaluation.Gates;

/// <summary>
/// A short version of <c>bench gates</c> and <c>bench self-test</c>: how often the gates err, over six populations.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class GateRatesTests
{
    private const int Rows = 1_000;

    // Fresh rows are to fail any gate in 5 % at most: in 12 tables, four or more have the probability
    // 1 − Σ C(12,k)·.05ᵏ·.95¹²⁻ᵏ, k ≤ 3, = .002.
    [Fact]
    public void Fresh_real_rows_rarely_fail_a_gate()
    {
        var failed = GatePopulation
            .All.SelectMany(_ => new ulong[] { 1, 2 }, (population, draw) => (population, draw))
            .AsParallel()
            .Select(one => Fails(one.population, GateDefect.Fresh, one.draw))
            .Where(gates => gates.Length > 0)
            .ToArray();
        Assert.True(failed.Length <= 3, string.Join("; ", failed.Select(gates => string.Join(", ", gates))));
    }

    // Each defect is to fail in 95 %: in 16 tables, five or more that do not have the probability
    // 1 − Σ C(16,k)·.05ᵏ·.95¹⁶⁻ᵏ, k ≤ 4, = .001.
    [Fact]
    public void A_table_with_a_known_defect_nearly_always_fails_a_gate()
    {
        var missed = GateDefect
            .All.Where(defect => defect.Fails.Length > 0)
            .SelectMany(
                (defect, at) =>
                    new[] { at, at + 3 }.Select(place => (defect, GatePopulation.All[place % GatePopulation.All.Count]))
            )
            .AsParallel()
            .Where(one => !Fails(one.Item2, one.defect, 3).Intersect(one.defect.Fails).Any())
            .Select(one => $"{one.defect.Name} of {one.Item2.Name}")
            .ToArray();
        Assert.True(missed.Length <= 4, string.Join("; ", missed));
    }

    // The self-test may call working attacks blind in 2 %: .02 + 4·√(.02·.98/120) = .071 of 120 tables are 8.
    [Theory]
    [InlineData(100)]
    [InlineData(400)]
    public void Working_attacks_are_rarely_called_blind(int rows)
    {
        int invalid = GatePopulation
            .All.SelectMany(_ => Enumerable.Range(1, 20), (population, draw) => (population, draw))
            .AsParallel()
            .Count(one =>
                SelfTestTrial.Of(one.population, rows, (ulong)one.draw, Effort.Quick, default).Outcome
                == Verdict.Invalid
            );
        Assert.True(invalid <= 8, $"{invalid} of 120");
    }

    private static string[] Fails(GatePopulation population, GateDefect defect, ulong draw) =>
        [
            .. GateVerdicts
                .Of(GateTrial.Of(population, defect, Rows, draw, CancellationToken.None))
                .Where(gate => gate.Verdict == Verdict.Fail)
                .Select(gate => gate.Name),
        ];
}
