using System.Globalization;

namespace AethergenAI.Launcher.Building;

/// <summary>Checks the tools that a build needs besides the .NET SDK, which the wrapper checks.</summary>
internal static class NodeToolchain
{
    private const int OldestNode = 20;

    /// <exception cref="LauncherException">Node.js or npm is missing, or too old.</exception>
    public static async Task RequireAsync(CancellationToken ct)
    {
        string version = (await new Command("node", "--version").AskAsync(ct))?[0] ?? throw Refusals.NoNode();
        if (int.Parse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture) < OldestNode)
        {
            throw Refusals.OldNode(version);
        }

        if (await new Command("npm", "--version").AskAsync(ct) is null)
        {
            throw Refusals.NoNpm();
        }
    }
}
