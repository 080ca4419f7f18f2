namespace AethergenAI.Tables;

/// <summary>Identifies a schema by its content; the same on every platform.</summary>
public static class SchemaHash
{
    /// <returns>SHA-256 of the canonical JSON (RFC 8785), in lower-case hex.</returns>
    public static string Of(Schema schema) => Sha256.Hex(CanonicalJson.Serialize(schema));
}
