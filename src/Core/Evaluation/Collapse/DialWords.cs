namespace AethergenAI.Evaluation.Collapse;

/// <summary>The dial as its reader sees it: parts with the figures they came from, and one sentence of advice.</summary>
internal static class DialWords
{
    private static readonly (string Explanation, string Advice)[] Parts =
    [
        ("How far the columns' shares have wandered from real ones, in units of what sampling alone does.",
            "Shares are wandering off: raise the real share, or accumulate real and synthetic rows instead of replacing real ones."),
        ("Rare levels, extreme numbers and rare pairs that are still there.",
            "Rare cases are being lost: widen the seed, or raise the share of real rows."),
        ("Real rows that have a synthetic row in their neighbourhood, and real rows that lie where synthetic ones do.",
            "Parts of the real table have no synthetic counterpart: widen the seed, or use a generator that keeps relations between columns."),
        ("Synthetic rows that lie where real rows lie, and how densely.",
            "Rows appear where no real row lies: use a generator that keeps relations between columns, or add constraints."),
        ("The volume that the rows spread over, and the variety of columns and pairs of columns.",
            "Variety is changing: accumulate real and synthetic rows instead of replacing real ones."),
    ];

    public static Dial Describe(DialEstimate estimate)
    {
        double[] scores = estimate.Scores;
        var interval = new Interval(Math.Clamp(estimate.Value - estimate.Half, 0, 100), Math.Clamp(estimate.Value + estimate.Half, 0, 100));
        var parts = DialScale.Parts.Select((part, at) => new DialPart(
            part.Name, double.IsNaN(scores[at]) ? null : Math.Clamp(scores[at], 0, 100), DialCalibration.Weights[at], Parts[at].Explanation)
        {
            Figures = [.. part.Figures.Select(f => new DialFigure(CollapseFigures.Names[f], Finite(estimate.Synthetic[f]), Finite(estimate.Fresh[f])))],
        }).ToList();
        parts.Add(new DialPart("self-consumption", null, 0, "How fast the generator degrades when it learns from its own rows: not run."));
        int worst = Enumerable.Range(0, scores.Length).MaxBy(part => double.IsNaN(scores[part]) ? 0 : DialCalibration.Weights[part] * scores[part]);
        string advice = interval.Low <= 0 ? "As fresh real rows, within sampling error: nothing to do." : Parts[worst].Advice;
        return new Dial(Math.Clamp(estimate.Value, 0, 100), interval, true, parts, advice);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
