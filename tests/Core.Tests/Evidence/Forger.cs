using System.Text;
using System.Text.Json.Nodes;
using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

/// <summary>
/// Makes packs whose every file is listed and signed, and whose statement and documents contradict each other.
/// </summary>
internal sealed class Forger(byte[] pack, SigningKey key)
{
    /// <summary>Changes what the statement claims.</summary>
    public byte[] Claim(Action<JsonObject> edit) =>
        Repack.Resign(
            Repack.Read(pack),
            manifest => Edited(manifest, statement => edit(statement["predicate"]!.AsObject())),
            key
        );

    /// <summary>Changes the statement itself.</summary>
    public byte[] Statement(Action<JsonObject> edit) =>
        Repack.Resign(Repack.Read(pack), manifest => Edited(manifest, edit), key);

    /// <summary>Changes a document, and its hash wherever it stands.</summary>
    public byte[] Document(string name, Action<JsonObject> edit)
    {
        var files = Repack.Read(pack);
        Replace(files, name, Edited(Encoding.UTF8.GetString(files[name]), edit));
        return Repack.Resign(files, manifest => manifest, key);
    }

    /// <summary>Changes a file that is no document, and its hash wherever it stands.</summary>
    public byte[] File(string name, Func<string, string> edit)
    {
        var files = Repack.Read(pack);
        Replace(files, name, edit(Encoding.UTF8.GetString(files[name])));
        return Repack.Resign(files, manifest => manifest, key);
    }

    /// <summary>Leaves files out, and out of the list of files.</summary>
    public byte[] Without(IReadOnlyList<string> names)
    {
        var files = Repack.Read(pack);
        foreach (string name in names)
        {
            files.Remove(name);
        }
        return Repack.Resign(
            files,
            manifest =>
                Edited(manifest, statement =>
                    statement["subject"]!.AsArray().RemoveAll(file => names.Contains(file!["name"]!.GetValue<string>()))
                ),
            key
        );
    }

    /// <summary>Changes a file and signs nothing again.</summary>
    public byte[] Unsigned(string name, Func<string, string> edit)
    {
        var files = Repack.Read(pack);
        files[name] = Encoding.UTF8.GetBytes(edit(Encoding.UTF8.GetString(files[name])));
        return Repack.Write(files);
    }

    private static void Replace(SortedDictionary<string, byte[]> files, string name, string text)
    {
        string before = Sha256.Hex(files[name]);
        files[name] = Encoding.UTF8.GetBytes(text);
        string after = Sha256.Hex(files[name]);
        foreach (
            string other in files
                .Keys.Where(other => other != name && other.EndsWith(".json", StringComparison.Ordinal))
                .ToList()
        )
        {
            string document = Encoding.UTF8.GetString(files[other]);
            if (document.Contains(before, StringComparison.Ordinal))
            {
                Replace(files, other, document.Replace(before, after, StringComparison.Ordinal));
            }
        }
    }

    private static string Edited(string json, Action<JsonObject> edit)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        edit(document);
        return document.ToJsonString(Json.Options);
    }
}
