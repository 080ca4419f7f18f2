using System.Globalization;
using AethergenAI.Generation;

namespace AethergenAI.Cli;

/// <summary>What <c>--generator</c> and <c>--set</c> mean, checked against what generators say of themselves.</summary>
internal static class GeneratorArguments
{
    /// <summary>The generator's description.</summary>
    /// <exception cref="RefusedException">There is none of that name.</exception>
    internal static GeneratorDescription Named(string name) =>
        KnownGenerators.All.FirstOrDefault(known => known.Name == name)
        ?? throw CliRefusals.UnknownGenerator(name, Spelling.Nearest(name, Names), Names);

    private static IEnumerable<string> Names => KnownGenerators.All.Select(known => known.Name);

    /// <param name="pairs">Each <c>key=value</c>.</param>
    /// <exception cref="RefusedException">A key is unknown, or a value is not of its kind.</exception>
    internal static Dictionary<string, string> Values(GeneratorDescription generator, IEnumerable<string> pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] known = [.. generator.Options.Select(option => option.Name)];
        foreach (string pair in pairs)
        {
            int equals = pair.IndexOf('=');
            string key = equals < 0 ? pair : pair[..equals];
            var option = generator.Options.FirstOrDefault(option => option.Name == key)
                ?? throw CliRefusals.UnknownOption(generator.Name, key, Spelling.Nearest(key, known), known);
            string value = equals < 0 ? "" : pair[(equals + 1)..];
            if (!Fits(option.Kind, value))
            {
                throw CliRefusals.WrongOption(key, option.Kind);
            }
            values[key] = value;
        }

        return values;
    }

    private static bool Fits(string kind, string value) =>
        kind switch
        {
            "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "number" => double.TryParse(value, CultureInfo.InvariantCulture, out double number)
                && double.IsFinite(number),
            "boolean" => value is "true" or "false",
            _ => value.Length > 0,
        };
}
