using AethergenAI.Evidence;

namespace AethergenAI.Cli;

/// <summary>
/// The signing key of a user of the command line. It lies in the user's own folder, and only the user can read it.
/// </summary>
internal static class UserKey
{
    private const string FileName = "signing-key.pem";

    /// <summary><c>AETHERGEN_KEY_DIR</c> if set, otherwise the system's folder for a user's configuration.</summary>
    internal static string Folder =>
        Environment.GetEnvironmentVariable("AETHERGEN_KEY_DIR") is { Length: > 0 } named
            ? named
            : Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.ApplicationData,
                    Environment.SpecialFolderOption.DoNotVerify
                ),
                "aethergen"
            );

    internal static string PublicPath => Path.Combine(Folder, "public-key.pem");

    /// <summary>Opens the key, or creates it if there is none.</summary>
    internal static async Task<(SigningKey Key, bool Made)> OpenAsync(CancellationToken ct)
    {
        string path = Path.Combine(Folder, FileName);
        if (File.Exists(path))
        {
            return (SigningKey.FromPem(await File.ReadAllTextAsync(path, ct)), false);
        }

        PrivateFiles.MakeFolder(Folder);
        var key = SigningKey.Create();
        string partial = $"{path}.{Guid.NewGuid():N}.part";
        await using (var writer = new StreamWriter(PrivateFiles.Create(partial)))
        {
            await writer.WriteAsync(key.ToPem().AsMemory(), ct);
        }
        try
        {
            File.Move(partial, path);
        }
        catch (IOException) when (File.Exists(path)) // another process made one at the same moment
        {
            File.Delete(partial);
            key.Dispose();
            return (SigningKey.FromPem(await File.ReadAllTextAsync(path, ct)), false);
        }

        await File.WriteAllTextAsync(PublicPath, key.PublicKeyPem, ct);
        return (key, true);
    }
}
