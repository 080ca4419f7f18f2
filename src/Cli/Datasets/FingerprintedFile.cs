using System.Security.Cryptography;
using AethergenAI.Formats;
using AethergenAI.Seeding;

namespace AethergenAI.Cli.Datasets;

/// <summary>What a file of real rows is recognised by.</summary>
internal sealed class FingerprintedFile
{
    private readonly Lazy<string> content;
    private readonly Lazy<RowSketch> rows;
    private readonly Lazy<RowSketch> rowsOfFile;

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
        rows = new(() => Sketch(CellOrder.OfNames));
        rowsOfFile = new(() => Sketch(CellOrder.OfFile));

        RowSketch Sketch(CellOrder cells) => RowSketch.Of(() => TableText.Open(RealName), key, ct, cells);
    }

    internal string RealName { get; }

    internal string Name => Path.GetFileName(RealName);

    internal string Content => content.Value;

    internal KnownFile Known => new(RealName, Content, rows.Value);

    /// <summary>What a known file's rows are compared with: those of earlier versions keep the file's order.</summary>
    internal RowSketch RowsLike(RowSketch known) => known.Cells == CellOrder.OfFile ? rowsOfFile.Value : rows.Value;
}
