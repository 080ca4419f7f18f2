using System.Text.Json;
using AethergenAI.Seeding;

namespace AethergenAI.Cli.Datasets;

/// <summary>A file of real rows that a private fit has used.</summary>
/// <param name="Path">Its real path at that time.</param>
/// <param name="Content">A keyed hash of its bytes.</param>
internal sealed record KnownFile(string Path, string Content, RowSketch Rows);

/// <summary>A data set: files that share one privacy ledger.</summary>
/// <param name="Name">The folder of its record; the user gives it with <c>--dataset</c>.</param>
/// <param name="Id">What its ledger names; random, since the ledger must not reveal anything of the rows.</param>
/// <param name="Ledger">The real path of its ledger.</param>
internal sealed record KnownDataset(string Name, string Id, string Ledger, IReadOnlyList<KnownFile> Files)
{
    private const string FileName = "dataset.json";

    internal bool Has(string content) => Files.Any(file => file.Content == content);

    internal bool HasPath(string path) => Files.Any(file => file.Path == path);

    /// <summary>Whether the user said with <c>--new-dataset</c> that its first file is a data set of its own.</summary>
    public bool DeclaredNew { get; init; }

    /// <summary>The largest share of rows that any of its files has in common with another.</summary>
    internal double Shared(FingerprintedFile other) => Files.Max(file => file.Rows.Shared(other.RowsLike(file.Rows)));

    internal static string FolderOf(string name) => Path.Combine(UserData.Datasets, name);

    /// <exception cref="RefusedException">A record cannot be read.</exception>
    internal static IReadOnlyList<KnownDataset> All() =>
        UserData.Place is not null && Directory.Exists(UserData.Datasets)
            ?
            [
                .. Directory
                    .EnumerateDirectories(UserData.Datasets)
                    .Select(folder => Path.Combine(folder, FileName))
                    .Where(File.Exists)
                    .Order(StringComparer.Ordinal)
                    .Select(Read),
            ]
            : [];

    /// <exception cref="RefusedException">The ledger is gone, or is not one.</exception>
    internal SeenLedger ReadLedger() =>
        File.Exists(Ledger)
            ? new LedgerFile(Ledger, Id).Seen()
            : throw DatasetRefusals.LedgerMissing(Name, Ledger, FolderOf(Name));

    internal void Save()
    {
        UserData.Create(FolderOf(Name));
        AtomicFile
            .WriteAsync(Path.Combine(FolderOf(Name), FileName), Output.Bytes(this), CancellationToken.None)
            .GetAwaiter()
            .GetResult();
    }

    private static KnownDataset Read(string path)
    {
        try
        {
            return
                JsonSerializer.Deserialize<KnownDataset>(File.ReadAllBytes(path), Json.Options)
                    is { Files.Count: > 0 } known
                ? known
                : throw DatasetRefusals.NotARecord(path);
        }
        catch (JsonException)
        {
            throw DatasetRefusals.NotARecord(path);
        }
    }
}
