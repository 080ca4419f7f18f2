using System.CommandLine;
using AethergenAI.Generation;

namespace AethergenAI.Cli;

/// <summary>Reads <c>--set</c> and checks it against the options that each generator describes.</summary>
internal static class GeneratorArguments
{
    private const string Set = "--set";

    internal static Option<string[]> Create() =>
        new(Set) { Description = "An option of the generator; may be repeated", HelpName = "KEY=VALUE" };

    /// <summary>The values, the meaning and the default of every option, for a command's help.</summary>
    internal static IReadOnlyList<string> Details()
    {
        var lines = new List<string> { $"Options of the generators ({Set} KEY=VALUE):" };
        foreach (var generator in KnownGenerators.All.Where(known => known.Options.Count > 0))
        {
            lines.Add($"  {generator.Name}");
            foreach (var option in generator.Options)
            {
                string usual = option.Default.Length == 0 ? "not set" : option.Default;
                string applies = option.AppliesWhen is { } condition ? $" {condition.Words}." : "";
                lines.Add($"    {option.Name, -14} {option.Wanted} [default: {usual}]");
                lines.Add($"    {"", -14} {option.Description}.{applies}");
            }
        }

        return lines;
    }

    /// <param name="pairs">Each <c>key=value</c>.</param>
    /// <exception cref="RefusedException">A key is unknown, a value is invalid, or two options contradict each
    /// other.</exception>
    internal static Dictionary<string, string> Values(GeneratorDescription generator, IEnumerable<string> pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in pairs)
        {
            int equals = pair.IndexOf('=');
            values[equals < 0 ? pair : pair[..equals]] = equals < 0 ? "" : pair[(equals + 1)..];
        }

        OptionValues.Of(generator, values, Set);
        return values;
    }
}
