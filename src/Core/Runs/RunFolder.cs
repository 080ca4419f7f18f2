using AethergenAI.Evidence;
using AethergenAI.Recipes;
using AethergenAI.Schemas;

namespace AethergenAI.Runs;

/// <summary>What belongs to the whole run among its artefacts.</summary>
internal sealed class RunFolder(IArtefacts artefacts)
{
    /// <summary>Writes down what run this is, or finds it written down already.</summary>
    /// <exception cref="RefusedException">Another run is kept here.</exception>
    internal async Task ClaimAsync(Recipe recipe, IReadOnlyList<Schema> schemas, SeedRecord seed, CancellationToken ct)
    {
        (string Name, byte[] Bytes)[] claims =
        [
            (PackFiles.Recipe, CanonicalJson.Serialize(recipe)),
            .. schemas.Select((schema, at) => (PackFiles.SchemaOf(at + 1), CanonicalJson.Serialize(schema))),
            (PackFiles.Seed, CanonicalJson.Serialize(seed)),
        ];
        foreach (var (name, bytes) in claims)
        {
            bool same = !await artefacts.HasAsync(name, ct) || (await artefacts.ReadBytesAsync(name, ct)).AsSpan().SequenceEqual(bytes);
            if (!same) { throw RunRefusals.OtherRun(name); }
        }

        foreach (var (name, bytes) in claims)
        {
            if (!await artefacts.HasAsync(name, ct)) { await artefacts.WriteBytesAsync(name, bytes, ct); }
        }
    }

    /// <summary>What every trial came to, wherever it was carried out, in the plan's order.</summary>
    internal async Task<IReadOnlyList<TrialRecord>> RecordsAsync(IReadOnlyList<Trial> plan, CancellationToken ct)
    {
        var records = new List<TrialRecord>();
        foreach (var trial in plan)
        {
            records.Add(await new TrialFolder(artefacts, trial.Name).ReadAsync(ct)
                ?? throw new InvalidDataException($"Trial {trial.Name} has ended and left no record."));
        }

        return records;
    }

    internal Task SummariseAsync(RunSummary summary, CancellationToken ct) => artefacts.WriteDocumentAsync(PackFiles.Summary, summary, ct);

    internal Task SealAsync(RunSummary summary, SigningKey key, CancellationToken ct) =>
        artefacts.WriteAsync(EvidencePack.FileName, (stream, stop) => EvidencePack.WriteAsync(stream, artefacts, summary, key, stop), ct);
}
