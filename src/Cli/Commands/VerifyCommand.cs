using System.CommandLine;
using AethergenAI.Evidence;

namespace AethergenAI.Cli.Commands;

internal static class VerifyCommand
{
    internal static Command Create()
    {
        var pack = new Argument<string>("pack.zip") { Description = "The pack to verify" };
        var key = new Option<string?>("--key")
        {
            Description = "The expected signer: a public key file, or the fingerprint of a key",
            HelpName = "PUBLIC.pem|FINGERPRINT",
        };
        var command = new CliCommand(
            "verify",
            "Check that a pack is unchanged since signing, and say who signed it; works offline; exit 1 if it changed",
            "aethergen verify pack.zip",
            "aethergen verify pack.zip --key public-key.pem"
        )
        {
            pack,
            key,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                string file = parsed.GetRequiredValue(pack);
                if (!File.Exists(file))
                {
                    throw CliRefusals.FileMissing(file, Directory.Exists(file));
                }
                var verdict = await VerifyAsync(file, parsed.GetValue(key), ct);
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(verdict);
                }
                else
                {
                    Console.Out.WriteLine(
                        verdict.Faults is [var only] ? $"{verdict.Sentence} [{only.Code}]" : verdict.Sentence
                    );
                    foreach (var fault in verdict.Faults.Count == 1 ? [] : verdict.Faults)
                    {
                        Console.Out.WriteLine($"  {fault.File ?? "pack"}: {fault.Reason} [{fault.Code}]");
                    }
                }

                return verdict.Intact ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }

    private static async Task<PackVerdict> VerifyAsync(string file, string? expected, CancellationToken ct)
    {
        string? fingerprint = expected is null ? null : await FingerprintAsync(expected, ct);
        await using var stream = File.OpenRead(file);
        var verdict = EvidencePack.Verify(stream, null);
        return fingerprint is null ? verdict : SignedBy(fingerprint, verdict);
    }

    private static async Task<string> FingerprintAsync(string expected, CancellationToken ct)
    {
        if (Fingerprint.Parse(expected) is { } fingerprint)
        {
            return fingerprint;
        }
        if (!File.Exists(expected))
        {
            throw CliRefusals.NotAKey(expected);
        }
        using var brought = SigningKey.PublicFromPem(await File.ReadAllTextAsync(expected, ct));
        return SigningKey.FingerprintOf(brought);
    }

    /// <summary>
    /// Adds to the verdict whether the expected key signed the pack. A pack that another key signed is reported as not
    /// intact, so that no program takes a stranger's pack for the expected one.
    /// </summary>
    internal static PackVerdict SignedBy(string fingerprint, PackVerdict verdict)
    {
        if (!verdict.Intact)
        {
            return verdict;
        }
        if (verdict.Signer == fingerprint)
        {
            return verdict with { SignerVerified = true, Sentence = $"intact, signed by {fingerprint}" };
        }
        var fault = new PackFault(
            null,
            "pack.foreign-key",
            $"it was signed with another key than the one given: {verdict.Signer}"
        );
        return verdict with
        {
            Intact = false,
            Sentence = $"intact, but signed by another key: {verdict.Signer}",
            Faults = [fault],
        };
    }
}
