using AethergenAI.Launcher.Building;

namespace AethergenAI.Launcher;

/// <summary><c>aethergen docs</c>: builds pages about the public types of Core and Onnx from their comments.</summary>
internal static class ApiReference
{
    public const string Help = """
        Builds the reference of the public types of Core and Onnx into artifacts/api-reference/site.

        Usage: aethergen docs

          -h, --help    this text
        """;

    /// <exception cref="LauncherUsageException">There are arguments.</exception>
    /// <exception cref="LauncherException">The build failed.</exception>
    public static async Task<int> BuildAsync(string[] args, CancellationToken ct)
    {
        if (args.Length > 0)
        {
            throw new LauncherUsageException($"unknown argument '{args[0]}'.");
        }

        await Builds.Cli.RunAsync(ct);
        await Console.Error.WriteLineAsync("aethergen: building the reference…");
        Command[] steps = [new("dotnet", "tool", "restore"), new("dotnet", "docfx", "docs/docfx.json")];
        foreach (Command step in steps)
        {
            List<string> said = [];
            if (await step.RunAsync(said.Add, ct) != 0)
            {
                await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, said.TakeLast(20)));
                throw Refusals.BuildFailed("the reference");
            }
        }

        Console.WriteLine(Checkout.At("artifacts/api-reference/site/AethergenAI.html"));
        return LauncherExitCode.Done;
    }
}
