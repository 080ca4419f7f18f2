using System.Globalization;

namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>
/// What this process holds in memory, native parts included, as Linux counts it (proc(5): VmRSS, VmHWM, clear_refs).
/// </summary>
internal static class ResidentMemory
{
    private const string Status = "/proc/self/status",
        Reset = "/proc/self/clear_refs";

    public static bool CanMeasure => File.Exists(Status);

    /// <summary>How far memory grows above what was held before, in bytes, until the work ends.</summary>
    /// <param name="work">Throws nothing.</param>
    public static long Growth(Action work)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        File.WriteAllText(Reset, "5");
        long before = Read("VmRSS:");
        work();
        return Math.Max(0, Read("VmHWM:") - before);
    }

    private static long Read(string key)
    {
        string line = File.ReadLines(Status).First(line => line.StartsWith(key, StringComparison.Ordinal));
        string kilobytes = line[key.Length..].Replace("kB", "", StringComparison.Ordinal);
        return 1024 * long.Parse(kilobytes, CultureInfo.InvariantCulture);
    }
}
