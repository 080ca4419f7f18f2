using System.Text;
using System.Text.Json;

namespace AethergenAI;

/// <summary>Where a reader is in a JSON document, as people write it: <c>columns[3].name</c>.</summary>
internal sealed class JsonPlace
{
    private const int Shown = 40;

    private readonly List<Level> levels = [];

    private sealed class Level(bool isList)
    {
        internal bool IsList { get; } = isList;

        internal int Index { get; set; } = -1;

        internal string Key { get; set; } = "";
    }

    /// <summary>Whether the value here is what a document calls its name.</summary>
    internal bool IsName => levels is [.., { IsList: false, Key: "name" }];

    /// <summary>Follows the reader by the token that it has read.</summary>
    internal void Enter(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
        {
            levels.RemoveAt(levels.Count - 1);
            return;
        }
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            levels[^1].Key = Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(Shown, reader.ValueSpan.Length)]);
            return;
        }

        if (levels is [.., { IsList: true } list])
        {
            list.Index++;
        }
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            levels.Add(new Level(reader.TokenType == JsonTokenType.StartArray));
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (Level level in levels)
        {
            string dot = text.Length == 0 ? "" : ".";
            text.Append(level.IsList ? $"[{level.Index}]" : dot + level.Key);
        }
        return text.Length == 0 ? "the document" : text.ToString();
    }
}
