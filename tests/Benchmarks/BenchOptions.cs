namespace AethergenAI.Benchmarks;

/// <param name="Filter">Part of a benchmark's name.</param>
/// <param name="Record">Whether the ratios go into the history.</param>
internal sealed record BenchOptions(string Filter, bool Record)
{
    public const string Help = """
        Measures what the product is held to, beside its targets and what was recorded before.

        Usage: aethergen bench [FILTER] [--record]
               aethergen bench fuzz [--minutes N] [--reader NAME] …
               aethergen bench audit [REPEATS]
               aethergen bench quality [GENERATOR[:OPTION=VALUE,…]] … [table=NAME] [rows=N]
               aethergen bench recipe-intervals [tables=N] [rows=N] [ratio=N] [population=NAME] [splits=new|fixed]
               aethergen bench gates [rows=N,…] [population=NAME,…] [table=NAME,…] [repeats=N] [--why]
                                     [--json FILE]
               aethergen bench self-test [rows=N,…] [population=NAME,…] [repeats=N]
               aethergen bench drift [GENERATOR[:EPSILON],…] [REPEATS]
               aethergen bench calibrate-dial [GENERATOR,…] [REPEATS] [FILE]

          FILTER        part of a benchmark's name; without it, all of them
          --record      add each ratio to tests/Benchmarks/history.jsonl, with date, commit and processor
          -h, --help    this text

        AETHERGEN_BENCH_DATA  a folder with public data sets; without it, the benchmarks that need them are left out
        The exit code is 1 where a target was missed.
        """;

    /// <returns>Null where an argument is unknown; <paramref name="problem"/> then says which.</returns>
    public static BenchOptions? Parse(string[] args, out string problem)
    {
        string[] words = [.. args.Where(word => word != "--record")];
        string? unknown = words.FirstOrDefault(word => word.StartsWith('-')) ?? words.Skip(1).FirstOrDefault();
        if (unknown is not null)
        {
            problem = $"unknown {(unknown.StartsWith('-') ? "option" : "argument")} '{unknown}'.";
            return null;
        }
        problem = "";
        return new BenchOptions(words.FirstOrDefault() ?? "", words.Length < args.Length);
    }
}
