using System.Diagnostics;
using System.Reflection;

namespace AethergenAI.House;

/// <summary>The compiler of Bicep, which needs no network: Azure's types are inside.</summary>
internal static class Bicep
{
    private static readonly string? Program = typeof(Bicep)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .SingleOrDefault(named => named.Key == "Bicep")
        ?.Value;

    private static readonly Lazy<(string Json, string Complaints)> Built = new(() =>
        Run("build", Path.Combine(House.Root, "infra", "main.bicep"), "--stdout")
    );

    /// <summary>
    /// The infrastructure as Azure gets it, and what the compiler has to say; skips where there is none.
    /// </summary>
    internal static (string Json, string Complaints) Infrastructure
    {
        get
        {
            SkipWithout();
            return Built.Value;
        }
    }

    internal static (string Output, string Complaints) Run(params string[] arguments)
    {
        SkipWithout();
        var start = new ProcessStartInfo(Program!, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> complaints = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, complaints.GetAwaiter().GetResult());
    }

    private static void SkipWithout() =>
        Assert.SkipUnless(File.Exists(Program), "Bicep's compiler is fetched on Linux on x64 only.");
}
