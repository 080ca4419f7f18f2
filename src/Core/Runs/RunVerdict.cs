using System.Globalization;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Gates;

namespace AethergenAI.Runs;

/// <summary>
/// The verdict on a run: the worst among the repeats of its leading cell. Packs are verified against it, so a change of
/// its words must go on accepting packs with the old ones; web/src/features/evidence/verify/verdict.ts has the same.
/// </summary>
public static class RunVerdict
{
    /// <summary>Says why there is no verdict.</summary>
    /// <param name="leads">Whether a cell leads.</param>
    public static string Missing(bool leads) =>
        leads
            ? "No verdict: no trial of the leading cell was judged."
            : "No verdict: no cell leads, as the answer explains.";

    /// <param name="best">The cell that leads; null: none.</param>
    /// <returns>Null where no trial of the cell was judged.</returns>
    public static ReportVerdict? Of(IEnumerable<TrialSummary> trials, int? best)
    {
        ReportVerdict[] judged =
        [
            .. trials.Where(trial => trial.Cell == best).Select(trial => trial.Verdict).OfType<ReportVerdict>(),
        ];
        if (judged.MaxBy(verdict => verdict.Outcome.Severity()) is not { } worst)
        {
            return null;
        }
        var failed = judged.SelectMany(verdict => verdict.FailedGates ?? []).ToHashSet(StringComparer.Ordinal);
        string[] gates = [.. GateSentences.Order.Where(failed.Contains)];
        IReadOnlyList<string>? named = gates.Length == 0 ? null : gates;
        int same = judged.Count(verdict => verdict.Outcome == worst.Outcome);
        return judged.Length == 1
            ? worst
            : worst with
            {
                Sentence = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{worst.Sentence} Judged so in {same} of {judged.Length} repeats."
                ),
                FailedGates = named,
            };
    }
}
