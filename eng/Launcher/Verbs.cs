using AethergenAI.Launcher.Publishing;
using AethergenAI.Launcher.Testing;

namespace AethergenAI.Launcher;

/// <summary>The commands of the launcher itself, and <c>program</c>, which tells the wrapper what to start.</summary>
internal static class Verbs
{
    /// <exception cref="LauncherUsageException">The arguments are wrong.</exception>
    /// <exception cref="LauncherException">The command cannot be carried out.</exception>
    public static async Task<int> RunAsync(string verb, string[] args, CancellationToken ct)
    {
        switch (verb)
        {
            case "program":
                Console.WriteLine(await Programs.BuildAsync(args, ct));
                return LauncherExitCode.Done;
            case "test":
                return AskedForHelp(args, TestOptions.Help)
                    ? LauncherExitCode.Done
                    : await TestRun.RunAsync(TestOptions.Parse(args), ct);
            case "publish":
                return AskedForHelp(args, PublishOptions.Help)
                    ? LauncherExitCode.Done
                    : await Publication.RunAsync(PublishOptions.Parse(args), ct);
            case "docs":
                return AskedForHelp(args, ApiReference.Help)
                    ? LauncherExitCode.Done
                    : await ApiReference.BuildAsync(args, ct);
            default:
                throw new LauncherUsageException($"the launcher has no command '{verb}'.");
        }
    }

    private static bool AskedForHelp(string[] args, string help)
    {
        bool asked = args.Contains("--help") || args.Contains("-h");
        if (asked)
        {
            Console.WriteLine(help);
        }

        return asked;
    }
}
