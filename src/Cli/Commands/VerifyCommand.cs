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
            "Check that a pack is unchanged since signing, and say who signed it and what verdict its report has; "
                + "works offline. The exit code is about the files alone: 0 if they are unchanged, whatever the "
                + "verdict, and 1 if not",
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
                if (!File.Exists(file) && !IsUnpacked(file))
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
                    VerdictText.Print(verdict, "the signed statement");
                }

                return verdict.Intact ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }

    private static async Task<PackVerdict> VerifyAsync(string file, string? expected, CancellationToken ct)
    {
        string? fingerprint = expected is null ? null : await FingerprintAsync(expected, ct);
        var verdict = IsUnpacked(file) ? EvidencePack.Verify(FilesOf(file)) : await VerifyZipAsync(file);
        return fingerprint is null ? verdict : verdict.ExpectedOf(fingerprint);
    }

    private static async Task<PackVerdict> VerifyZipAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return EvidencePack.Verify(stream, null);
    }

    /// <summary>Whether it is the folder of a pack that somebody, or their browser, unpacked.</summary>
    private static bool IsUnpacked(string folder) => File.Exists(Path.Combine(folder, "manifest.json"));

    private static IEnumerable<UnpackedFile> FilesOf(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => new UnpackedFile(
                Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'),
                () => File.OpenRead(file)
            ));

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
}
