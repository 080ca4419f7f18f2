using System.Text.Json;
using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Cli;

/// <summary>Reads the JSON documents that commands take as input.</summary>
internal static class JsonInput
{
    /// <exception cref="RefusedException">The file does not exist, is not a schema, or contradicts itself.</exception>
    internal static async Task<Schema> SchemaAsync(string path, CancellationToken ct) =>
        SchemaReader.Read(await TextAsync(path, ct));

    internal static async Task<string> TextAsync(string path, CancellationToken ct) =>
        File.Exists(path)
            ? await File.ReadAllTextAsync(path, ct)
            : throw CliRefusals.FileMissing(path, Directory.Exists(path));

    /// <exception cref="RefusedException">The file does not exist, or is not such a document.</exception>
    internal static async Task<T> ReadAsync<T>(string path, string kind, CancellationToken ct)
        where T : class
    {
        if (!File.Exists(path))
        {
            throw CliRefusals.FileMissing(path, Directory.Exists(path));
        }
        byte[] bytes = await File.ReadAllBytesAsync(path, ct);
        InputGate.CheckJson(bytes);
        try
        {
            using var stream = new MemoryStream(bytes);
            return await JsonSerializer.DeserializeAsync<T>(stream, Json.Options, ct)
                ?? throw CliRefusals.NotADocument(path, kind, "it holds only null");
        }
        catch (JsonException problem)
        {
            string line = problem.LineNumber is { } number ? $"line {number + 1}" : "the document";
            string place = problem.Path is { Length: > 1 } found ? $"{line}, at {found[2..]}" : line;
            throw CliRefusals.NotADocument(path, kind, $"{place} cannot be read");
        }
        catch (NotSupportedException)
        {
            throw CliRefusals.NotADocument(path, kind, "one of its parts has no \"kind\"");
        }
    }
}
