using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Sampling;

/// <summary>How many rows a model can give different keys.</summary>
internal static class KeySizes
{
    /// <returns>Null where the column is no part of a key.</returns>
    internal static long? Of(ColumnEncoding encoding) =>
        encoding switch
        {
            NumberKeyEncoding key => key.Part.Size,
            LevelKeyEncoding key => key.Part.Size,
            IdentifierEncoding key => LongerTexts.Of(key)?.Count ?? key.Part.Size,
            _ => null,
        };
}
