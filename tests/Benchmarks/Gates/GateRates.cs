using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AethergenAI.Core.Tests.Evaluation.Gates;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Gates;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Benchmarks.Gates;

/// <summary>
/// <c>bench gates [rows=N,…] [population=NAME,…] [table=NAME,…] [repeats=N] [from=N] [--why] [--json FILE]</c>:
/// how often each gate passes, fails or is underpowered for fresh real rows and for tables with a known defect.
/// </summary>
internal static class GateRates
{
    private const string All = "all";

    public static int Run(string[] args, CancellationToken ct)
    {
        int[] sizes = [.. Given(args, "rows", "1000,3000,10000").Select(Number)];
        string[] populations = Given(args, "population", string.Join(',', GatePopulation.All.Select(one => one.Name))),
            tables = Given(args, "table", string.Join(',', GateDefect.All.Select(one => one.Name)));
        int repeats = Number(Given(args, "repeats", "20")[0]),
            from = Number(Given(args, "from", "1")[0]);
        var counts = new List<GateCount>();
        Console.WriteLine("| population | rows | table | gate | pass | fail | underpowered | other | of |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (int rows in sizes)
        {
            foreach (string name in populations)
            {
                foreach (var defect in GateDefect.All.Where(one => tables.Contains(one.Name)))
                {
                    counts.AddRange(
                        Count(GatePopulation.Named(name), defect, rows, from, repeats, args.Contains("--why"), ct)
                    );
                }
            }
        }

        Console.WriteLine();
        Summarise(counts);
        int json = Array.IndexOf(args, "--json");
        if (json >= 0)
        {
            File.WriteAllText(args[json + 1], JsonSerializer.Serialize(counts, JsonSerializerOptions.Web));
        }
        return 0;
    }

    private static List<GateCount> Count(
        GatePopulation population,
        GateDefect defect,
        int rows,
        int from,
        int repeats,
        bool why,
        CancellationToken ct
    )
    {
        long begin = Stopwatch.GetTimestamp();
        var trials = new IReadOnlyList<QualityGate>[repeats];
        var judged = new GateFigures[repeats];
        Parallel.For(0, repeats, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = 2 }, repeat =>
        {
            judged[repeat] = GateTrial.Of(population, defect, rows, (ulong)(from + repeat), ct);
            trials[repeat] = GateVerdicts.Of(judged[repeat]);
        });
        if (why)
        {
            GateExplanation.Print(trials, judged);
        }
        double took = Stopwatch.GetElapsedTime(begin).TotalSeconds / repeats;
        Console.Error.WriteLine(FormattableString.Invariant($"{population.Name} {rows} {defect.Name}: {took:0.0} s"));
        var made = trials[0]
            .Select(gate => gate.Name)
            .Append(All)
            .Select(gate =>
            {
                Verdict[] verdicts = [.. trials.Select(gates => Of(gates, gate))];
                return new GateCount(
                    population.Name,
                    rows,
                    defect.Name,
                    gate,
                    verdicts.Count(one => one == Verdict.Pass),
                    verdicts.Count(one => one == Verdict.Fail),
                    verdicts.Count(one => one == Verdict.Underpowered),
                    verdicts.Length
                );
            })
            .ToList();
        foreach (var one in made.Where(one => one.Gate == All || defect.Fails.Length == 0))
        {
            Console.WriteLine(
                $"| {one.Population} | {one.Rows} | {one.Table} | {one.Gate} | {one.Pass} | {one.Fail} "
                    + $"| {one.Underpowered} | {one.Of - one.Pass - one.Fail - one.Underpowered} | {one.Of} |"
            );
        }
        return made;
    }

    private static Verdict Of(IReadOnlyList<QualityGate> gates, string gate) =>
        gate == All
            ? gates.MaxBy(one => one.Verdict.Severity())!.Verdict
            : gates.Single(one => one.Name == gate).Verdict;

    // Over all populations, with exact intervals.
    private static void Summarise(List<GateCount> counts)
    {
        Console.WriteLine("| table | rows | gate | pass | fail | underpowered | of |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var cell in counts.GroupBy(one => (one.Table, one.Rows, one.Gate)))
        {
            if (cell.Key.Table != GateDefect.Fresh.Name && cell.Key.Gate != All)
            {
                continue;
            }
            int of = cell.Sum(one => one.Of),
                unsure = cell.Sum(one => one.Underpowered);
            Console.WriteLine(
                $"| {cell.Key.Table} | {cell.Key.Rows} | {cell.Key.Gate} | {Share(cell.Sum(one => one.Pass), of)} "
                    + $"| {Share(cell.Sum(one => one.Fail), of)} | {Share(unsure, of)} | {of} |"
            );
        }
    }

    internal static string Share(int count, int of)
    {
        var interval = Proportion.ClopperPearson(count, of);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{100.0 * count / of:0.0} % [{100 * interval.Low:0.0}, {100 * interval.High:0.0}]"
        );
    }

    internal static string[] Given(string[] args, string name, string otherwise) =>
        (
            args.FirstOrDefault(arg => arg.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..]
            ?? otherwise
        ).Split(',');

    internal static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <param name="Gate">A gate, or "all": the worst of them.</param>
internal sealed record GateCount(
    string Population,
    int Rows,
    string Table,
    string Gate,
    int Pass,
    int Fail,
    int Underpowered,
    int Of
);
