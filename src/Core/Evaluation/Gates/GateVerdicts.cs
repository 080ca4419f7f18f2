namespace AethergenAI.Evaluation.Gates;

/// <summary>Turns the figures into the gates' verdicts, and these into the report's.</summary>
internal static class GateVerdicts
{
    /// <summary>One for each gate, in the order of <see cref="GateSentences.Order"/>.</summary>
    public static IReadOnlyList<QualityGate> Of(GateFigures judged) =>
        [
            .. GateSentences.Order.Select(gate =>
            {
                var said = GateSentences.All.First(one => one.Gate == gate && one.Holds(judged));
                return new QualityGate(gate, said.Verdict, said.Words(judged));
            }),
        ];

    /// <summary>
    /// The worst gate decides; of several equally bad ones, the first. A table that passes all gates is still "not
    /// measured" if a figure is missing that needs only the rows.
    /// </summary>
    public static ReportVerdict Overall(IReadOnlyList<QualityGate> gates, IEnumerable<NotMeasured> notMeasured)
    {
        var worst = gates.MaxBy(gate => gate.Verdict.Severity())!;
        if (worst.Verdict != Verdict.Pass)
        {
            return new ReportVerdict(worst.Verdict, worst.Sentence);
        }

        string[] missing = [.. notMeasured.Where(one => one.Blocks).Select(one => one.Name)];
        if (missing.Length == 0)
        {
            string[] said = [.. gates.Where(gate => gate.Name is "useful" or "faithful").Select(gate => gate.Sentence)];
            return new ReportVerdict(Verdict.Pass, $"Passes every gate. {string.Join(" ", said)}");
        }
        string more = missing.Length > 3 ? " and more" : "";
        return new ReportVerdict(
            Verdict.NotMeasured,
            "No gate fails, but some figures were not measured: " + $"{string.Join(", ", missing.Take(3))}{more}."
        );
    }
}
