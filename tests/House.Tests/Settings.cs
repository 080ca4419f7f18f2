using System.Text.Json;
using System.Text.RegularExpressions;

namespace AethergenAI.House;

/// <summary>The settings that the processes read, by their sources, and those that the infrastructure sets.</summary>
internal static partial class Settings
{
    /// <summary>What a source reads by name, for example <c>Blobs:Account</c>.</summary>
    /// <param name="source">The text of a file of C#.</param>
    /// <param name="all">Every text, to find the classes of options in.</param>
    internal static IEnumerable<string> ReadIn(string source, IReadOnlyList<string> all) =>
        [
            .. Named().Matches(source).Select(match => match.Groups["name"].Value),
            .. ConnectionString().Matches(source).Select(match => "ConnectionStrings:" + match.Groups["name"].Value),
            .. from bound in Bound().Matches(source)
            let options = all.Single(text =>
                text.Contains($"class {bound.Groups["type"].Value}", StringComparison.Ordinal)
            )
            from property in Property().Matches(options)
            select $"{bound.Groups["section"].Value}:{property.Groups["name"].Value}",
        ];

    /// <summary>The names of a container's variables, as settings: <c>Worker__Queues__0</c> is Worker:Queues.</summary>
    /// <param name="json">The compiled infrastructure.</param>
    /// <param name="container">The name of the container.</param>
    internal static IReadOnlySet<string> SetFor(string container, string json)
    {
        using JsonDocument read = JsonDocument.Parse(json);
        var (env, variables) = Find(read.RootElement, container, default)
            ?? throw new ArgumentException($"There is no container {container}.", nameof(container));
        string text = env.GetRawText();
        if (text.Contains("variables('shared')", StringComparison.Ordinal))
        {
            text += variables.GetProperty("shared").GetRawText();
        }
        return EnvName()
            .Matches(text)
            .Select(match =>
                Index().Replace(match.Groups["name"].Value, "").Replace("__", ":", StringComparison.Ordinal)
            )
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The first container of this name, with the variables of the template around it.</summary>
    private static (JsonElement Env, JsonElement Variables)? Find(
        JsonElement at,
        string container,
        JsonElement variables
    )
    {
        if (at.ValueKind == JsonValueKind.Array)
        {
            return at.EnumerateArray()
                .Select(item => Find(item, container, variables))
                .FirstOrDefault(found => found is not null);
        }
        if (at.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        if (at.TryGetProperty("env", out var env) && at.GetProperty("name").GetString() == container)
        {
            return (env, variables);
        }

        JsonElement around = at.TryGetProperty("variables", out var own) ? own : variables;
        return at.EnumerateObject()
            .Select(property => Find(property.Value, container, around))
            .FirstOrDefault(found => found is not null);
    }

    [GeneratedRegex(
        @"(onfiguration\[|GetValue(<[\w?]+>)?\(|GetEnvironmentVariable\()""(?<name>[A-Z][\w:]*)""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Named();

    [GeneratedRegex(@"GetConnectionString\(""(?<name>\w+)""\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConnectionString();

    [GeneratedRegex(
        @"AddOptions<(?<type>\w+)>\(\)\s*\.BindConfiguration\(""(?<section>\w+)""\)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Bound();

    [GeneratedRegex(@"public [\w<>\[\]?]+ (?<name>\w+) \{ get; (init|set); \}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Property();

    [GeneratedRegex(
        @"(""name"": ""|'name', '|'name', format\(')(?<name>[A-Z][\w{}]*)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex EnvName();

    [GeneratedRegex(@"__(\d+|\{0\})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Index();
}
