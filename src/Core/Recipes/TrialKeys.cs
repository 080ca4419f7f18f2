using System.Text.Json;
using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Recipes.Checks;

namespace AethergenAI.Recipes;

/// <summary>
/// Names of trials by what they do, so that the same work in another cell, another repeat or another recipe
/// is recognised.
/// </summary>
public static class TrialKeys
{
    /// <summary>
    /// What decides a fit: data, split, generator, its own options, seed rows, seed.
    /// Rows to generate and downstream models do not.
    /// </summary>
    /// <param name="data">Names the real data: hashes of schema and seed file,
    /// or a block's number within one recipe.</param>
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

    /// <summary>ε that the trial's fit charges; null where it is not private, or its terms make no sense.</summary>
    public static double? Epsilon(TrialSettings settings) => Terms(settings)?.Epsilon;

    /// <summary>What the trial's fit is asked to spend; null where it is not private.</summary>
    /// <remarks>
    /// Null too where its options make no sense: that fit will be refused by itself,
    /// and recipes from before options were checked have such trials.
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
    /// The values of those options of a trial that its generator has; the others are other generators'.
    /// </summary>
    /// <param name="place">Where the values stand, for the message.</param>
    /// <exception cref="RefusedException">A value is none that its option takes,
    /// or two contradict each other.</exception>
    internal static OptionValues Values(TrialSettings settings, string? place = null)
    {
        var generator = KnownGenerators.Named(settings.Generator);
        return OptionValues.Of(generator, Given(settings, generator), place ?? "the trial");
    }

    /// <summary>Those options of a trial that its generator has, as a fit takes them.</summary>
    internal static Dictionary<string, string> Given(TrialSettings settings, GeneratorDescription generator) =>
        settings
            .Options.Where(given => generator.Options.Any(option => option.Name == given.Key))
            .ToDictionary(given => given.Key, given => OptionCheck.Text(given.Value), StringComparer.Ordinal);

    /// <summary>The options that the trial's generator has, as a fit takes them: defaults written out.</summary>
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
