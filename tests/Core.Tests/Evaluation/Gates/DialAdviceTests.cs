using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Collapse;
using AethergenAI.Evaluation.Gates;

namespace AethergenAI.Core.Tests.Evaluation.Gates;

/// <summary>The dial's advice reassures nobody where the verdict does not.</summary>
public sealed class DialAdviceTests
{
    private static readonly Dial LikeFresh = new(0, null, false, [], $"{DialExplanation.LikeFresh} Go on.");

    [Fact]
    public void Of_rows_that_repeat_the_seed_it_says_nothing()
    {
        var advice = Under(Verdict.Fail, new QualityGate("not-a-copy", Verdict.Fail, "Copies."), LikeFresh);
        Assert.StartsWith("These rows repeat seed rows.", advice, StringComparison.Ordinal);
        Assert.DoesNotContain(DialExplanation.LikeFresh, advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_another_fail_it_says_that_the_verdict_is_fail() =>
        Assert.EndsWith(
            "The verdict is fail all the same, for another reason.",
            Under(Verdict.Fail, new QualityGate("useful", Verdict.Fail, "Not useful."), LikeFresh),
            StringComparison.Ordinal
        );

    [Fact]
    public void Beside_a_pass_and_where_it_warns_it_stays()
    {
        var gate = new QualityGate("useful", Verdict.Pass, "Useful.");
        Assert.Equal(LikeFresh.Advice, Under(Verdict.Pass, gate, LikeFresh));
        Dial warns = LikeFresh with { Value = 60, Advice = "Relations are lost." };
        Assert.Equal(warns.Advice, Under(Verdict.Fail, gate with { Verdict = Verdict.Fail }, warns));
    }

    private static string Under(Verdict outcome, QualityGate gate, Dial dial) =>
        DialAdvice.Under(new ReportVerdict(outcome, "Said."), [gate], dial).Advice;
}
