namespace AethergenAI.Launcher;

/// <summary>The arguments are wrong.</summary>
internal sealed class LauncherUsageException(string message) : Exception(message);

/// <summary>The command cannot be carried out; the message says why and what to do.</summary>
internal sealed class LauncherException(string message) : Exception(message);

internal static class Refusals
{
    private const string GetNode = "Install Node 20 or newer from https://nodejs.org, then run this again.";

    internal static LauncherException NoNode() => new($"Node.js is missing (no node in PATH). {GetNode}");

    internal static LauncherException OldNode(string version) => new($"Node.js {version} is too old. {GetNode}");

    internal static LauncherException NoNpm() => new($"npm is missing (it comes with Node.js). {GetNode}");

    internal static LauncherException BuildFailed(string name) =>
        new($"the build of {name} failed; see the errors above.");

    internal static LauncherException BuildGone() => new("the built program was deleted; run this again to build it.");

    internal static LauncherException NotInPath(string program) =>
        new($"{program} could not be started: it is not in PATH.");

    internal static LauncherException NoCheckout() =>
        new("this program works only inside a checkout: there is no AethergenAI.sln in a folder above it.");

    internal static LauncherException FolderInUse(string folder) =>
        new($"{folder} holds files that are not a published system. Choose an empty folder with -o FOLDER.");
}
