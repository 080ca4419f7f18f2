using System.CommandLine;
using AethergenAI.Cli.Datasets;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli;

/// <summary>
/// <c>--dataset</c> of the commands that read real rows. A use that nothing protects is an entry if the data set has a
/// ledger.
/// </summary>
internal sealed class DatasetArguments
{
    private readonly Option<string?> name = new("--dataset")
    {
        Description = "The data set whose ledger records this use; if not given, the one that the file belongs to",
        HelpName = "NAME",
    };

    internal DatasetArguments(Command command) => command.Add(name);

    internal string? Name(ParseResult parsed) => parsed.GetValue(name);

    /// <summary>The ledger of a file's data set; null if it has none.</summary>
    /// <exception cref="RefusedException">No data set has the given name, or its ledger cannot be read.</exception>
    internal ILedger? Find(ParseResult parsed, string file, CancellationToken ct)
    {
        return DatasetSearch.Find(file, Name(parsed), ct) is { } known ? Existing(known) : null;
    }

    /// <summary>Records a use that nothing protects, before it happens, once for each data set.</summary>
    /// <param name="files">The files of real rows; <c>--dataset</c> names the data set of the first.</param>
    /// <param name="run">The command.</param>
    internal void Record(
        ParseResult parsed,
        IEnumerable<string> files,
        string run,
        string purpose,
        CancellationToken ct
    )
    {
        var known = files
            .Select((file, i) => DatasetSearch.Find(file, i == 0 ? Name(parsed) : null, ct))
            .OfType<KnownDataset>()
            .DistinctBy(dataset => dataset.Id, StringComparer.Ordinal);
        foreach (var dataset in known)
        {
            Existing(dataset).TouchOutside(run, purpose);
        }
    }

    private static LedgerFile Existing(KnownDataset known)
    {
        known.ReadLedger(); // refuses an unreadable ledger before the work begins
        return new LedgerFile(known.Ledger, known.Id);
    }
}
