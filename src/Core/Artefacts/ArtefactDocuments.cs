using System.Text.Json;

namespace AethergenAI.Artefacts;

/// <summary>Reads and writes a run's artefacts as JSON documents or as bytes.</summary>
internal static class ArtefactDocuments
{
    internal static Task WriteBytesAsync(this IArtefacts artefacts, string name, byte[] bytes, CancellationToken ct) =>
        artefacts.WriteAsync(name, (stream, stop) => stream.WriteAsync(bytes, stop).AsTask(), ct);

    internal static Task WriteDocumentAsync<T>(
        this IArtefacts artefacts,
        string name,
        T document,
        CancellationToken ct
    ) => artefacts.WriteBytesAsync(name, JsonSerializer.SerializeToUtf8Bytes(document, Json.Indented), ct);

    internal static async Task<byte[]> ReadBytesAsync(this IArtefacts artefacts, string name, CancellationToken ct)
    {
        await using var stream = await artefacts.OpenAsync(name, ct);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    internal static async Task<T> ReadDocumentAsync<T>(this IArtefacts artefacts, string name, CancellationToken ct)
    {
        await using var stream = await artefacts.OpenAsync(name, ct);
        return await JsonSerializer.DeserializeAsync<T>(stream, Json.Options, ct)
            ?? throw new JsonException($"{name} holds null.");
    }

    internal static async Task<string> HashAsync(this IArtefacts artefacts, string name, CancellationToken ct)
    {
        await using var stream = await artefacts.OpenAsync(name, ct);
        return await Sha256.HexAsync(stream, ct);
    }
}
