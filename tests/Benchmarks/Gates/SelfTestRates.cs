using AethergenAI.Core.Tests.Evaluation.Gates;
using AethergenAI.Evaluation;

namespace AethergenAI.Benchmarks.Gates;

/// <summary>
/// <c>bench self-test [rows=N,…] [population=NAME,…] [repeats=N] [from=N]</c>: how often the attacks' self-test
/// calls working attacks blind, how often it cannot test, and which planted rows it finds, over fresh tables.
/// </summary>
internal static class SelfTestRates
{
    public static int Run(string[] args, CancellationToken ct)
    {
        int[] sizes = [.. GateRates.Given(args, "rows", "60,100,200,300,600,1000,3000,10000").Select(GateRates.Number)];
        string[] names = GateRates.Given(
            args,
            "population",
            string.Join(',', GatePopulation.All.Select(one => one.Name))
        );
        int repeats = GateRates.Number(GateRates.Given(args, "repeats", "50")[0]),
            from = GateRates.Number(GateRates.Given(args, "from", "1")[0]);
        var found = new List<string>();
        Console.WriteLine("| rows | population | passes | cannot test | invalid | of |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (int rows in sizes)
        {
            var all = new List<SelfTest>();
            foreach (string name in names)
            {
                var tests = new SelfTest[repeats];
                var options = new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = 2 };
                Parallel.For(0, repeats, options, repeat =>
                {
                    ulong draw = (ulong)(from + repeat);
                    tests[repeat] = SelfTestTrial.Of(GatePopulation.Named(name), rows, draw, Effort.Full, ct);
                });
                Print(rows, name, tests);
                all.AddRange(tests);
            }
            Print(rows, "all", all);
            found.AddRange(Found(rows, all));
        }

        Console.WriteLine();
        Console.WriteLine("| rows | planted | share of the rows | found |");
        Console.WriteLine("| --- | --- | --- | --- |");
        found.ForEach(Console.WriteLine);
        return 0;
    }

    private static void Print(int rows, string name, IReadOnlyCollection<SelfTest> tests)
    {
        string Share(Verdict outcome) => GateRates.Share(tests.Count(test => test.Outcome == outcome), tests.Count);
        Console.WriteLine(
            $"| {rows} | {name} | {Share(Verdict.Pass)} | {Share(Verdict.NotMeasured)} | {Share(Verdict.Invalid)} "
                + $"| {tests.Count} |"
        );
    }

    // A kind is found where any of the attacks finds it.
    private static IEnumerable<string> Found(int rows, List<SelfTest> tests) =>
        tests
            .SelectMany(test => test.Plants.GroupBy(plant => (plant.Kind, plant.Share)))
            .GroupBy(plants => plants.Key, plants => plants.Any(plant => plant.Found))
            .Select(one =>
                FormattableString.Invariant($"| {rows} | {one.Key.Kind} | {100 * one.Key.Share:0} % ")
                + $"| {GateRates.Share(one.Count(hit => hit), one.Count())} |"
            );
}
