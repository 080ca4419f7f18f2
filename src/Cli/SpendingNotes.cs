using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Tables;

namespace AethergenAI.Cli;

/// <summary>
/// What a run says before its private fits spend anything, here or on a server. These lines stay on the screen, unlike
/// those of the progress.
/// </summary>
internal static class SpendingNotes
{
    /// <param name="trials">Those of the recipe whose fit is still to be made.</param>
    /// <param name="schemas">The schemas of the recipe's data sets, its own first.</param>
    /// <param name="budget">That of the data set's ledger; null: none was set.</param>
    /// <param name="epsilonLeft">What it leaves for one more fit.</param>
    internal static void Say(
        Recipe recipe,
        IReadOnlyList<Trial> trials,
        IReadOnlyList<Schema> schemas,
        PrivacyLimit? budget,
        double? epsilonLeft,
        bool json
    )
    {
        string?[] notes =
        [
            PlannedSpending.Words(trials, schemas, budget, epsilonLeft),
            .. Planner.Withheld(recipe, schemas),
        ];
        foreach (string note in notes.OfType<string>())
        {
            Output.Note(note, json);
        }
    }
}
