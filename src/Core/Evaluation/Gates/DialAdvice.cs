using AethergenAI.Evaluation.Collapse;

namespace AethergenAI.Evaluation.Gates;

/// <summary>Changes the dial's advice where it would reassure although the verdict does not.</summary>
internal static class DialAdvice
{
    /// <summary>
    /// The dial with advice that agrees with the verdict. A copy of the seed looks like fresh real rows on the dial.
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
                    "These rows repeat seed rows. A copy of the seed has a dial of 0, so the dial says nothing here.",
            };
        }
        return verdict.Outcome == Verdict.Fail
            ? dial with
            {
                Advice = $"{dial.Advice} The verdict is fail all the same, for another reason.",
            }
            : dial;
    }
}
