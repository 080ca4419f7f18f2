using System.Text.Json;

namespace AethergenAI.Cli.Servers;

/// <summary>
/// The servers that the user is signed in to, in a file of the user's own folder that only the user can read.
/// </summary>
internal static class KnownServers
{
    /// <summary>A key for scripts; it counts before the kept one.</summary>
    internal const string KeyVariable = "AETHERGEN_KEY";

    private static string File => Path.Combine(UserKey.Folder, "servers.json");

    /// <exception cref="RefusedException">It is no address, or a key would go over the network unencrypted.</exception>
    internal static Uri Address(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
        )
        {
            throw ServerRefusals.NoAddress(text);
        }

        var origin = new Uri(address.GetLeftPart(UriPartial.Authority));
        return origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback
            ? origin
            : throw ServerRefusals.NotEncrypted(origin);
    }

    /// <param name="given">The address that the user gave; null if none.</param>
    /// <exception cref="RefusedException">There is no key for it, or several servers are meant.</exception>
    internal static async Task<(Uri Address, Credential Credential)> ChooseAsync(string? given, CancellationToken ct)
    {
        var known = await ReadAsync(ct);
        Uri address = given is null ? Only(known) : Address(given);
        Credential? credential = Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } named
            ? new Credential(named)
            : known.GetValueOrDefault(address.ToString());
        return credential is null ? throw ServerRefusals.NotSignedIn(address) : (address, credential);
    }

    internal static async Task KeepAsync(Uri address, Credential credential, CancellationToken ct)
    {
        var known = await ReadAsync(ct);
        known[address.ToString()] = credential;
        await WriteAsync(known, ct);
    }

    /// <returns>What was forgotten; null where there was nothing.</returns>
    internal static async Task<Credential?> ForgetAsync(Uri address, CancellationToken ct)
    {
        var known = await ReadAsync(ct);
        if (known.Remove(address.ToString(), out Credential? removed))
        {
            await WriteAsync(known, ct);
        }
        return removed;
    }

    private static Uri Only(Dictionary<string, Credential> known) =>
        known.Count switch
        {
            0 => throw ServerRefusals.NoServer(),
            1 => new Uri(known.Keys.Single()),
            _ => throw ServerRefusals.WhichServer(known.Keys.Select(address => new Uri(address))),
        };

    private static async Task<Dictionary<string, Credential>> ReadAsync(CancellationToken ct) =>
        System.IO.File.Exists(File)
            ? await JsonInput.ReadAsync<Dictionary<string, Credential>>(File, "list of servers", ct)
            : new(StringComparer.Ordinal);

    private static async Task WriteAsync(Dictionary<string, Credential> known, CancellationToken ct)
    {
        PrivateFiles.MakeFolder(UserKey.Folder);
        string partial = $"{File}.{Guid.NewGuid():N}.part";
        await using (var file = PrivateFiles.Create(partial))
        {
            await JsonSerializer.SerializeAsync(file, known, Json.Indented, ct);
        }
        System.IO.File.Move(partial, File, overwrite: true);
    }
}
