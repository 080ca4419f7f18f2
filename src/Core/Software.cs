using System.Reflection;

namespace AethergenAI;

/// <summary>The program's name and version, as written into its documents.</summary>
internal static class Software
{
    /// <summary>For example <c>AethergenAI 0.1.0</c>.</summary>
    internal static readonly string Name = $"AethergenAI {Version() ?? "unknown"}";

    private static string? Version() =>
        typeof(Software).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
