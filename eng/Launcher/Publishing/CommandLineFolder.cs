using AethergenAI.Launcher.Building;

namespace AethergenAI.Launcher.Publishing;

/// <summary>Publishes the command line as a folder that needs no installed .NET.</summary>
internal static class CommandLineFolder
{
    public static async Task<Product> PublishAsync(string platform, string into, CancellationToken ct)
    {
        await NodeToolchain.RequireAsync(ct);
        string name = $"command line for {platform}",
            folder = Path.Combine(into, $"aethergen-{platform}");
        Folders.Empty(folder);
        string[] arguments = ["publish", "src/Cli", "-c", "Release", "-r", platform, "--self-contained", "-o", folder];
        (bool succeeded, IReadOnlyList<string> output) = await Dotnet.ApartAsync(arguments, ct);
        if (!succeeded)
        {
            Folders.Empty(folder);
            Directory.Delete(folder);
            return Product.NotMade(name, output);
        }

        string ending = platform.StartsWith("win", StringComparison.Ordinal) ? ".exe" : "";
        string program = Path.Combine(folder, "aethergen" + ending);
        File.Move(Path.Combine(folder, "AethergenAI.Cli" + ending), program, overwrite: true);
        List<string> notes = [.. NativeParts.Check(folder, platform)];
        notes.Add(
            platform == PublishOptions.ThisPlatform
                ? await TryAsync(program, ct)
                : "it was not tested, because this machine is another platform."
        );
        string? bill = await BillOfMaterials.OfCommandLine.WriteAsync(folder, ct);
        return new Product(name, folder, [.. notes, bill]);
    }

    private static async Task<string> TryAsync(string program, CancellationToken ct)
    {
        IReadOnlyList<string>? said = await new Command(program, "--version").AskAsync(ct);
        return said is [var version, ..] ? $"it was tested and prints {version}." : "it was tested and does NOT run.";
    }
}
