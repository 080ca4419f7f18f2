using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Utility;

/// <summary>What is predicted, and from what.</summary>
/// <param name="Classes">Maps each level code to a class number, or −1 where the level is left out;
/// empty for regression.</param>
/// <param name="ClassCount">0 for regression.</param>
/// <param name="LeftOut">Features that models may not use: the target, and columns
/// that a constraint ties to it.</param>
internal sealed record UtilityTask(int Target, int[] Classes, int ClassCount, IReadOnlySet<int> LeftOut, string Note)
{
    public const int MaxClasses = 10;

    private const int MinInTrain = 20;
    private const int MinInHoldout = 5;

    public bool IsRegression => ClassCount == 0;

    /// <returns>The task, or the reason why there is none.</returns>
    public static (UtilityTask? Task, string? WhyNot) Of(
        EvaluationInput input,
        FeatureSpace space,
        Sample train,
        Sample holdout
    )
    {
        string? name = TargetOf(input);
        if (name is null)
        {
            return (
                null,
                "There is no target. Name a target column, or give a column of the schema the role of target."
            );
        }
        int target = space.Features.ToList().FindIndex(feature => feature.Name == name);
        if (target < 0)
        {
            return (
                null,
                $"Target '{name}' cannot be compared: "
                    + $"{space.LeftOut.FirstOrDefault(left => left.Name == $"column '{name}'")?.Reason}"
            );
        }
        var tied = Tied(input, space, target);
        if (tied.Count == space.Features.Count)
        {
            return (null, $"There is no column to predict '{name}' from.");
        }
        string note =
            tied.Count == 1
                ? ""
                : "Left out, because a constraint ties them to the target: "
                    + $"{string.Join(", ", tied.Where(f => f != target).Order().Select(f => space.Features[f].Name))}.";
        if (space.Features[target].IsNumber)
        {
            return holdout.Numbers[target].Where(double.IsFinite).Distinct().Skip(1).Any()
                ? (new UtilityTask(target, [], 0, tied, note), null)
                : (null, $"Target '{name}' does not vary in the holdout.");
        }

        int[] inTrain = Counts(train.Codes[target], space.Features[target].Cells),
            inHoldout = Counts(holdout.Codes[target], space.Features[target].Cells);
        int[] kept =
        [
            .. Enumerable
                .Range(0, inTrain.Length - 1)
                .Where(code => inTrain[code] >= MinInTrain && inHoldout[code] >= MinInHoldout)
                .OrderByDescending(code => inTrain[code])
                .ThenBy(code => code)
                .Take(MaxClasses),
        ];
        if (kept.Length < 2)
        {
            return (
                null,
                $"Fewer than two levels of target '{name}' have {MinInTrain} train rows and {MinInHoldout} "
                    + "holdout rows."
            );
        }

        var classes = new int[inTrain.Length];
        Array.Fill(classes, -1);
        for (int k = 0; k < kept.Length; k++)
        {
            classes[kept[k]] = k;
        }
        int present = inTrain[..^1].Count(count => count > 0);
        if (kept.Length < present)
        {
            note = $"The {kept.Length} most frequent of {present} levels. {note}".Trim();
        }
        return (new UtilityTask(target, classes, kept.Length, tied, note), null);
    }

    public static string? TargetOf(EvaluationInput input) =>
        input.Target ?? input.Schema.Columns.FirstOrDefault(column => column.Role == ColumnRole.Target)?.Name;

    // The other terms of a sum, and the other columns of a functional dependency, reveal the target.
    private static HashSet<int> Tied(EvaluationInput input, FeatureSpace space, int target)
    {
        string name = space.Features[target].Name;
        var names = new HashSet<string>(StringComparer.Ordinal) { name };
        foreach (var constraint in input.Schema.Constraints.Where(constraint => constraint.Active))
        {
            if (constraint.GivesColumnsAway && constraint.ColumnNames().Contains(name))
            {
                names.UnionWith(constraint.ColumnNames());
            }
        }

        return [.. Enumerable.Range(0, space.Features.Count).Where(f => names.Contains(space.Features[f].Name))];
    }

    private static int[] Counts(int[] codes, int cells)
    {
        var counts = new int[cells];
        foreach (int code in codes)
        {
            counts[code]++;
        }
        return counts;
    }
}
