using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AethergenAI.Artefacts;
using AethergenAI.Cards;
using AethergenAI.Runs;

namespace AethergenAI.Evidence;

/// <summary>
/// Signs an ablation card in all its formats, together with what it was made from: the recipe,
/// the summary and every trial's record.
/// </summary>
public static class CardSeal
{
    public const string FileName = "card.dsse.json",
        KeyFile = "card-key.pem";

    private const string CardType = "https://aethergen.ai/ablation-card/v1";

    /// <summary>The files that belong to a card.</summary>
    internal static readonly IReadOnlyList<string> All =
    [
        CardFiles.Json,
        CardFiles.Html,
        CardFiles.Markdown,
        CardFiles.Png,
        CardFiles.Csv,
        FileName,
        KeyFile,
    ];

    /// <summary>The files that every card's signature covers, in addition to the trials' records.</summary>
    private static readonly string[] Always =
    [
        CardFiles.Json,
        CardFiles.Html,
        CardFiles.Markdown,
        CardFiles.Png,
        CardFiles.Csv,
        PackFiles.Recipe,
        PackFiles.Summary,
        PackFiles.Seed,
    ];

    internal static async Task WriteAsync(
        IArtefacts artefacts,
        RunSummary summary,
        SigningKey key,
        CancellationToken ct
    )
    {
        var subjects = new List<Subject>();
        foreach (string name in Signed(summary))
        {
            subjects.Add(new Subject(name, new Digest(await artefacts.HashAsync(name, ct))));
        }
        byte[] statement = CanonicalJson.Serialize(
            new CardStatement(
                Statement.StatementType,
                subjects,
                CardType,
                new CardPredicate(summary.RecipeHash, summary.Software)
            )
        );
        await artefacts.WriteBytesAsync(KeyFile, Encoding.UTF8.GetBytes(key.PublicKeyPem), ct);
        await artefacts.WriteBytesAsync(FileName, CanonicalJson.Serialize(Dsse.Seal(statement, Dsse.InToto, key)), ct);
    }

    /// <summary>Checks a signed card: its signature, every file, and the recipe that it names.</summary>
    /// <param name="artefacts">The card and the files that it was made from.</param>
    /// <param name="key">The signer's key as the verifier knows it. Null to use the key beside the card,
    /// which only shows that nothing has changed since the card was signed.</param>
    public static async Task<PackVerdict> VerifyAsync(IArtefacts artefacts, ECDsa? key, CancellationToken ct)
    {
        var faults = new List<PackFault>();
        if (await ReadAsync<Dsse.Envelope>(artefacts, FileName, faults, ct) is not { } envelope)
        {
            return PackVerdict.Broken(null, faults);
        }

        using var own = key is null ? await OwnKeyAsync(artefacts, faults, ct) : null;
        if ((key ?? own) is not { } signer)
        {
            return PackVerdict.Broken(null, faults);
        }
        if (
            envelope is not { PayloadType: Dsse.InToto, Signatures: [{ } signature] }
            || Bytes(envelope.Payload) is not { } payload
            || Bytes(signature.Sig) is not { } der
        )
        {
            return PackVerdict.Broken(null, [PackFaults.NotADocument(FileName)]);
        }

        string fingerprint = SigningKey.FingerprintOf(signer);
        if (signature.Keyid != fingerprint || !Dsse.Verify(payload, Dsse.InToto, der, signer))
        {
            return PackVerdict.Broken(null, [PackFaults.BadSignature() with { File = FileName }]);
        }

        var card = await CheckAsync(artefacts, payload, faults, ct);
        return faults.Count > 0
            ? PackVerdict.Broken(fingerprint, faults)
            : PackVerdict.Sound(fingerprint, key is not null) with
            {
                Verdict = card?.Verdict,
            };
    }

    /// <returns>The signed card; null where a fault was found before it could be read.</returns>
    private static async Task<AblationCard?> CheckAsync(
        IArtefacts artefacts,
        byte[] payload,
        List<PackFault> faults,
        CancellationToken ct
    )
    {
        CardStatement? statement;
        try
        {
            statement = JsonSerializer.Deserialize<CardStatement>(payload, Json.Options);
        }
        catch (JsonException)
        {
            statement = null;
        }

        if (
            statement is not { Type: Statement.StatementType, PredicateType: CardType }
            || !PackCheck.AreWhole(statement.Subject)
        )
        {
            faults.Add(PackFaults.NotEvidence("predicateType") with { File = FileName });
            return null;
        }

        string[] names = [.. statement.Subject.Select(subject => subject.Name)];
        faults.AddRange(names.Where(name => !PackContents.IsSafe(name)).Select(name => PackFaults.UnsafeName(name)));
        faults.AddRange(Always.Except(names).Select(name => PackFaults.Extra(name)));
        if (faults.Count > 0)
        {
            return null;
        }

        foreach (var subject in statement.Subject)
        {
            if (!await artefacts.HasAsync(subject.Name, ct))
            {
                faults.Add(PackFaults.Missing(subject.Name));
            }
            else if (await artefacts.HashAsync(subject.Name, ct) != subject.Digest.Sha256)
            {
                faults.Add(PackFaults.Changed(subject.Name));
            }
        }

        if (faults.Count > 0)
        {
            return null;
        }

        string recipe = await artefacts.HashAsync(PackFiles.Recipe, ct);
        var card = await ReadAsync<AblationCard>(artefacts, CardFiles.Json, faults, ct);
        if (card?.Origin.RecipeHash != recipe || statement.Predicate.RecipeHash != recipe)
        {
            faults.Add(PackFaults.Contradiction(CardFiles.Json, "the recipe's hash"));
        }
        return card;
    }

    private static IEnumerable<string> Signed(RunSummary summary) =>
        [.. Always, .. summary.Trials.Select(trial => PackFiles.Trial(trial.Name, "trial.json"))];

    private static async Task<ECDsa?> OwnKeyAsync(IArtefacts artefacts, List<PackFault> faults, CancellationToken ct)
    {
        if (!await artefacts.HasAsync(KeyFile, ct))
        {
            faults.Add(PackFaults.Missing(KeyFile));
            return null;
        }

        try
        {
            return SigningKey.PublicFromPem(Encoding.UTF8.GetString(await artefacts.ReadBytesAsync(KeyFile, ct)));
        }
        catch (RefusedException)
        {
            faults.Add(PackFaults.NotADocument(KeyFile));
            return null;
        }
    }

    private static async Task<T?> ReadAsync<T>(
        IArtefacts artefacts,
        string name,
        List<PackFault> faults,
        CancellationToken ct
    )
        where T : class
    {
        if (!await artefacts.HasAsync(name, ct))
        {
            faults.Add(PackFaults.Missing(name));
            return null;
        }

        try
        {
            return await artefacts.ReadDocumentAsync<T>(name, ct);
        }
        catch (JsonException)
        {
            faults.Add(PackFaults.NotADocument(name));
            return null;
        }
    }

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out int written) ? bytes[..written] : null;
    }
}

/// <summary>What is claimed about a card: an in-toto Statement v1.</summary>
internal sealed record CardStatement(
    [property: System.Text.Json.Serialization.JsonPropertyName("_type")] string Type,
    IReadOnlyList<Subject> Subject,
    string PredicateType,
    CardPredicate Predicate
);

internal sealed record CardPredicate(string RecipeHash, string Software);
