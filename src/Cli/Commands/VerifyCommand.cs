using System.CommandLine;
using AethergenAI.Evidence;

namespace AethergenAI.Cli.Commands;

internal static class VerifyCommand
{
    internal static Command Create()
    {
        var pack = new Argument<string>("pack.zip") { Description = "The pack" };
        var key = new Option<string?>("--key")
        {
            Description = "Whose signature is expected: a public key file, or the fingerprint of one", HelpName = "PUBLIC.pem|FINGERPRINT",
        };
        var command = new CliCommand(
            "verify", "Say whether a pack is as it was signed, and by whom; works offline",
            "aethergen verify pack.zip", "aethergen verify pack.zip --key public-key.pem")
        {
            pack, key,
        };
        command.SetAction(async (parsed, ct) =>
        {
            string file = parsed.GetRequiredValue(pack);
            if (!File.Exists(file)) { throw CliRefusals.FileMissing(file); }
            var verdict = await VerifyAsync(file, parsed.GetValue(key), ct);
            if (parsed.GetValue(CommandLine.JsonOption)) { Output.Json(verdict); }
            else
            {
                Console.Out.WriteLine(verdict.Sentence);
                foreach (var fault in verdict.Faults) { Console.Out.WriteLine($"  {fault.File ?? "pack"}: {fault.Reason} [{fault.Code}]"); }
            }

            return verdict.Intact ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<PackVerdict> VerifyAsync(string file, string? expected, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        if (expected is null) { return EvidencePack.Verify(stream, null); }
        if (IsFingerprint(expected)) { return SignedBy(expected.ToLowerInvariant(), EvidencePack.Verify(stream, null)); }
        if (!File.Exists(expected)) { throw CliRefusals.FileMissing(expected); }
        using var brought = SigningKey.PublicFromPem(await File.ReadAllTextAsync(expected, ct));
        return EvidencePack.Verify(stream, brought);
    }

    /// <summary>A fingerprint names the key that the pack carries as well as the key itself would.</summary>
    private static PackVerdict SignedBy(string fingerprint, PackVerdict verdict)
    {
        if (!verdict.Intact) { return verdict; }
        if (verdict.Signer == fingerprint) { return verdict with { SignerVerified = true, Sentence = $"intact, signed by {fingerprint}" }; }
        var fault = new PackFault(null, "pack.foreign-key", $"it was signed with another key than the one given: {verdict.Signer}");
        return verdict with { Intact = false, Sentence = $"not intact: {fault.Reason}", Faults = [fault] };
    }

    /// <summary>64 hex digits, as <c>pack</c> prints them.</summary>
    private static bool IsFingerprint(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
