using AethergenAI.Artefacts;
using AethergenAI.Cards;
using AethergenAI.Evidence;
using AethergenAI.Evidence.Review;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy.Noise;
using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Tables;

namespace AethergenAI.Pipeline;

/// <summary>The artefacts that belong to the whole run.</summary>
internal sealed class RunFolder(IArtefacts artefacts)
{
    private const int MinAuditTrials = 100_000,
        MaxAuditTrials = 2_000_000;
    private const string LaunchFile = "launch.json";

    /// <summary>Writes the recipe, schemas and seed record. If they exist, checks that they are the same.</summary>
    /// <exception cref="RefusedException">The folder holds another run.</exception>
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
            bool same =
                !await artefacts.HasAsync(name, ct)
                || (await artefacts.ReadBytesAsync(name, ct)).AsSpan().SequenceEqual(bytes);
            if (!same)
            {
                throw RunRefusals.OtherRun(name);
            }
        }

        foreach (var (name, bytes) in claims)
        {
            if (!await artefacts.HasAsync(name, ct))
            {
                await artefacts.WriteBytesAsync(name, bytes, ct);
            }
        }
    }

    /// <summary>When the run was launched. The first attempt writes the time, later ones read it.</summary>
    internal async Task<DateTimeOffset> LaunchedAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (!await artefacts.HasAsync(LaunchFile, ct))
        {
            await artefacts.WriteDocumentAsync(LaunchFile, new Launch(now), ct);
        }
        return (await artefacts.ReadDocumentAsync<Launch>(LaunchFile, ct)).At;
    }

    /// <summary>The record of every trial, in the plan's order.</summary>
    internal async Task<IReadOnlyList<TrialRecord>> RecordsAsync(IReadOnlyList<Trial> plan, CancellationToken ct)
    {
        var records = new List<TrialRecord>();
        foreach (var trial in plan)
        {
            records.Add(
                await new TrialFolder(artefacts, trial.Name).ReadAsync(ct)
                    ?? throw new InvalidDataException($"Trial {trial.Name} has ended but has no record.")
            );
        }

        return records;
    }

    internal Task SummariseAsync(RunSummary summary, CancellationToken ct) =>
        artefacts.WriteDocumentAsync(PackFiles.Summary, summary, ct);

    /// <summary>
    /// Writes the reviewer's page about a run that spent privacy, with an audit of the noise that protected it.
    /// </summary>
    internal async Task ExplainPrivacyAsync(
        RunSummary summary,
        RunPrivacy privacy,
        IReadOnlyList<TrialRecord> records,
        CancellationToken ct
    )
    {
        var audit = await artefacts.HasAsync(PackFiles.Audit, ct)
            ? await artefacts.ReadDocumentAsync<AuditFinding>(PackFiles.Audit, ct)
            : Audit(AuditedMechanism.Gaussian(privacy.Epsilon, privacy.Delta), ct);
        await artefacts.WriteDocumentAsync(PackFiles.Audit, audit, ct);
        await artefacts.WriteBytesAsync(
            PackFiles.Privacy,
            System.Text.Encoding.UTF8.GetBytes(PrivacyPage.Render(summary, privacy, records, audit)),
            ct
        );
    }

    /// <summary>Draws until noise that is half of what was paid for would show.</summary>
    private static AuditFinding Audit(AuditedMechanism noise, CancellationToken ct) =>
        noise.Audit(
            Math.Max(MinAuditTrials, noise.TrialsFor(MaxAuditTrials)),
            _ => RandomBits.FromSystem(),
            new Progress<double>(),
            ct
        );

    /// <summary>Writes the ablation card in all its formats and signs it.</summary>
    /// <param name="key">Null: the card stays unsigned.</param>
    internal async Task WriteCardAsync(AblationCard card, RunSummary summary, SigningKey? key, CancellationToken ct)
    {
        foreach (var (name, bytes) in CardFiles.Of(card, key is null ? null : $"signed by {key.Fingerprint}"))
        {
            await artefacts.WriteBytesAsync(name, bytes, ct);
        }
        if (key is not null)
        {
            await CardSeal.WriteAsync(artefacts, summary, key, ct);
        }
    }

    internal Task SealAsync(RunSummary summary, SigningKey key, CancellationToken ct) =>
        artefacts.WriteAsync(
            EvidencePack.FileName,
            (stream, stop) => EvidencePack.WriteAsync(stream, artefacts, summary, key, stop),
            ct
        );

    private sealed record Launch(DateTimeOffset At);
}
