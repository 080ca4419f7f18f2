namespace AethergenAI.Benchmarks;

internal static class FormatsBenchmarks
{
    public static IEnumerable<Benchmark> All => [];
}
