using System.Text.Json;
using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Recipes.Checks;

namespace AethergenAI.Recipes;

/// <summary>
/// Identifies trials by what they do, so that the same work in another cell, repeat or recipe is recognised.
/// </summary>
public static class TrialKeys
{
    /// <summary>
    /// A hash of everything that a fit depends on: data, split, generator, its options, seed rows and random seed.
    /// The rows to generate and the downstream model are not part of it.
    /// </summary>
    /// <param name="data">Identifies the real data: hashes of schema and seed file,
    /// or a block's number within one recipe.</param>
    public static string Fit(Trial trial, string data) => Sha256.Hex(CanonicalJson.Serialize(FitOf(trial, data)));

    /// <summary>
    /// A hash of everything that a trial's measures depend on: its fit, the rows to generate and the downstream model.
    /// </summary>
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

    /// <summary>The ε that the trial's fit spends; null if it is not private or its terms are invalid.</summary>
    public static double? Epsilon(TrialSettings settings) => Terms(settings)?.Epsilon;

    /// <summary>The privacy that the trial's fit is asked to spend; null if it is not private.</summary>
    /// <remarks>
    /// Also null if its options are invalid: such a fit will be refused on its own, and recipes from before options
    /// were checked have such trials.
    /// </remarks>
    public static PrivacyTerms? Terms(TrialSettings settings)
    {
        try
        {
            return PrivacyTerms.Of(Values(settings));
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    /// <summary>
    /// The values of the options that the trial's generator has; other options belong to other generators.
    /// </summary>
    /// <param name="place">Where the values are written, for the message.</param>
    /// <exception cref="RefusedException">A value is invalid for its option,
    /// or two values contradict each other.</exception>
    internal static OptionValues Values(TrialSettings settings, string? place = null)
    {
        var generator = KnownGenerators.Named(settings.Generator);
        return OptionValues.Of(generator, Given(settings, generator), place ?? "the trial");
    }

    /// <summary>The options that the trial's generator has, in the text form that a fit takes.</summary>
    internal static Dictionary<string, string> Given(TrialSettings settings, GeneratorDescription generator) =>
        settings
            .Options.Where(given => generator.Options.Any(option => option.Name == given.Key))
            .ToDictionary(given => given.Key, given => OptionCheck.Text(given.Value), StringComparer.Ordinal);

    /// <summary>All options of the trial's generator, in the text form that a fit takes, including defaults.</summary>
    internal static SortedDictionary<string, string> OptionsOf(TrialSettings settings)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (GeneratorOption option in KnownGenerators.Named(settings.Generator).Options)
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
            Generator = KnownGenerators.Named(trial.Settings.Generator).Name,
            Options = OptionsOf(trial.Settings),
            trial.Settings.SeedRows,
            trial.Settings.Seed,
        };

    private static string Canonical(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : System.Text.Encoding.UTF8.GetString(CanonicalJson.Serialize(value));
}
