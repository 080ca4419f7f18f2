using AethergenAI.Evaluation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Cards;

/// <summary>
/// What the figures of a card are estimates for: the recipe, run again on the same data. A holdout that is a file stays
/// the same in every repeat, so that intervals do not cover which rows were held out.
/// </summary>
internal static class CardScope
{
    internal static IntervalScope Of(Recipe recipe, Plan plan)
    {
        List<string> varies = ["the training and sampling noise"];
        if (Splits(recipe))
        {
            varies.Insert(0, "the split into seed and holdout");
        }
        if (plan.Trials.Any(trial => trial.Epsilon is not null))
        {
            varies.Add("the privacy noise");
        }
        string stays = Splits(recipe) ? "the real rows that are split" : "the seed and the holdout";
        return new IntervalScope(Estimand.Recipe, string.Join(" and ", varies), stays);
    }

    /// <summary>Whether every repeat splits the holdout off anew, in at least one of the data sets.</summary>
    internal static bool Splits(Recipe recipe) =>
        recipe.Data.Holdout is null || recipe.Data.Blocks?.Any(block => block.Holdout is null) == true;

    /// <summary>What the intervals leave out, and what follows from that.</summary>
    internal static string Missing(Recipe recipe) =>
        Splits(recipe)
            ? "Repeats split the same rows, so they overlap: intervals are too narrow for what another sample of the "
                + "same source would show, and say nothing about other sources."
            : "No split took place, because the holdout is a file: intervals are too narrow for what another seed or "
                + "holdout of the same source would show, and say nothing about other sources.";
}
