using System.Text.Json;
using AethergenAI.Recipes;

namespace AethergenAI.Cli;

/// <summary>Prints the differences of two recipes.</summary>
internal static class RecipeDifferences
{
    internal static void Print(IReadOnlyList<RecipeChange> changes) =>
        Output.Grid(
            Console.Out,
            ["key", "A", "B"],
            changes.Select(change => (string[])[change.Path, Word(change.Before), Word(change.After)])
        );

    private static string Word(JsonElement? value) => value is { } said ? said.GetRawText() : "not set";
}
