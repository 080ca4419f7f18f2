using AethergenAI.Evaluation;
using AethergenAI.Statistics;

namespace AethergenAI.Cli;

/// <summary>Prints an evaluation report on the terminal.</summary>
internal static class ReportText
{
    internal static void Print(EvaluationReport report)
    {
        Console.Out.WriteLine(VerdictText.Of(report.Verdict));
        if (report.Effort == Effort.Quick)
        {
            Console.Out.WriteLine("This is a quick evaluation: it uses at most 5,000 rows of each table.");
        }
        Output.Grid(
            Console.Out,
            ["measure", "value", "95 % interval", "reference"],
            report
                .Fidelity.Overall.Concat(ReportSection.Of(report).SelectMany(section => section.Measures))
                .Concat(report.Utility.Measures)
                .Concat(
                    report
                        .Utility.Learners.Where(learner => learner.Ratio is not null)
                        .Select(learner => learner.Ratio! with { Name = $"ratio, {learner.Learner}" })
                )
                .Select(measure =>
                    (string[])
                        [
                            measure.Name,
                            Output.Figure(measure.Value),
                            Between(measure.Interval),
                            Output.Figure(measure.Reference),
                        ]
                )
                .Concat(
                    report.Privacy.Attacks.Select(attack =>
                        (string[])
                            [
                                $"{attack.Name} ({attack.Verdict.Word()})",
                                Output.Figure(attack.Estimate),
                                Between(attack.Interval),
                                "",
                            ]
                    )
                )
                .Append([
                    "collapse risk, 0 to 100",
                    Output.Figure(report.Dial.Value),
                    Between(report.Dial.Interval),
                    "0",
                ])
        );
        Console.Out.WriteLine(report.Dial.Advice);
        Console.Out.WriteLine(
            string.Join(
                ' ',
                (
                    (string?[])[$"Privacy claim of the model: {report.Privacy.Claim}.", report.Privacy.NotCovered]
                ).OfType<string>()
            )
        );
        foreach (string warning in report.Warnings)
        {
            Console.Out.WriteLine($"Note: {warning}");
        }
        if (report.Privacy.SelfTest is { } test)
        {
            Console.Out.WriteLine(
                $"Self-test of the attacks with seed rows planted on purpose ({test.Outcome.Word()}): "
                    + $"{test.Sensitivity}."
            );
        }
        if (report.Sampled.Count > 0)
        {
            Console.Out.WriteLine(
                "These measures used a sample of the rows: "
                    + $"{string.Join(", ", report.Sampled.Select(one => one.Measure).Distinct())}; "
                    + "the report says how many rows."
            );
        }
        foreach (var missing in report.NotMeasured)
        {
            Console.Out.WriteLine($"Not measured: {missing.Name}: {missing.Reason}");
        }
    }

    internal static string Listed(IReadOnlyList<VulnerableRecord> records) =>
        string.Concat(
            records
                .Select(record => FormattableString.Invariant($"{record.Row},{record.Why},{record.Score:0.####}\n"))
                .Prepend("row,why,score\n")
        );

    private static string Between(Interval? interval) =>
        interval is null ? "" : $"{Output.Figure(interval.Low)} … {Output.Figure(interval.High)}";
}
