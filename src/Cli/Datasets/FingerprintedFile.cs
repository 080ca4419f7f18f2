using System.Security.Cryptography;
using AethergenAI.Formats;
using AethergenAI.Seeding;

namespace AethergenAI.Cli.Datasets;

/// <summary>What a file of real rows is recognised by.</summary>
internal sealed class FingerprintedFile
{
    private readonly Lazy<string> content;
    private readonly Lazy<RowSketch> rows;

    /// <param name="path">The file as the user named it.</param>
    internal FingerprintedFile(string path, CancellationToken ct)
    {
        byte[] key = UserData.Key();
        RealName = RealPath.Of(path);
        content = new(() =>
        {
            using var file = File.OpenRead(RealName);
            return Convert.ToHexStringLower(HMACSHA256.HashData(key, SHA256.HashData(file)));
        });
        rows = new(() => RowSketch.Of(() => TableText.Open(RealName), key, ct));
    }

    internal string RealName { get; }

    internal string Name => Path.GetFileName(RealName);

    internal string Content => content.Value;

    internal RowSketch Rows => rows.Value;

    internal KnownFile Known => new(RealName, Content, Rows);
}
