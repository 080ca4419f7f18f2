using System.Globalization;
using System.Text.Json;
using AethergenAI.Generation;
using AethergenAI.Recipes.Checks;

namespace AethergenAI.Recipes;

/// <summary>Names of trials by what they do, so that the same work in another cell, another repeat or another recipe is recognised.</summary>
public static class TrialKeys
{
    /// <summary>What decides a fit: data, split, generator, its own options, seed rows, seed. Rows to generate and downstream models do not.</summary>
    /// <param name="data">Names the real data: hashes of schema and seed file, or a block's number within one recipe.</param>
    public static string Fit(Trial trial, string data) => Sha256.Hex(CanonicalJson.Serialize(FitOf(trial, data)));

    /// <summary>What decides a trial's measures: its fit, how many rows, which downstream model.</summary>
    public static string Trial(Trial trial, string data) =>
        Sha256.Hex(
            CanonicalJson.Serialize(
                new
                {
                    Fit = FitOf(trial, data),
                    trial.Settings.Rows,
                    trial.Settings.SyntheticRatio,
                    trial.Settings.Downstream,
                }
            )
        );

    /// <summary>ε that the trial's fit charges: the generator's option, or its default; null where the generator has none or it is off.</summary>
    public static double? Epsilon(TrialSettings settings)
    {
        var option = RecipeCheck.Resolve(settings.Generator).Options.FirstOrDefault(option => option.Name == "epsilon");
        if (option is null)
        {
            return null;
        }

        string text = settings.Options.TryGetValue("epsilon", out var value) ? value.ToString() : option.Default;
        bool number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double epsilon);
        return number && epsilon > 0 && double.IsFinite(epsilon) ? epsilon : null;
    }

    /// <summary>The options that the trial's generator has, as a fit takes them: defaults written out.</summary>
    internal static SortedDictionary<string, string> OptionsOf(TrialSettings settings)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (GeneratorOption option in RecipeCheck.Resolve(settings.Generator).Options)
        {
            options[option.Name] = settings.Options.TryGetValue(option.Name, out JsonElement value)
                ? Canonical(value)
                : option.Default;
        }

        return options;
    }

    private static object FitOf(Trial trial, string data) =>
        new
        {
            Data = data,
            Generator = RecipeCheck.Resolve(trial.Settings.Generator).Name,
            Options = OptionsOf(trial.Settings),
            trial.Settings.SeedRows,
            trial.Settings.Seed,
        };

    private static string Canonical(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : System.Text.Encoding.UTF8.GetString(CanonicalJson.Serialize(value));
}
