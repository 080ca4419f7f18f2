using System.Text.Json.Serialization;

namespace AethergenAI.Generation;

/// <summary>How one column of the schema is made from tokens. Model columns are named by their position in <see cref="ModelManifest.Columns"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LevelEncoding), "levels")]
public abstract record Encoding(string Column);

/// <summary>A token is a level.</summary>
public sealed record LevelEncoding(string Column, int ModelColumn) : Encoding(Column);
