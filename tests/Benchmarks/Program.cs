using System.Diagnostics;
using System.Globalization;
using AethergenAI.Benchmarks;
using AethergenAI.Benchmarks.Dial;

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
];

if (args.FirstOrDefault() == "calibrate-dial")
{
    return CalibrateDial.Run(args[1..], CancellationToken.None);
}

string filter = args.FirstOrDefault() ?? "";
Benchmark[] chosen = [.. all.Where(benchmark => benchmark.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];
if (chosen.Length == 0)
{
    await Console.Error.WriteLineAsync(
        $"No benchmark's name contains '{filter}'. There are: {string.Join(", ", all.Select(benchmark => benchmark.Name))}."
    );
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

Console.WriteLine($"{"benchmark", -48} {"figure", 14} {"95 %", 9} {"target", 16} {"unit", -10} {"", -6} {"took", 8}");
int missed = 0;
foreach (Benchmark benchmark in chosen)
{
    long begin = Stopwatch.GetTimestamp();
    double figure = await benchmark.Run(stop.Token);
    bool holds = benchmark.Holds(figure);
    missed += holds ? 0 : 1;
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{benchmark.Name, -48} {figure, 14:#,##0.####} {Interval(benchmark), 9} {Target(benchmark), 16} {benchmark.Unit, -10} {(holds ? "ok" : "MISSED"), -6} {Stopwatch.GetElapsedTime(begin).TotalSeconds, 6:0.0} s"
        )
    );
}

return missed == 0 ? 0 : 1;

static string Interval(Benchmark benchmark) =>
    benchmark.HalfWidth?.Invoke() is > 0 and var half
        ? string.Create(CultureInfo.InvariantCulture, $"± {half:0.0###}")
        : "";

static string Target(Benchmark benchmark) =>
    benchmark switch
    {
        { AtLeast: { } least } => string.Create(CultureInfo.InvariantCulture, $"≥ {least:#,##0.####}"),
        { AtMost: { } most } => string.Create(CultureInfo.InvariantCulture, $"≤ {most:#,##0.####}"),
        _ => "–",
    };
