namespace AethergenAI.Recipes;

/// <summary>A recipe to start from.</summary>
/// <param name="Name">The name in a recipe's <c>template</c> and in <c>recipe new --template</c>.</param>
/// <param name="WaitsFor">The missing feature that its trials need; null if it can run now.</param>
/// <param name="Text">The recipe as JSON, to be edited.</param>
public sealed record RecipeTemplate(string Name, string Title, string? WaitsFor, string Text);

/// <summary>The templates that ship with the program.</summary>
public static class RecipeTemplates
{
    public static readonly IReadOnlyList<RecipeTemplate> All =
    [
        new(
            "generators",
            "Which generator is best?",
            null,
            """
            {
              "name": "Which generator?",
              "question": "How much does modelling the dependence between columns add, and what does it cost?",
              "template": "generators",
              "data": { "seed": "seed.csv" },
              "factors": { "generator": ["independent", "copula"] },
              "repeats": 5,
              "objective": { "measure": "utility.ratio" }
            }
            """
        ),
        new(
            "moe",
            "Does a mixture of experts pay?",
            null,
            """
            {
              "name": "Does a mixture of experts pay?",
              "question": "Do four experts beat dense networks of equal size or compute, and at what cost?",
              "template": "moe",
              "data": { "seed": "seed.csv" },
              "base": { "generator": "arn", "options": { "experts": 4 } },
              "factors": { "dense": ["no", "parameters", "compute"] },
              "repeats": 5,
              "baseline": { "dense": "parameters" },
              "measures": ["utility.ratio", "cost.cpu-seconds"],
              "objective": { "measure": "utility.ratio" }
            }
            """
        ),
        new(
            "multi-token-prediction",
            "Does predicting several columns at once pay?",
            null,
            """
            {
              "name": "Does predicting ahead pay?",
              "question": "How much quality does predicting several columns at once cost, and what time does it save?",
              "template": "multi-token-prediction",
              "data": { "seed": "seed.csv" },
              "base": { "generator": "arn" },
              "factors": { "predict-ahead": [1, 2, 4] },
              "repeats": 5,
              "measures": ["utility.ratio", "fidelity.pair-trends", "cost.cpu-seconds"],
              "objective": { "measure": "utility.ratio" }
            }
            """
        ),
        new(
            "time-series",
            "Does the order of rows come through?",
            "generators of sequences (multi-table data and time series)",
            """
            {
              "name": "Does order come through?",
              "question": "Do synthetic series keep the autocorrelation and the seasons of the real ones?",
              "template": "time-series",
              "data": { "seed": "series.csv" },
              "factors": { "seed-rows": [1000, 4000] },
              "repeats": 5
            }
            """
        ),
        new(
            "vision",
            "Do synthetic images train as real ones do?",
            "the imaging adapter (DICOM)",
            """
            {
              "name": "Do synthetic images train?",
              "question": "How close does a classifier come that is trained on synthetic images alone?",
              "template": "vision",
              "data": { "seed": "images.parquet" },
              "factors": { "seed-rows": [500, 2000] },
              "repeats": 5
            }
            """
        ),
    ];

    /// <returns>The missing feature that the recipe's trials need; null if it can run now.</returns>
    public static string? WaitsFor(Recipe recipe) => recipe.Template is { } name ? Find(name).WaitsFor : null;

    /// <exception cref="RefusedException">There is no template with this name.</exception>
    public static RecipeTemplate Find(string name)
    {
        string[] known = [.. All.Select(template => template.Name)];
        return All.FirstOrDefault(template => template.Name == name)
            ?? throw RecipeRefusals.UnknownTemplate(name, Spelling.Nearest(name, known), known);
    }
}
