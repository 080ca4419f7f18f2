using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AethergenAI.Evidence;

/// <summary>
/// Checks that a pack is what was signed: the envelope, the statement, the files, and the documents against each other.
/// </summary>
internal static class PackCheck
{
    private static readonly string[] Unlisted = [PackFiles.Manifest, PackFiles.Envelope];

    internal static PackVerdict Judge(PackContents contents, List<PackFault> faults, ECDsa? key)
    {
        string? signer = Signer(contents, key, faults);
        var statement = contents.Parse<Statement>(PackFiles.Manifest, faults);
        if (statement is not null && !AreWhole(statement.Subject))
        {
            faults.Add(PackFaults.NotADocument(PackFiles.Manifest));
        }
        else if (statement is not null)
        {
            CheckFiles(contents, statement, faults);
            CheckClaims(statement, faults);
            if (faults.Count == 0)
            {
                PackClaims.Check(contents, statement, faults);
            }
            if (faults.Count == 0)
            {
                faults.AddRange(FormFaults(contents, statement.Predicate.Compressed));
            }
        }

        var found =
            faults.Count > 0 || signer is null
                ? PackVerdict.Broken(signer, faults)
                : PackVerdict.Sound(signer, key is not null);
        return found.HasSignedContent ? found with { Verdict = statement?.Predicate.AblationSummary.Verdict } : found;
    }

    /// <summary>Whether a list from a document holds no null; its type does not rule that out.</summary>
    internal static bool AreWhole(IReadOnlyList<Subject> subjects) => subjects.All(subject => subject is not null);

    /// <returns>The fingerprint of the key that signed the manifest; null where the signature
    /// shows no signer.</returns>
    private static string? Signer(PackContents contents, ECDsa? key, List<PackFault> faults)
    {
        var envelope = contents.Parse<Dsse.Envelope>(PackFiles.Envelope, faults);
        using var own = OwnKey(contents, faults);
        if (envelope is null || own is null || contents.Document(PackFiles.Manifest) is not { } manifest)
        {
            return null;
        }

        if (envelope.PayloadType != Dsse.InToto)
        {
            return Fail(PackFaults.PayloadType(envelope.PayloadType));
        }
        if (
            envelope.Signatures is not [{ } signature]
            || Bytes(envelope.Payload) is not { } payload
            || Bytes(signature.Sig) is not { } der
        )
        {
            return Fail(PackFaults.NotADocument(PackFiles.Envelope));
        }

        string fingerprint = SigningKey.FingerprintOf(key ?? own);
        if (key is not null && signature.Keyid != fingerprint)
        {
            return Fail(PackFaults.ForeignKey(signature.Keyid));
        }
        if (signature.Keyid != fingerprint || !Dsse.Verify(payload, Dsse.InToto, der, key ?? own))
        {
            return Fail(PackFaults.BadSignature());
        }
        if (!payload.AsSpan().SequenceEqual(manifest))
        {
            faults.Add(PackFaults.PayloadMismatch());
        }

        // Base64 and JSON can write one content in many ways; only the one that was signed is intact.
        byte[] rewritten = CanonicalJson.Serialize(
            envelope with
            {
                Payload = Convert.ToBase64String(payload),
                Signatures = [signature with { Sig = Convert.ToBase64String(der) }],
            }
        );
        if (!rewritten.AsSpan().SequenceEqual(contents.Document(PackFiles.Envelope)))
        {
            faults.Add(PackFaults.NotCanonical(PackFiles.Envelope));
        }
        return fingerprint;

        string? Fail(PackFault fault)
        {
            faults.Add(fault);
            return null;
        }
    }

    private static ECDsa? OwnKey(PackContents contents, List<PackFault> faults)
    {
        if (contents.Document(PackFiles.PublicKey) is not { } pem)
        {
            faults.Add(PackFaults.Missing(PackFiles.PublicKey));
            return null;
        }

        try
        {
            return SigningKey.PublicFromPem(Encoding.UTF8.GetString(pem));
        }
        catch (RefusedException)
        {
            faults.Add(PackFaults.NotADocument(PackFiles.PublicKey));
            return null;
        }
    }

    private static void CheckFiles(PackContents contents, Statement statement, List<PackFault> faults)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var subject in statement.Subject)
        {
            if (!listed.Add(subject.Name))
            {
                faults.Add(PackFaults.DuplicateName(subject.Name));
            }
            else if (!contents.Digests.TryGetValue(subject.Name, out string? digest))
            {
                faults.Add(PackFaults.Missing(subject.Name));
            }
            else if (digest != subject.Digest.Sha256)
            {
                faults.Add(PackFaults.Changed(subject.Name));
            }
        }

        faults.AddRange(
            contents
                .Digests.Keys.Where(name => !listed.Contains(name) && !Unlisted.Contains(name))
                .Select(PackFaults.Extra)
        );
    }

    /// <summary>Says that the content is as it was signed, but the zip around it is not.</summary>
    /// <param name="compressed">Null in older statements, which do not list the compressed bytes.</param>
    private static IEnumerable<PackFault> FormFaults(
        PackContents contents,
        IReadOnlyDictionary<string, string>? compressed
    )
    {
        if (contents.IsFolder)
        {
            return [PackFaults.Unpacked()];
        }
        if (contents.Form is null || (compressed is not null && contents.Form != ZipForm.Own))
        {
            return [PackFaults.ZippedAgain(contents.FirstForeign)];
        }

        return contents
            .Compressed.Where(file => compressed is not null && !Unlisted.Contains(file.Key))
            .Where(file => compressed!.GetValueOrDefault(file.Key) != file.Value)
            .Select(file => PackFaults.CompressedAgain(file.Key));
    }

    private static void CheckClaims(Statement statement, List<PackFault> faults)
    {
        if (statement.Type != Statement.StatementType)
        {
            faults.Add(PackFaults.NotEvidence("_type"));
        }
        if (statement.PredicateType != Statement.EvidenceType)
        {
            faults.Add(PackFaults.NotEvidence("predicateType"));
        }
        foreach (var proof in statement.Predicate.Proofs)
        {
            bool named = proof.ValueKind == JsonValueKind.Object && proof.TryGetProperty("kind", out _);
            string kind = named ? proof.GetProperty("kind").ToString() : proof.GetRawText();
            if (Proofs.Verifier(kind) is not { } verify)
            {
                faults.Add(PackFaults.UnknownProof(kind));
            }
            else if (verify(proof, contents: statement.Subject) is { } fault)
            {
                faults.Add(fault);
            }
        }
    }

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out int written) ? bytes[..written] : null;
    }
}
