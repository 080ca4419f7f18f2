using System.Diagnostics;
using System.Globalization;
using AethergenAI.Benchmarks;
using AethergenAI.Benchmarks.Coverage;
using AethergenAI.Benchmarks.Dial;
using AethergenAI.Benchmarks.Fuzz;
using AethergenAI.Benchmarks.Gates;
using AethergenAI.Benchmarks.Hostile;
using AethergenAI.Benchmarks.Load;

// Every table of benchmarks stands here; a slice adds its own line.
Benchmark[] all =
[
    .. TablesBenchmarks.All,
    .. EvaluationBenchmarks.All,
    .. FormatsBenchmarks.All,
    .. GenerationBenchmarks.All,
    .. TreesBenchmarks.All,
    .. NoiseBenchmarks.All,
    .. RecipesBenchmarks.All,
    .. DialBenchmarks.All,
    .. PrivacyBenchmarks.All,
    .. ArnBenchmarks.All,
    .. ProcessBenchmarks.All,
    .. HostileMemory.All,
    .. LoadBenchmarks.All,
    .. SystemBenchmarks.All,
];

// The wrapper passes its whole command line on: `bench formats`.
args = args is ["bench", .. var rest] ? rest : args;
if (args.FirstOrDefault() == "calibrate-dial")
{
    return CalibrateDial.Run(args[1..], CancellationToken.None);
}
if (args.FirstOrDefault() == "recipe-intervals")
{
    return RecipeIntervals.Run(args[1..], CancellationToken.None);
}
if (args.FirstOrDefault() == "gates")
{
    return GateRates.Run(args[1..], CancellationToken.None);
}
if (args.FirstOrDefault() == "self-test")
{
    return SelfTestRates.Run(args[1..], CancellationToken.None);
}
if (args.FirstOrDefault() == "drift")
{
    return DriftRates.Run(args[1..], CancellationToken.None);
}
if (args.FirstOrDefault() == "fuzz")
{
    return FuzzCommand.Run(args[1..]);
}

if (args is ["hostile", var hostile])
{
    return HostileMemory.Run(hostile);
}

if (args.FirstOrDefault() == "audit")
{
    return NightlyAudit.Run(args[1..], CancellationToken.None);
}

if (args.FirstOrDefault() == "quality")
{
    return QualityTables.Run(args[1..], CancellationToken.None);
}

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(BenchOptions.Help);
    return 0;
}

if (BenchOptions.Parse(args, out string problem) is not { } options)
{
    await Console.Error.WriteLineAsync($"aethergen: {problem}{Environment.NewLine}See: aethergen bench --help");
    return 2;
}

Benchmark[] chosen =
[
    .. all.Where(benchmark => benchmark.Name.Contains(options.Filter, StringComparison.OrdinalIgnoreCase)),
];
if (chosen.Length == 0)
{
    string names = string.Join(", ", all.Select(benchmark => benchmark.Name));
    await Console.Error.WriteLineAsync($"No benchmark's name contains '{options.Filter}'. There are: {names}.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var history = History.Read();
const string Row = "{0,-48} {1,14:#,##0.####} {2,9} {3,12} {4,16} {5,-10} {6,-6} {7,6:0.0} {8}";
Console.WriteLine(string.Format(Row, "benchmark", "figure", "95 %", "before", "target", "unit", "", "took", ""));
int missed = 0,
    recorded = 0;
foreach (Benchmark benchmark in chosen)
{
    long begin = Stopwatch.GetTimestamp();
    double figure = await benchmark.Run(stop.Token);
    bool holds = benchmark.Holds(figure);
    missed += holds ? 0 : 1;
    double took = Stopwatch.GetElapsedTime(begin).TotalSeconds;
    string target = benchmark.Target ?? "–",
        verdict = holds ? "ok" : "MISSED";
    object[] cells =
    [
        benchmark.Name,
        figure,
        Interval(benchmark),
        Before(benchmark),
        target,
        benchmark.Unit,
        verdict,
        took,
        "s",
    ];
    Console.WriteLine(string.Format(CultureInfo.InvariantCulture, Row, cells));
    if (options.Record && benchmark.IsRatio)
    {
        history.Add(benchmark, figure, TimeProvider.System);
        recorded++;
    }
}

if (options.Record)
{
    Console.WriteLine($"Ratios added to tests/Benchmarks/history.jsonl: {recorded}. Other figures are not kept.");
}

return missed == 0 ? 0 : 1;

string Before(Benchmark benchmark) =>
    benchmark.IsRatio && history.Previous(benchmark.Name) is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{value:#,##0.####}")
        : "";

static string Interval(Benchmark benchmark) =>
    benchmark.HalfWidth?.Invoke() is > 0 and var half
        ? string.Create(CultureInfo.InvariantCulture, $"± {half:0.0###}")
        : "";
