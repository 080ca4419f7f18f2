using AethergenAI.Cards.Analysis;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Statistics;

namespace AethergenAI.Cards;

/// <summary>
/// The cells that cannot be told from the best one. It was chosen from all of them, so it is compared with each of the
/// others within their repeats, and the p-values are corrected for all these comparisons after Holm (1979).
/// </summary>
internal static class Rivals
{
    private const double Level = 0.05;

    /// <returns>A sentence; null where there is no best cell or nothing to compare it with.</returns>
    internal static string? Sentence(
        Recipe recipe,
        Plan plan,
        IReadOnlyList<TrialOutcome> outcomes,
        ObjectiveSettings objective,
        int? best
    )
    {
        if (best is not { } chosen)
        {
            return null;
        }
        var values = new RepeatedMeasure(
            plan.Cells.Count,
            1 + (recipe.Data.Blocks?.Count ?? 0),
            recipe.Repeats,
            outcomes,
            objective.Measure
        );
        // Cells with the same trials differ by 0 in every repeat: there is nothing to tell apart.
        var compared = plan
            .Cells.Where(cell => cell.Cell != chosen)
            .Select(cell => (cell, Differences: values.Differences(chosen, cell.Cell)))
            .Where(one => one.Differences.Length > 1 && one.Differences.Any(difference => difference != 0))
            .Select(one => (one.cell, P: PairedTest.P(one.Differences)))
            .Where(one => one.P is not null)
            .ToArray();
        if (compared.Length == 0)
        {
            return null;
        }
        double[] adjusted = Multiplicity.Adjust([.. compared.Select(one => one.P!.Value)], Correction.Holm);
        string[] alike =
        [
            .. compared
                .Zip(adjusted)
                .Where(one => one.Second > Level)
                .Select(one => CardText.Levels(one.First.cell.Levels)),
        ];
        string family = compared.Length == 1 ? "one comparison" : $"{compared.Length} comparisons";
        return alike.Length == 0
            ? $"The best cell is told apart from every other (p ≤ 0.05 after Holm over {family} with it)."
            : $"Not told apart from the best cell (p > 0.05 after Holm over {family} with it): "
                + $"{string.Join("; ", alike)}.";
    }
}
