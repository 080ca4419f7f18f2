using AethergenAI.Evaluation.Collapse;

namespace AethergenAI.Evaluation.Gates;

/// <summary>Keeps the dial from reassuring where the verdict does not.</summary>
internal static class DialAdvice
{
    /// <summary>
    /// The dial with what the verdict makes of its advice: a copy of the seed reads like fresh real rows on it.
    /// </summary>
    public static Dial Under(ReportVerdict verdict, IReadOnlyList<QualityGate> gates, Dial dial)
    {
        if (dial.Value is null || !dial.Advice.StartsWith(DialExplanation.LikeFresh, StringComparison.Ordinal))
        {
            return dial;
        }
        if (gates.Any(gate => gate is { Name: "not-a-copy", Verdict: Verdict.Fail }))
        {
            return dial with
            {
                Advice =
                    "These rows repeat seed rows. A copy of the seed reads 0 on the dial, so it tells nothing here.",
            };
        }
        return verdict.Outcome == Verdict.Fail
            ? dial with
            {
                Advice = $"{dial.Advice} That does not lift the verdict: the rows fail for another reason.",
            }
            : dial;
    }
}
