using System.Globalization;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace AethergenAI.Cli;

/// <summary>A command's output: data goes to stdout, notes about it to stderr.</summary>
internal static class Output
{
    internal static void Json<T>(T document) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(document, AethergenAI.Json.Indented));

    internal static byte[] Bytes<T>(T document) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(document, AethergenAI.Json.Indented), (byte)'\n'];

    internal static void Note(string line) => Console.Error.WriteLine(line);

    /// <param name="json">Whether stderr is read by a program, line by line.</param>
    internal static void Note(string line, bool json) =>
        Note(json ? JsonSerializer.Serialize(new { note = line }, AethergenAI.Json.Options) : line);

    /// <summary>
    /// Prints a plain-text table, as wide as the terminal, or 200 characters if output is redirected.
    /// </summary>
    internal static void Grid(TextWriter writer, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        var settings = new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            ColorSystem = ColorSystemSupport.NoColors,
        };
        var console = AnsiConsole.Create(settings);
        if (Console.IsOutputRedirected || Console.IsErrorRedirected)
        {
            console.Profile.Width = 200;
        }
        var grid = new Table().Border(TableBorder.Simple);
        foreach (string header in headers)
        {
            grid.AddColumn(Markup.Escape(header));
        }
        foreach (var row in rows)
        {
            grid.AddRow([.. row.Select(Markup.Escape)]);
        }
        console.Write(grid);
    }

    /// <summary>At most three decimals; never a minus sign before zero.</summary>
    internal static string Figure(double? value) =>
        value is { } figure ? (Math.Round(figure, 3) + 0.0).ToString("0.###", CultureInfo.InvariantCulture) : "–";

    /// <summary>
    /// Raw stdout. If stdout is a pipe, the stream throws once the reader has closed it, so that a command stops
    /// writing. If stdout is a file, the stream shares its position with other writers.
    /// </summary>
    internal static Stream StandardOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }
        var raw = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return raw.CanSeek ? Console.OpenStandardOutput() : raw;
    }
}
