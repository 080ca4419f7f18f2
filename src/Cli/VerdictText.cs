using AethergenAI.Evaluation;
using AethergenAI.Evidence;

namespace AethergenAI.Cli;

/// <summary>The verdict of a report, a run or a pack on the terminal; it stands first in every answer.</summary>
internal static class VerdictText
{
    internal static string Of(ReportVerdict verdict) =>
        verdict.FailedGates is { Count: > 1 } failed
            ? $"{verdict.Outcome.Word()}: {verdict.Sentence} Gates that fail: {string.Join(", ", failed)}."
            : $"{verdict.Outcome.Word()}: {verdict.Sentence}";

    /// <summary>The verdict that a pack or card holds, then whether its files are as they were signed.</summary>
    /// <param name="statement">What was signed, in words.</param>
    internal static void Print(PackVerdict verdict, string statement)
    {
        if (verdict.Verdict is { } judged)
        {
            Console.Out.WriteLine($"Verdict of the report: {Of(judged)}");
        }
        else if (verdict.Intact)
        {
            Console.Out.WriteLine($"No verdict: {statement} holds none. Read the reports.");
        }

        Console.Out.WriteLine(verdict.Faults is [var only] ? $"{verdict.Sentence} [{only.Code}]" : verdict.Sentence);
        foreach (var fault in verdict.Faults.Count == 1 ? [] : verdict.Faults)
        {
            Console.Out.WriteLine($"  {fault.File ?? "pack"}: {fault.Reason} [{fault.Code}]");
        }
    }
}
