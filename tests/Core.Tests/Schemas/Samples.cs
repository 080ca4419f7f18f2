using System.Runtime.CompilerServices;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>Real files: the ones that the npm package vega-datasets brings.</summary>
internal static class Samples
{
    public static FileStream Open(string name, [CallerFilePath] string here = "")
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
        return File.OpenRead(Path.Combine(root, "native", "node_modules", "vega-datasets", "data", name));
    }
}
