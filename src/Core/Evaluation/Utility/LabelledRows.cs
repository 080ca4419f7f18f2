using AethergenAI.Evaluation.Boosting;

namespace AethergenAI.Evaluation.Utility;

/// <summary>Rows with their target; rows whose target is missing or left out are not among them.</summary>
internal sealed record LabelledRows(FeatureMatrix Features, int[] Classes, double[] Targets)
{
    public int Rows => Features.Rows;

    public static LabelledRows Of(FeatureSpace space, UtilityTask task, Sample sample)
    {
        int[] rows =
        [
            .. Enumerable
                .Range(0, sample.Rows)
                .Where(row =>
                    task.IsRegression
                        ? double.IsFinite(sample.Numbers[task.Target][row])
                        : task.Classes[sample.Codes[task.Target][row]] >= 0
                ),
        ];
        var kept = sample.Take(rows);
        return new LabelledRows(
            FeatureMatrix.Of(space, kept, task.LeftOut),
            task.IsRegression ? [] : Array.ConvertAll(kept.Codes[task.Target], code => task.Classes[code]),
            kept.Numbers[task.Target]
        );
    }

    public LabelledRows Take(int[] rows) =>
        new(
            Features.Take(rows),
            Classes.Length == 0 ? [] : Array.ConvertAll(rows, row => Classes[row]),
            Targets.Length == 0 ? [] : Array.ConvertAll(rows, row => Targets[row])
        );

    public LabelledRows Then(LabelledRows other) =>
        new(Features.Then(other.Features), [.. Classes, .. other.Classes], [.. Targets, .. other.Targets]);

    /// <returns>The reason why a model cannot learn from these rows, as the end of a sentence;
    /// null where it can.</returns>
    public string? WhyTooLittle(int fewest)
    {
        if (Rows < fewest)
        {
            return $"has {Counts.Of(Rows, "row")} with a usable target; at least {fewest} are needed";
        }
        return Classes.Length > 0 && Classes.Distinct().Count() < 2 ? "has only one class of the target" : null;
    }
}
