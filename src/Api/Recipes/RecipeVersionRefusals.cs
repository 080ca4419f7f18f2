namespace AethergenAI.Api.Recipes;

internal static class RecipeVersionRefusals
{
    internal static RefusedException SavedMeanwhile(string name) =>
        new(
            RefusalKind.Conflict,
            "recipe.saved-meanwhile",
            $"Another user saved a version of '{name}' at the same time, so yours was not saved. "
                + "Load the newest version, then save yours again."
        );

    internal static RefusedException NameTaken(string name) =>
        new(
            RefusalKind.Conflict,
            "recipe.name-taken",
            $"The project already has a recipe with the name '{name}'. Give the copy another name."
        );
}
