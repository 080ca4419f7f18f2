namespace AethergenAI.Evaluation.Gates;

/// <summary>Turns the figures into the gates' verdicts, and these into the report's.</summary>
internal static class GateVerdicts
{
    /// <summary>One for each gate, in the order of <see cref="GateSentences.Order"/>.</summary>
    public static IReadOnlyList<QualityGate> Of(Judged judged) =>
        [
            .. GateSentences.Order.Select(gate =>
            {
                var said = GateSentences.All.First(one => one.Gate == gate && one.Holds(judged));
                return new QualityGate(gate, said.Verdict, said.Words(judged));
            }),
        ];

    /// <summary>
    /// The worst gate decides; the first of several. A table that passes all of them does not pass where something that
    /// rows alone can tell was not measured.
    /// </summary>
    public static ReportVerdict Overall(IReadOnlyList<QualityGate> gates, IEnumerable<NotMeasured> notMeasured)
    {
        var worst = gates.MaxBy(gate => gate.Verdict.Severity())!;
        if (worst.Verdict != Verdict.Pass)
        {
            string[] failed = [.. gates.Where(gate => gate.Verdict == Verdict.Fail).Select(gate => gate.Name)];
            return new ReportVerdict(worst.Verdict, worst.Sentence) { FailedGates = failed is [] ? null : failed };
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
            "No gate speaks against these rows, but some figures were not measured: "
                + $"{string.Join(", ", missing.Take(3))}{more}."
        );
    }
}
