using AethergenAI.Evaluation.Collapse;

namespace AethergenAI.Benchmarks.Dial;

/// <summary>
/// What the dial is held to, on the tables that npm packages ship and, where <c>AETHERGEN_BENCH_DATA</c> names
/// a folder, on Adult and bike_sharing. Constants for a table's chains are learned from the other tables.
/// </summary>
internal static class DialBenchmarks
{
    private const int Repeats = 3;
    private const int Splits = 60;

    private static readonly Lazy<IReadOnlyList<DialData>> Data = new(() => DialData.Available(CancellationToken.None));
    private static readonly Lazy<IReadOnlyList<ChainLink>> Links = new(() =>
        [
            .. from data in Data.Value
            from repeat in Enumerable.Range(1, Repeats)
            from link in SelfTraining.Measure(data, "copula", repeat, CancellationToken.None)
            select link,
        ]
    );

    public static IEnumerable<Benchmark> All =>
        [
            .. DialData.Names.SelectMany(OfTable),
            new("dial/false-alarms", "share", ct => Task.FromResult(FalseAlarms(ct))) { AtMost = 0.05 },
            new("dial/collapsed-to-2-percent", "of 100", ct =>
                Task.FromResult(Data.Value.Min(data => Collapsed(data, ct)))
            )
            {
                AtLeast = 80,
            },
        ];

    private static IEnumerable<Benchmark> OfTable(string name) =>
        [
            new($"dial/{name}-order", "Spearman", _ =>
                Task.FromResult(Chains(name).Min(chain => CalibrateDial.Order(Others(name), chain)))
            )
            {
                AtLeast = 0.9,
            },
            new($"dial/{name}-fresh", "of 100", _ => Task.FromResult(Mean(name, generation: 0)))
            {
                AtLeast = -15,
                AtMost = 15,
            },
            new($"dial/{name}-eighth", "of 100", _ => Task.FromResult(Mean(name, generation: 8)))
            {
                AtLeast = 60,
                AtMost = 140,
            },
        ];

    private static DialFit Others(string name) => DialFit.Of([.. Links.Value.Where(link => link.Data != name)]);

    private static IEnumerable<ChainLink[]> Chains(string name) =>
        Links.Value.Where(link => link.Data == name).GroupBy(link => link.Chain).Select(chain => chain.ToArray());

    private static double Mean(string name, int generation)
    {
        var fit = Others(name);
        return Links.Value.Where(link => link.Data == name && link.Generation == generation).Average(fit.Value);
    }

    /// <summary>
    /// The share of splits of real rows into seed, holdout and "synthetic" where the interval lies above 0.
    /// </summary>
    private static double FalseAlarms(CancellationToken ct)
    {
        int alarms = 0,
            tried = 0;
        foreach (var data in Data.Value)
        {
            int own = 0;
            for (int split = 1; split <= Splits; split++)
            {
                var (seed, fresh, further) = data.Split((ulong)(1_000 + split));
                var dial = CollapseRisk.Estimate(
                    SelfTraining.Samples(data, seed, fresh, further, ct),
                    seed.RowCount,
                    (ulong)split,
                    ct
                );
                own += dial.Dial.IsSure ? 1 : 0;
            }

            Console.WriteLine($"  {data.Name}: {own} alarms in {Splits} splits of real rows");
            (alarms, tried) = (alarms + own, tried + Splits);
        }

        return (double)alarms / tried;
    }

    private static double Collapsed(DialData data, CancellationToken ct)
    {
        var (seed, fresh, _) = data.Split(1);
        var rows = DialDefects.Collapsed(seed, 1);
        return CollapseRisk.Value(SelfTraining.Samples(data, seed, fresh, rows, ct), 1, ct);
    }
}
