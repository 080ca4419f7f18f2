using AethergenAI.Launcher.Building;

namespace AethergenAI.Launcher;

/// <summary>The programs that the wrapper script turns into.</summary>
internal static class Programs
{
    /// <summary>Builds what the command needs, if its sources changed.</summary>
    /// <param name="args">The whole command line of the wrapper.</param>
    /// <returns>The path of the program that carries out the command.</returns>
    public static async Task<string> BuildAsync(string[] args, CancellationToken ct)
    {
        bool help = args.Contains("--help") || args.Contains("-h");
        switch (args.FirstOrDefault())
        {
            case "up":
                await Builds.App.RunAsync(ct);
                if (!help)
                {
                    await Builds.Web.RunAsync(ct);
                }

                return Existing("AppHost/bin/Release/net10.0/AethergenAI.AppHost.dll");
            case "bench":
                await Builds.Benchmarks.RunAsync(ct);
                return Existing("tests/Benchmarks/bin/Release/net10.0/AethergenAI.Benchmarks.dll");
            default:
                await Builds.Cli.RunAsync(ct);
                return Existing("src/Cli/bin/Release/net10.0/AethergenAI.Cli.dll");
        }
    }

    private static string Existing(string path)
    {
        if (File.Exists(Checkout.At(path)))
        {
            return Checkout.At(path);
        }

        Directory.Delete(Checkout.Stamps, recursive: true);
        throw Refusals.BuildGone();
    }
}
