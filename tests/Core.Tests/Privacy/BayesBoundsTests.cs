using System.Globalization;
using AethergenAI.Privacy;

namespace AethergenAI.Core.Tests.Privacy;

public sealed class BayesBoundsTests
{
    [Theory]
    [InlineData(0, 0.05, 0.05)] // no ε: guessing
    [InlineData(1, 0.01, 0.0271828)] // e·0.01
    [InlineData(1, 0.5, 0.8160603)] // 1 − 0.5/e: the other bound is the lower one
    [InlineData(20, 0.5, 1)]
    public void An_attack_finds_at_most(double epsilon, double falsely, double most) =>
        Assert.Equal(most, BayesBounds.NamedAtMost(falsely, epsilon, 0), 1e-6);

    [Theory]
    [InlineData(1, 0.01, 0.001, 0.0281828)] // e·0.01 + δ
    [InlineData(1, 0.5, 0.1, 0.8528482)] // 1 − (1 − 0.1 − 0.5)/e
    [InlineData(0, 0.05, 0.2, 0.25)]
    [InlineData(1, 0.95, 0.1, 1)] // δ leaves nothing to bound
    public void Delta_adds_to_it(double epsilon, double falsely, double delta, double most) =>
        Assert.Equal(most, BayesBounds.NamedAtMost(falsely, epsilon, delta), 1e-6);

    /// <summary>The table of docs/privacy.md.</summary>
    [Theory]
    [InlineData(0.5, "1.6", "62.2")]
    [InlineData(1, "2.7", "73.1")]
    [InlineData(3, "20.1", "95.3")]
    [InlineData(10, "100.0", "100.0")] // "over 99.9"
    public void The_table_of_the_docs_is_computed(double epsilon, string found, string believed) =>
        Assert.Equal(
            (found, believed),
            (Percent(BayesBounds.NamedAtMost(0.01, epsilon, 0)), Percent(BayesBounds.BelievedAtMost(0.5, epsilon)))
        );

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>
    /// Randomised response with ε is as good an attack as any: it names e^ε/(1 + e^ε) and wrongly 1/(1 + e^ε).
    /// </summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    public void The_bound_is_met_by_randomised_response(double epsilon) =>
        Assert.Equal(
            Math.Exp(epsilon) / (1 + Math.Exp(epsilon)),
            BayesBounds.NamedAtMost(1 / (1 + Math.Exp(epsilon)), epsilon, 0),
            1e-12
        );

    [Theory]
    [InlineData(0.5, 0, 0.5)]
    [InlineData(0.5, 1, 0.7310586)] // e/(1 + e)
    [InlineData(0.01, 1, 0.0267243)] // odds 1/99 · e
    [InlineData(0, 5, 0)]
    [InlineData(1, 5, 1)]
    public void Belief_grows_at_most_to(double before, double epsilon, double most) =>
        Assert.Equal(most, BayesBounds.BelievedAtMost(before, epsilon), 1e-6);
}
