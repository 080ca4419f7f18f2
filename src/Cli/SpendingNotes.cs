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
    /// <param name="spending">What the run will spend; null: nothing.</param>
    /// <param name="schemas">The schemas of the recipe's data sets, its own first.</param>
    internal static void Say(string? spending, Recipe recipe, IReadOnlyList<Schema> schemas, bool json)
    {
        string?[] notes = [spending, .. Planner.Withheld(recipe, schemas)];
        foreach (string note in notes.OfType<string>())
        {
            Output.Note(note, json);
        }
    }
}
