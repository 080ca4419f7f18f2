using System.Reflection;

namespace AethergenAI;

/// <summary>This program, as its documents name it.</summary>
internal static class Software
{
    /// <summary>Its name and version, for example <c>AethergenAI 0.1.0</c>.</summary>
    internal static readonly string Name =
        "AethergenAI "
        + $"{typeof(Software).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"}";
}
