using System.CommandLine;
using System.Text;
using AethergenAI.Cli.Servers;

namespace AethergenAI.Cli.Commands;

/// <summary><c>login</c> and <c>logout</c>: which servers the user has keys for.</summary>
internal static class LoginCommands
{
    internal static Command Login()
    {
        var address = new Argument<string>("URL") { Description = "The server, like https://aethergen.example.org" };
        var file = new Option<string?>("--key-file")
        {
            Description = "A file that holds the key; if not given, the key is asked for, or read from a pipe",
            HelpName = "FILE",
        };
        var command = new CliCommand(
            "login",
            "Keep a key for a server, so that run, runs, pull and budget can work on it",
            "aethergen login https://aethergen.example.org",
            "aethergen login http://localhost:5080 --key-file key.txt"
        )
        {
            address,
            file,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                Uri place = KnownServers.Address(parsed.GetRequiredValue(address));
                string key = await KeyAsync(parsed.GetValue(file), ct);
                using var server = new Server(place, key);
                var organisation = await server.GetAsync<RemoteOrganisation>("/api/organisation", ct);
                await KnownServers.KeepAsync(place, key, ct);
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
            "Forget the key for a server; an owner ends the key itself in the web app",
            "aethergen logout https://aethergen.example.org"
        )
        {
            address,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                Uri place = KnownServers.Address(parsed.GetRequiredValue(address));
                bool forgot = await KnownServers.ForgetAsync(place, ct);
                Console.Out.WriteLine(forgot ? $"The key for {place} is forgotten." : $"There was no key for {place}.");
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task<string> KeyAsync(string? file, CancellationToken ct)
    {
        string text = file is not null ? await JsonInput.TextAsync(file, ct) : Asked();
        return text.Trim() is { Length: > 0 } key ? key : throw ServerRefusals.NoKey();
    }

    /// <summary>From a pipe, or typed without being shown.</summary>
    private static string Asked()
    {
        if (Environment.GetEnvironmentVariable(KnownServers.KeyVariable) is { Length: > 0 } named)
        {
            return named;
        }
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() ?? "";
        }

        Console.Error.Write("Key: ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } pressed)
        {
            if (pressed.Key == ConsoleKey.Backspace && typed.Length > 0)
            {
                typed.Length--;
            }
            else if (!char.IsControl(pressed.KeyChar))
            {
                typed.Append(pressed.KeyChar);
            }
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
