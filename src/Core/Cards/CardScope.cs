using AethergenAI.Evaluation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Cards;

/// <summary>
/// What the figures of a card are estimates for. Where repeats split the rows, it is the recipe run on another sample
/// of as many rows of the same source. A holdout that is a file stays the same in every repeat, so that nothing is
/// known of other rows: the figures are then those of the recipe on this seed and holdout.
/// </summary>
internal static class CardScope
{
    internal static IntervalScope Of(Recipe recipe, Plan plan)
    {
        string rows = Splits(recipe) ? "the real rows, their split into seed and holdout, " : "",
            privacy = plan.Trials.Any(trial => trial.Epsilon is not null) ? ", the privacy noise" : "";
        string stays = Splits(recipe) ? "the source and the number of its rows" : "the seed and the holdout";
        return new IntervalScope(Estimand.Recipe, $"{rows}the noise of training and sampling{privacy}", stays);
    }

    /// <summary>Holdout rows per train row where repeats split the same rows, and 0 where they split nothing.</summary>
    internal static double Overlap(Recipe recipe) =>
        Splits(recipe) ? recipe.Data.HoldoutShare / (1 - recipe.Data.HoldoutShare) : 0;

    /// <summary>Whether every repeat splits the holdout off anew, in at least one of the data sets.</summary>
    internal static bool Splits(Recipe recipe) =>
        recipe.Data.Holdout is null || recipe.Data.Blocks?.Any(block => block.Holdout is null) == true;

    /// <summary>What the intervals leave out, and what follows from that.</summary>
    internal static string Missing(Recipe recipe) =>
        Splits(recipe)
            ? "Repeats split the same rows, so they are not independent. Intervals and tests allow for that (Nadeau "
                + "and Bengio) and hold for another sample of the same source; they say nothing about other sources."
            : "No split took place, because the holdout is a file: figures, intervals and tests are about this seed "
                + "and holdout, and say nothing about other rows of the same source.";
}
