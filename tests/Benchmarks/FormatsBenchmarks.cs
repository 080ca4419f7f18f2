using System.Diagnostics;
using AethergenAI.Formats;
using AethergenAI.Tables;

namespace AethergenAI.Benchmarks;

/// <summary>A million rows of six kinds, to a file and back.</summary>
internal static class FormatsBenchmarks
{
    private const int Rows = 1_000_000;

    private static readonly Schema Schema = new(
        "formats",
        [
            new IntegerColumn("count"),
            new DecimalColumn("price", 0, 1000, 0.01),
            new CategoricalColumn("town", ["north", "east", "south", "west"]),
            new DateColumn("day"),
            new BooleanColumn("flag"),
            new DecimalColumn("ratio"),
        ]
    );

    public static IEnumerable<Benchmark> All =>
        [
            new("formats/parquet-write", "rows/s", _ => Task.FromResult(Write("rows.parquet"))) { AtLeast = 500_000 },
            new("formats/csv-write", "rows/s", _ => Task.FromResult(Write("rows.csv"))) { AtLeast = 200_000 },
            new("formats/parquet-read", "rows/s", ct => Task.FromResult(Read("rows.parquet", ct)))
            {
                AtLeast = 200_000,
            },
            new("formats/parquet-write-of-csv-write", "ratio", _ =>
                Task.FromResult(Ratio(() => Write("rows.parquet"), () => Write("rows.csv")))
            )
            {
                AtLeast = 1,
            },
            new("formats/parquet-read-of-csv-read", "ratio", ct =>
                Task.FromResult(Ratio(() => Read("rows.parquet", ct), () => Read("rows.csv", ct)))
            ),
        ];

    /// <summary>The median of five ratios, each of two rates one after the other.</summary>
    private static double Ratio(Func<double> rate, Func<double> other)
    {
        _ = rate() + other(); // compiled, and the library loaded
        return Enumerable.Range(0, 5).Select(_ => rate() / other()).Order().ElementAt(2);
    }

    private static double Write(string name) =>
        InFolder(folder =>
        {
            var table = Table();
            long begin = Stopwatch.GetTimestamp();
            Write(Path.Combine(folder, name), table);
            return Rows / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        });

    private static void Write(string path, Table table)
    {
        using var writer = TableFile.Create(path, Schema);
        writer.Append(table);
        writer.Complete();
    }

    private static double Read(string name, CancellationToken ct) =>
        InFolder(folder =>
        {
            string path = Path.Combine(folder, name);
            Write(path, Table());
            long begin = Stopwatch.GetTimestamp();
            TableFile.Read(path, Schema, ct: ct);
            return Rows / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        });

    private static double InFolder(Func<string, double> work)
    {
        var folder = Directory.CreateTempSubdirectory("aethergen-bench-");
        try
        {
            return work(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Table Table()
    {
        double day = new DateOnly(2000, 1, 1).DayNumber;
        return new Table([
            Numbers("count", row => row),
            Numbers("price", row => row % 100_000 / 100.0),
            Levels("town", ["north", "east", "south", "west"]),
            Numbers("day", row => day + (row % 9_000)),
            Levels("flag", ["false", "true"]),
            Numbers("ratio", row => 1.0 / (row + 3)),
        ]);

        static NumberData Numbers(string name, Func<int, double> cell) =>
            new() { Name = name, Values = [.. Enumerable.Range(0, Rows).Select(cell)] };

        static LevelData Levels(string name, string[] levels) =>
            new()
            {
                Name = name,
                Codes = [.. Enumerable.Range(0, Rows).Select(row => row % levels.Length)],
                Levels = levels,
            };
    }
}
