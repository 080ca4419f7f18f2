using System.Globalization;
using AethergenAI.Cards;
using AethergenAI.Recipes;
using AethergenAI.Statistics;

namespace AethergenAI.Benchmarks.Coverage;

/// <summary>
/// <c>bench recipe-intervals [tables=N] [rows=N] [ratio=N] [population=NAME] [splits=new|fixed]</c>: how often the
/// intervals of a card hold what they estimate, with generators that are fitted, on populations that are known.
/// </summary>
internal static class RecipeIntervals
{
    private static readonly string[] Generators = ["independent", "copula"];
    private static readonly int[] Repeats = [3, 5, 10, 30];

    public static int Run(string[] args, CancellationToken ct)
    {
        int tables = Number(args, "tables", 96),
            rows = Number(args, "rows", 600),
            ratio = Number(args, "ratio", 1);
        string? only = Given(args, "population"),
            splits = Given(args, "splits");
        string counts = string.Join(" | ", Repeats.Select(repeats => $"{repeats}"));
        Console.WriteLine(
            $"{tables} tables of {rows} rows, {ratio} synthetic rows per seed row; the share of 95 % intervals that "
                + "hold the truth, by repeats, and in brackets as if repeats were independent"
        );
        Console.WriteLine($"| population | split | figure | of | {counts} |");
        foreach (var population in Population.All.Where(one => only is null || one.Name == only))
        {
            foreach (bool fixedSplit in new[] { false, true })
            {
                if (splits is null || (splits == "fixed") == fixedSplit)
                {
                    Print(population, fixedSplit, Trials(population, fixedSplit, tables, rows, ratio, ct));
                }
            }
        }

        return 0;
    }

    /// <returns>By table, repeat, generator and figure.</returns>
    private static double[][][][] Trials(
        Population population,
        bool fixedSplit,
        int tables,
        int rows,
        int ratio,
        CancellationToken ct
    )
    {
        // With a fixed split a table's own mean is the truth: it takes many repeats of few tables.
        int many = fixedSplit ? Math.Max(1, tables / 8) : tables,
            repeats = fixedSplit ? 4 * Repeats[^1] : Repeats[^1];
        var values = new double[many][][][];
        var options = new ParallelOptions { CancellationToken = ct };
        Parallel.For(0, many, options, table =>
        {
            var drawn = population.Draw(rows, (ulong)(1000 + table));
            values[table] = FittedTrials.Of(population, drawn, Generators, repeats, fixedSplit, ratio, ct);
        });
        return values;
    }

    private static void Print(Population population, bool fixedSplit, double[][][][] values)
    {
        var data = new RecipeData("a.csv") { HoldoutShare = FittedTrials.HoldoutShare };
        var recipe = new Recipe { Name = "a", Data = fixedSplit ? data with { Holdout = "b.csv" } : data };
        double overlap = CardScope.Overlap(recipe);
        for (int figure = 0; figure < FittedTrials.Figures.Length; figure++)
        {
            foreach (string of in Generators.Append("difference"))
            {
                double[][] tables = [.. values.Select(table => Values(table, of, figure))];
                var shares = Repeats.Select(repeats =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Coverage(tables, repeats, fixedSplit, overlap):.000} "
                            + $"({Coverage(tables, repeats, fixedSplit, 0):.000})"
                    )
                );
                Console.WriteLine(
                    $"| {population.Name} | {(fixedSplit ? "fixed" : "new")} | {FittedTrials.Figures[figure]} | {of} "
                        + $"| {string.Join(" | ", shares)} |"
                );
            }
        }
    }

    private static double[] Values(double[][][] table, string of, int figure)
    {
        int at = Array.IndexOf(Generators, of);
        return
        [
            .. table
                .Select(repeat => at >= 0 ? repeat[at][figure] : repeat[1][figure] - repeat[0][figure])
                .Where(value => !double.IsNaN(value)),
        ];
    }

    /// <summary>
    /// Over all groups of so many repeats. The truth is the mean over all tables; with a fixed split, the table's own.
    /// </summary>
    private static double Coverage(double[][] tables, int repeats, bool fixedSplit, double overlap)
    {
        double all = tables.SelectMany(table => table).Average();
        int held = 0,
            count = 0;
        foreach (double[] table in tables)
        {
            double truth = fixedSplit ? table.Average() : all;
            foreach (double[] group in table.Chunk(repeats).Where(group => group.Length == repeats))
            {
                var interval = PairedTest.Interval95(group, overlap).Interval!;
                held += interval.Low <= truth && truth <= interval.High ? 1 : 0;
                count++;
            }
        }

        return held / (double)count;
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Given(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Given(string[] args, string name) =>
        args.FirstOrDefault(arg => arg.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
