using AethergenAI.Launcher.Building;

namespace AethergenAI.Launcher.Publishing;

/// <summary>The command line as a package for <c>dotnet tool install</c>.</summary>
internal static class ToolPackage
{
    public static async Task<Product> PublishAsync(string into, CancellationToken ct)
    {
        const string Name = "tool package";
        await NodeToolchain.RequireAsync(ct);
        string folder = Path.Combine(into, "tool");
        Folders.Empty(folder);
        string[] arguments =
        [
            "pack",
            "src/Cli",
            "-c",
            "Release",
            "-o",
            folder,
            "-p:AsTool=true",
            "-p:UseCurrentRuntimeIdentifier=false",
        ];
        (bool succeeded, IReadOnlyList<string> output) = await Dotnet.ApartAsync(arguments, ct);
        if (!succeeded)
        {
            return Product.NotMade(Name, output);
        }

        string? bill = await BillOfMaterials.OfCommandLine.WriteAsync(folder, ct);
        return new Product(
            Name,
            Directory.EnumerateFiles(folder, "*.nupkg").Single(),
            $"to install: dotnet tool install AethergenAI.Cli --tool-path FOLDER --add-source {folder}",
            "it has the native libraries of Linux and Windows on x64 and arm64, and of macOS on arm64.",
            bill
        );
    }
}
