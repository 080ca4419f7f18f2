using AethergenAI.Schemas.Inference;

namespace AethergenAI.Schemas;

/// <summary>What a column's name says about people.</summary>
public static class PersonNames
{
    /// <summary>Whether the name says that the column identifies a person: by name, address, phone or number.</summary>
    public static bool Identify(string column) => new NameHints(column).NamesPerson;
}
