using System.Globalization;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace AethergenAI.Cli;

/// <summary>What a command answers: data to stdout, words about it to stderr.</summary>
internal static class Output
{
    internal static void Json<T>(T document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, AethergenAI.Json.Indented));

    internal static byte[] Bytes<T>(T document) => [.. JsonSerializer.SerializeToUtf8Bytes(document, AethergenAI.Json.Indented), (byte)'\n'];

    internal static void Note(string line) => Console.Error.WriteLine(line);

    /// <summary>A table in plain letters, as wide as the terminal or wide enough for a file.</summary>
    internal static void Grid(TextWriter writer, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), ColorSystem = ColorSystemSupport.NoColors });
        if (Console.IsOutputRedirected || Console.IsErrorRedirected) { console.Profile.Width = 200; }
        var grid = new Table().Border(TableBorder.Simple);
        foreach (string header in headers) { grid.AddColumn(Markup.Escape(header)); }
        foreach (var row in rows) { grid.AddRow([.. row.Select(Markup.Escape)]); }
        console.Write(grid);
    }

    internal static string Figure(double? value) => value is { } figure ? figure.ToString("0.###", CultureInfo.InvariantCulture) : "–";

    /// <summary>Raw stdout; a reader that went away ends the command instead of being written to for ever.</summary>
    internal static Stream StandardOutput() => OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput()
        : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
