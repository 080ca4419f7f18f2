namespace AethergenAI.Tables.Csv;

/// <summary>A usual delimiter or encoding, which forms offer.</summary>
/// <param name="Value">As a schema declares it.</param>
/// <param name="Title">For people.</param>
public sealed record DialectChoice(string Value, string Title);
