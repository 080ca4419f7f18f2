namespace AethergenAI.Cli.Servers;

internal static class ServerRefusals
{
    internal static RefusedException NoAddress(string text) =>
        new(
            RefusalKind.Invalid,
            "server.address",
            $"'{text}' is not the address of a server. Write it like https://aethergen.example.org."
        );

    internal static RefusedException NotEncrypted(Uri address) =>
        new(
            RefusalKind.Invalid,
            "server.not-encrypted",
            $"{address} is not encrypted, so your key could be read on the way. Use https; http is for this machine "
                + "only."
        );

    internal const string ForbiddenCode = "forbidden";

    /// <param name="needed">The lowest role that may, as the server says.</param>
    internal static RefusedException Forbidden(Uri address, RemoteOrganisation mine, string needed) =>
        new(
            RefusalKind.Forbidden,
            ForbiddenCode,
            $"Your role in '{mine.Name}' at {address} is {mine.Role}; what this command asks for needs the role "
                + $"{needed} or a higher one. Ask an owner for that role, or somebody who has it to do this."
        );

    internal static RefusedException NotSignedIn(Uri address) =>
        new(
            RefusalKind.Unauthenticated,
            "server.not-signed-in",
            $"You are not signed in to {address}. Run: aethergen login {address}"
        );

    internal static RefusedException NoKey() =>
        new(
            RefusalKind.Invalid,
            "server.no-key",
            "No key was given. Pipe it into the command, or name its file with --key-file."
        );

    internal static RefusedException NoTokens(Uri address, string? error) =>
        new(
            RefusalKind.Unauthenticated,
            "server.not-let-in",
            $"{address} did not let you in ({error ?? "no reason given"}). Run 'aethergen login' again, and allow it "
                + "in the browser."
        );

    internal static RefusedException SignInAgain(Uri address, string? error) =>
        new(
            RefusalKind.Unauthenticated,
            "server.sign-in-again",
            $"Your sign-in at {address} has ended ({error ?? "no reason given"}). Run: aethergen login {address}"
        );

    internal static RefusedException KeyRefused(Uri address) =>
        new(
            RefusalKind.Unauthenticated,
            "server.key-refused",
            $"{address} does not know this key: it is incomplete, has expired or was ended. Ask an owner for a new one."
        );

    internal static RefusedException WhichServer(IEnumerable<Uri> known) =>
        new(
            RefusalKind.Invalid,
            "server.which",
            $"You are signed in to several servers. Name one of them with --on: {string.Join(", ", known)}."
        );

    internal static RefusedException NoServer() =>
        new(
            RefusalKind.Invalid,
            "server.none",
            "You are not signed in to a server. Run: aethergen login https://aethergen.example.org"
        );

    internal static RefusedException Away(Uri address) =>
        new(
            RefusalKind.NotFound,
            "server.away",
            $"{address} does not answer. Check the address and that the server runs, then try again."
        );

    internal static RefusedException NotOurs(Uri address, int status) =>
        new(
            RefusalKind.NotFound,
            "server.not-aethergen",
            $"{address} answered with status {status}, and not as an AethergenAI server does. Check the address."
        );

    internal static RefusedException Damaged(string file) =>
        new(
            RefusalKind.Conflict,
            "server.damaged",
            $"'{file}' was damaged on its way from the server, so it was not kept. Run the command again."
        );

    internal static RefusedException OutsideFolder(string file) =>
        new(
            RefusalKind.Invalid,
            "server.name",
            $"The server names a file '{file}' outside the output folder, so it was not written. Do not trust this "
                + "server; tell its operator."
        );

    internal static RefusedException NoRun(string text) =>
        new(
            RefusalKind.Invalid,
            "server.run-id",
            $"'{text}' is not the id of a run. 'aethergen runs' lists the runs with their ids."
        );

    internal static RefusedException NoSuchProject(string name) =>
        new(
            RefusalKind.NotFound,
            "server.no-project",
            $"There is no project '{name}' on this server. Check the name, or leave it out to see all projects."
        );

    internal static RefusedException HoldoutStays() =>
        new(
            RefusalKind.Invalid,
            "server.holdout",
            "The recipe names a holdout file, but a server splits the holdout off the seed. Give the recipe a holdout "
                + "share instead of the file, or run it on this machine."
        );
}
