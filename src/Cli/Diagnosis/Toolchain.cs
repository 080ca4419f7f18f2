using System.Runtime.InteropServices;
using AethergenAI.Formats;

namespace AethergenAI.Cli.Diagnosis;

/// <summary>Checks the programs and libraries that the product uses.</summary>
internal static class Toolchain
{
    private const int NodeNeeded = 20;

    internal static async Task<Finding> DotnetAsync(CancellationToken ct)
    {
        string? listed = await Tool.AskAsync("dotnet", ["--list-sdks"], ct);
        string[] versions =
        [
            .. (listed ?? "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ')[0])
                .Where(version => version.StartsWith("10.", StringComparison.Ordinal)),
        ];
        return new Finding(
            ".NET SDK",
            versions.Length > 0,
            Required: true,
            versions.Length > 0 ? versions[^1] : "no SDK 10",
            "Install .NET SDK 10: https://dotnet.microsoft.com/download/dotnet/10.0"
        );
    }

    internal static async Task<Finding> NodeAsync(CancellationToken ct)
    {
        string? version = await Tool.AskAsync("node", ["--version"], ct);
        bool ok =
            version is not null
            && int.TryParse(version.TrimStart('v').Split('.')[0], out int major)
            && major >= NodeNeeded;
        return new Finding(
            "Node.js",
            ok,
            Required: true,
            version ?? "not in PATH",
            $"Install Node {NodeNeeded} or newer: https://nodejs.org"
        );
    }

    internal static async Task<Finding> NpmAsync(CancellationToken ct)
    {
        string? version = await Tool.AskAsync("npm", ["--version"], ct);
        return new Finding(
            "npm",
            version is not null,
            Required: true,
            version ?? "not in PATH",
            "npm comes with Node: https://nodejs.org"
        );
    }

    internal static Finding Postgres(string? checkout)
    {
        const string Mend =
            "Set AETHERGEN_PG to a connection string, install PostgreSQL 15 or newer, or run npm ci in native/.";
        if (Environment.GetEnvironmentVariable("AETHERGEN_PG") is { Length: > 0 })
        {
            return Found("the server that AETHERGEN_PG names");
        }
        string unix = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        string system = OperatingSystem.IsWindows() ? "windows" : unix;
        string embedded =
            $"@embedded-postgres/{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        if (checkout is not null && Directory.Exists(Path.Combine(checkout, "native", "node_modules", embedded)))
        {
            return Found($"embedded (npm {embedded})");
        }
        const string Debian = "/usr/lib/postgresql";
        string? installed = Directory.Exists(Debian)
            ? Directory
                .EnumerateDirectories(Debian)
                .FirstOrDefault(version => File.Exists(Path.Combine(version, "bin", "postgres")))
            : null;
        return (installed ?? Tool.Find("postgres")) is { } path
            ? Found($"installed ({path})")
            : new Finding("PostgreSQL", false, Required: true, "none", Mend);

        static Finding Found(string which) => new("PostgreSQL", true, Required: true, which, Mend);
    }

    internal static Finding Chromium()
    {
        string[] usual = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        string? path = usual.Select(Tool.Find).FirstOrDefault(found => found is not null);
        if (Environment.GetEnvironmentVariable("AETHERGEN_CHROMIUM") is { Length: > 0 } named)
        {
            path = File.Exists(named) ? named : null;
        }
        return new Finding(
            "Chromium",
            path is not null,
            Required: false,
            path ?? "none",
            "Only the browser test needs Chromium, and ./aethergen test downloads it. "
                + "To use your own, set AETHERGEN_CHROMIUM to its path."
        );
    }

    internal static Finding Parquet() =>
        new(
            "Parquet (DuckDB)",
            TableFile.CanParquet,
            Required: false,
            TableFile.CanParquet ? "its library loads" : "no library for this platform",
            "CSV files work without this library; Parquet files need it, on Linux x64."
        );

    internal static async Task<Finding> GpuAsync(CancellationToken ct)
    {
        string? listed = await Tool.AskAsync(
            "nvidia-smi",
            ["--query-gpu=name,memory.total,driver_version", "--format=csv,noheader"],
            ct
        );
        return new Finding(
            "GPU",
            listed is not null,
            Required: false,
            listed?.Split('\n')[0] ?? "none (nvidia-smi is missing or lists no GPU)",
            "Everything works without a GPU; to use one, install NVIDIA's driver."
        );
    }
}
