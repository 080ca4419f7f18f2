using System.CommandLine;
using AethergenAI.Cli.Servers;

namespace AethergenAI.Cli.Commands;

/// <summary><c>login</c> and <c>logout</c>: which servers the user is signed in to.</summary>
internal static class LoginCommands
{
    internal static Command Login()
    {
        var address = new Argument<string>("URL") { Description = "The server, like https://aethergen.example.org" };
        var file = new Option<string?>("--key-file")
        {
            Description = "Sign in with a key that an owner made, from this file; a key through a pipe works too",
            HelpName = "FILE",
        };
        var device = new Option<bool>("--device")
        {
            Description = "Show a code to allow in a browser on another machine, instead of opening one here",
        };
        var command = new CliCommand(
            "login",
            "Sign in to a server through the browser, or with a key; then run, runs, pull and budget work on it",
            "aethergen login https://aethergen.example.org",
            "aethergen login https://aethergen.example.org --device",
            "aethergen login http://localhost:5080 --key-file key.txt"
        )
        {
            address,
            file,
            device,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                Uri place = KnownServers.Address(parsed.GetRequiredValue(address));
                var credential = await CredentialAsync(place, parsed.GetValue(file), parsed.GetValue(device), ct);
                using var server = new Server(place, credential);
                var organisation = await server.GetAsync<RemoteOrganisation>(Server.Mine, ct);
                await KnownServers.KeepAsync(place, credential, ct);
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(
                        new
                        {
                            server = place,
                            organisation = organisation.Name,
                            organisation.Role,
                        }
                    );
                }
                else
                {
                    Console.Out.WriteLine($"Signed in to {organisation.Name} on {place} as {organisation.Role}.");
                }
                return ExitCode.Done;
            }
        );
        return command;
    }

    internal static Command Logout()
    {
        var address = new Argument<string>("URL") { Description = "The server" };
        var command = new CliCommand(
            "logout",
            "Forget how you signed in to a server; an owner ends a key itself in the web app",
            "aethergen logout https://aethergen.example.org"
        )
        {
            address,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                Uri place = KnownServers.Address(parsed.GetRequiredValue(address));
                var forgotten = await KnownServers.ForgetAsync(place, ct);
                if (forgotten?.Refresh is { } refresh)
                {
                    using var requests = new TokenRequests(place);
                    await requests.RevokeAsync(refresh, ct);
                }
                Console.Out.WriteLine(
                    forgotten is null ? $"You were not signed in to {place}." : $"Signed out of {place}."
                );
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task<Credential> CredentialAsync(Uri place, string? file, bool device, CancellationToken ct)
    {
        string? key = file is null ? Given(device) : await JsonInput.TextAsync(file, ct);
        if (key is not null)
        {
            return key.Trim() is { Length: > 0 } text ? new Credential(text) : throw ServerRefusals.NoKey();
        }

        using var requests = new TokenRequests(place);
        Credential? here = device ? null : await new BrowserSignIn(place, requests).SignInAsync(ct);
        return here ?? await new DeviceSignIn(place, requests).SignInAsync(ct);
    }

    /// <returns>The key of a script: from the environment, or from a pipe; null where a person signs in.</returns>
    private static string? Given(bool device)
    {
        if (Environment.GetEnvironmentVariable(KnownServers.KeyVariable) is { Length: > 0 } named)
        {
            return named;
        }
        return Console.IsInputRedirected && !device ? Console.In.ReadLine() ?? "" : null;
    }
}
