using System.Security.Cryptography;
using System.Text.Json;
using AethergenAI.Artefacts;
using AethergenAI.Runs;
using AethergenAI.Tables;

namespace AethergenAI.Evidence;

/// <summary>
/// A zip that a stranger can check offline: the files that a run made (never a real row),
/// and a signed statement with the SHA-256 of every file. Names are sorted and times fixed, so two packs of one run
/// differ only in the signature.
/// </summary>
public static class EvidencePack
{
    /// <summary>The pack's name among a run's artefacts.</summary>
    public const string FileName = "pack.zip";

    /// <param name="pack">Receives the zip; it need not be seekable.</param>
    /// <exception cref="FileNotFoundException">An artefact that the summary names is missing.</exception>
    /// <exception cref="RefusedException">The run's files contradict each other: a verifier would refuse the
    /// pack.</exception>
    public static async Task WriteAsync(
        Stream pack,
        IArtefacts artefacts,
        RunSummary summary,
        SigningKey key,
        CancellationToken ct
    )
    {
        string[] doubts = await DoubtsAsync(artefacts, summary, ct);
        var made = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [PackFiles.Readme] = PackReadme.For(summary, doubts, key),
            [PackFiles.PublicKey] = System.Text.Encoding.UTF8.GetBytes(key.PublicKeyPem),
        };
        // Runs from before there were cards have none.
        string[] cards = [.. (await artefacts.ListAsync(ct)).Intersect(CardSeal.All, StringComparer.Ordinal)];
        if (cards.Contains(CardSeal.FileName))
        {
            // It is signed over the summary, the recipe, the seed and every trial's record, too.
            RefuseContradictions((await CardSeal.VerifyAsync(artefacts, key: null, ct)).Faults);
        }
        string[] kept = [.. PackFiles.Of(summary), .. cards];
        made[PackFiles.Index] = PackIndex.For(summary, doubts, key, [.. kept, PackFiles.Readme]);
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, bytes) in made)
        {
            digests[name] = Sha256.Hex(bytes);
        }
        foreach (string name in kept)
        {
            digests[name] = await artefacts.HashAsync(name, ct);
        }

        async Task<Stream> Open(string name, CancellationToken stop) =>
            made.TryGetValue(name, out var bytes) ? new MemoryStream(bytes) : await artefacts.OpenAsync(name, stop);
        var compressed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in digests.Keys)
        {
            (_, compressed[name]) = await PackZip.MeasureAsync(name, Open, ct);
        }

        var statement = await StateAsync(artefacts, summary, digests, compressed, ct);
        var contradictions = new List<PackFault>();
        PackClaims.Check(await PackContents.ReadAsync(digests, Open, ct), statement, contradictions);
        RefuseContradictions(contradictions);

        byte[] manifest = CanonicalJson.Serialize(statement);
        made[PackFiles.Manifest] = manifest;
        made[PackFiles.Envelope] = CanonicalJson.Serialize(Dsse.Seal(manifest, Dsse.InToto, key));
        await PackZip.WriteAsync(pack, digests.Keys.Union(made.Keys).Order(StringComparer.Ordinal), Open, ct);
    }

    private static void RefuseContradictions(IReadOnlyList<PackFault> faults)
    {
        if (faults is [var first, ..])
        {
            throw EvidenceRefusals.Contradiction(first);
        }
    }

    /// <summary>Checks every byte of a pack, offline.</summary>
    /// <param name="pack">Seekable; read from its start.</param>
    /// <param name="key">The signer's key as the verifier knows it. Null to use the pack's own key,
    /// which only shows that nothing has changed since the pack was signed.</param>
    public static PackVerdict Verify(Stream pack, ECDsa? key, PackLimits? limits = null)
    {
        var (contents, faults) = PackContents.Read(pack, limits ?? new PackLimits());
        return contents is null ? PackVerdict.Broken(null, faults) : PackCheck.Judge(contents, faults, key);
    }

    /// <summary>Checks a pack that was unpacked: its content, which is not the signed file.</summary>
    public static PackVerdict Verify(IEnumerable<UnpackedFile> files)
    {
        var (contents, faults) = PackContents.Read(files, new PackLimits());
        return contents is null ? PackVerdict.Broken(null, faults) : PackCheck.Judge(contents, faults, null);
    }

    /// <summary>What is not known for certain about the columns of the run's data sets.</summary>
    private static async Task<string[]> DoubtsAsync(IArtefacts artefacts, RunSummary summary, CancellationToken ct)
    {
        var doubts = new List<string>();
        foreach (int block in summary.Trials.Select(trial => trial.Block).Distinct().Order())
        {
            var schema = await artefacts.ReadDocumentAsync<Schema>(PackFiles.SchemaOf(block), ct);
            doubts.AddRange(ColumnDoubts.Of(schema));
        }
        return [.. doubts.Distinct(StringComparer.Ordinal)];
    }

    private static async Task<TrialRecord> RecordAsync(IArtefacts artefacts, string file, CancellationToken ct)
    {
        try
        {
            return await artefacts.ReadDocumentAsync<TrialRecord>(file, ct);
        }
        catch (JsonException)
        {
            throw EvidenceRefusals.Contradiction(PackFaults.NotADocument(file));
        }
    }

    private static async Task<Statement> StateAsync(
        IArtefacts artefacts,
        RunSummary summary,
        IReadOnlyDictionary<string, string> digests,
        IReadOnlyDictionary<string, string> compressed,
        CancellationToken ct
    )
    {
        var lineage = new List<TrialLineage>();
        foreach (var trial in summary.Trials.Where(trial => trial.Failure is null))
        {
            var record = await RecordAsync(artefacts, PackFiles.Trial(trial.Name, "trial.json"), ct);
            string Digest(string file) => digests[PackFiles.Trial(trial.Name, file)];
            lineage.Add(
                new TrialLineage(
                    trial.Name,
                    summary.DatasetVersion,
                    record.TrainHash,
                    Digest("model/model.json"),
                    Digest("model/sampler.onnx"),
                    Digest("synthetic.csv"),
                    Digest("report.json"),
                    trial.Block
                )
            );
        }

        return new Statement(
            Statement.StatementType,
            [.. digests.Select(file => new Subject(file.Key, new Digest(file.Value)))],
            Statement.EvidenceType,
            new EvidencePredicate
            {
                RecipeHash = summary.RecipeHash,
                SchemaHash = summary.SchemaHash,
                DatasetVersion = summary.DatasetVersion,
                Epsilon = summary.Epsilon,
                RealShare = summary.RealShare,
                SyntheticRatio = summary.SyntheticRatio,
                AblationSummary = new AblationSummary(summary.Question, summary.Answer, summary.Cells, summary.Verdict),
                Metrics = summary.Trials.ToDictionary(trial => trial.Name, trial => trial.Measures),
                Cost = summary.Cost,
                ModelHashes = lineage.ToDictionary(trial => trial.Trial, trial => trial.Model),
                Lineage = lineage,
                Software = summary.Software,
                Compressed = compressed,
                Proofs = [],
            }
        );
    }
}

/// <summary>A file of an unpacked pack.</summary>
/// <param name="Name">Its path in the folder, with '/'.</param>
public sealed record UnpackedFile(string Name, Func<Stream> Open);

/// <summary>The limits above which a pack is refused, so that a small zip cannot fill a machine.</summary>
/// <param name="Files">The number of files.</param>
/// <param name="Bytes">The size of all files together, unpacked.</param>
/// <param name="DocumentBytes">The size of one JSON document, unpacked.</param>
/// <param name="AllDocumentBytes">The size of all JSON documents that are checked together, unpacked. Unlike other
/// files, they are held in memory.</param>
public sealed record PackLimits(
    int Files = 20_000,
    long Bytes = 16L << 30,
    long DocumentBytes = 64L << 20,
    long AllDocumentBytes = 1L << 30
)
{
    private const int SmallPack = 4 << 20,
        Expansion = 12; // documents of a run compress three- to eightfold

    /// <summary>The limits for a zip of this length: a small zip may not unpack to large documents.</summary>
    internal PackLimits For(long length) =>
        this with
        {
            AllDocumentBytes = Math.Min(AllDocumentBytes, SmallPack + (Expansion * length)),
        };
}
