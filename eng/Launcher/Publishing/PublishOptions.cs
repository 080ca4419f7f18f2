using System.Runtime.InteropServices;

namespace AethergenAI.Launcher.Publishing;

/// <param name="Platforms">The runtime identifiers to publish the command line for.</param>
/// <param name="Tool">Whether to make a package for <c>dotnet tool install</c>.</param>
/// <param name="Containers">Whether to make container archives of API and worker.</param>
/// <param name="System">Whether to publish the whole system to a folder.</param>
/// <param name="Folder">The full path of the output folder.</param>
internal sealed record PublishOptions(
    IReadOnlyList<string> Platforms,
    bool Tool,
    bool Containers,
    bool System,
    string Folder
)
{
    public const string Help = """
        Builds releases for other machines. Without an option: the command line for this machine's platform.

        Usage: aethergen publish [--rid RID]… [--tool] [--containers] [-o FOLDER]
               aethergen publish --system [-o FOLDER]

          --rid RID         a command line that needs no .NET: linux-x64, linux-arm64, win-x64, win-arm64,
                            osx-arm64, or all
          --tool            a package for `dotnet tool install`
          --containers      container archives of API and worker (needs a registry that serves .NET's base images)
          --system          the whole system: FOLDER/aethergen up works without the checkout
          -o, --output FOLDER
                            the output folder; if not given, artifacts/publish or artifacts/system
          -h, --help        show this text

        The command line, the tool and the system contain sbom.json, a bill of materials (CycloneDX).
        The exit code is 0 if everything was made, otherwise 3.
        """;

    public static readonly string[] Known = ["linux-x64", "linux-arm64", "win-x64", "win-arm64", "osx-arm64"];

    /// <summary>The runtime identifier of this machine.</summary>
    public static string ThisPlatform => RuntimeInformation.RuntimeIdentifier;

    /// <exception cref="LauncherUsageException">
    /// An argument is unknown, lacks its value, or excludes another.
    /// </exception>
    public static PublishOptions Parse(string[] args)
    {
        List<string> platforms = [];
        bool tool = false,
            containers = false,
            system = false;
        string? folder = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--tool":
                    tool = true;
                    break;
                case "--containers":
                    containers = true;
                    break;
                case "--system":
                    system = true;
                    break;
                case "--rid":
                    platforms.AddRange(Platform(Value(args, ref i, "a RID")));
                    break;
                case "-o" or "--output":
                    folder = Path.GetFullPath(Value(args, ref i, "a FOLDER"));
                    break;
                default:
                    throw new LauncherUsageException(
                        $"unknown {(args[i].StartsWith('-') ? "option" : "argument")} '{args[i]}'."
                    );
            }
        }

        bool parts = tool || containers || platforms.Count > 0;
        if (system && parts)
        {
            throw new LauncherUsageException(
                "--system makes a folder by itself: it cannot be combined with --rid, --tool and --containers."
            );
        }

        string[] chosen = system || parts ? [.. platforms.Distinct()] : [ThisPlatform];
        folder ??= Path.Combine(Checkout.Artifacts, system ? "system" : "publish");
        return new PublishOptions(chosen, tool, containers, system, folder);
    }

    private static IEnumerable<string> Platform(string name) =>
        name switch
        {
            "all" => Known,
            _ when Known.Contains(name) => [name],
            _ => throw new LauncherUsageException(
                $"'{name}' is not a supported platform. Choose one of: {string.Join(", ", Known)}, all."
            ),
        };

    private static string Value(string[] args, ref int i, string wanted) =>
        i + 1 < args.Length ? args[++i] : throw new LauncherUsageException($"{args[i]} needs {wanted}.");
}
