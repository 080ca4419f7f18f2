using System.Text.Json;
using AethergenAI.Formats;
using AethergenAI.Schemas;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Api.Seeding;

/// <summary>What a seed's file holds, and how it was read.</summary>
/// <param name="Reading">Null for a Parquet file, which says itself how it is to be read.</param>
internal readonly record struct SeedReading(SchemaProposal Profile, FileReading? Reading)
{
    /// <param name="name">The file's name, with its extension; without it, the name of the proposed schema.</param>
    /// <exception cref="RefusedException">The file cannot be read so, or its profile is too large to keep.</exception>
    public static SeedReading Of(string path, string name, FileDialect dialect, CancellationToken ct)
    {
        FileReading? judged = null;
        var options = dialect.Options() with { Detected = reading => judged = reading };
        SchemaProposal found = TableFile.Infer(path, Path.GetFileNameWithoutExtension(name), options, ct);
        InputGate.CheckJson(JsonSerializer.SerializeToUtf8Bytes(found, Json.Options));
        return new(found, judged?.InEncoding(found.Schema.Format.Encoding, dialect.Encoding is not null));
    }
}
