using System.Diagnostics;
using System.Globalization;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks;

/// <summary>
/// A file of 1,000,000 rows and 15 columns of all kinds: what it takes to read, to understand, to check and to write.
/// </summary>
internal static class TablesBenchmarks
{
    private const int Rows = 1_000_000;

    private static readonly Lazy<string> File = new(Generate);
    private static readonly Lazy<Schema> Inferred = new(() =>
        Open(stream => SchemaInference.Infer(stream, "generated").Schema)
    );

    public static IEnumerable<Benchmark> All =>
        [
            new("tables/read-typed-profiled", "s", ReadTypedAndProfiled) { AtMost = 10 },
            new("tables/peak-memory", "MiB", _ => Task.FromResult(PeakMemory())) { AtMost = 1024 },
            new("tables/infer", "s", ct =>
                Seconds(() => Open(stream => SchemaInference.Infer(stream, "generated", null, ct)))
            )
            {
                AtMost = 3,
            },
            new("tables/read", "s", ct =>
                Seconds(() => Open(stream => CsvReader.Read(stream, Inferred.Value, null, ct)))
            ),
            new("tables/schema-check", "s", ct =>
                Seconds(() => Open(stream => SchemaCheck.Check(stream, Inferred.Value, null, ct)))
            )
            {
                AtMost = 5,
            },
            new("tables/write", "rows/s", Write) { AtLeast = 200_000 },
        ];

    private static Task<double> ReadTypedAndProfiled(CancellationToken ct) =>
        Seconds(() =>
        {
            Schema schema = Open(stream => SchemaInference.Infer(stream, "generated", null, ct).Schema);
            Open(stream => CsvReader.Read(stream, schema, null, ct));
        });

    private static double PeakMemory() => Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;

    private static async Task<double> Write(CancellationToken ct)
    {
        Table table = Open(stream => CsvReader.Read(stream, Inferred.Value, null, ct));
        return Rows / await Seconds(() => CsvWriter.Write(Stream.Null, table, Inferred.Value));
    }

    private static T Open<T>(Func<Stream, T> read)
    {
        using FileStream stream = System.IO.File.OpenRead(File.Value);
        return read(stream);
    }

    private static Task<double> Seconds(Action work)
    {
        _ = Inferred.IsValueCreated ? null : File.Value;
        long begin = Stopwatch.GetTimestamp();
        work();
        return Task.FromResult(Stopwatch.GetElapsedTime(begin).TotalSeconds);
    }

    private static string Generate()
    {
        string path = Path.Combine(Path.GetTempPath(), "aethergen-tables-benchmark.csv");
        using var writer = new StreamWriter(path);
        writer.WriteLine(
            "id,age,sex,city,operator,admitted,discharged,seen_at,weight,cost_repair,cost_other,cost_total,smoker,"
                + "grade,note_code"
        );
        var random = new Random(1);
        var day = new DateTime(2015, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        for (int row = 0; row < Rows; row++)
        {
            DateTime admitted = day.AddDays(random.Next(3000));
            (int repair, int other) = random.Next(10) < 8 ? (0, 0) : (random.Next(50_000), random.Next(9_000));
            string age = random.Next(50) == 0 ? "" : random.Next(18, 95).ToString(CultureInfo.InvariantCulture);
            writer.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"P-{row:D7},{age},{(random.Next(2) == 0 ? "F" : "M")},City {random.Next(300)},"
                        + $"\"Operator {random.Next(900)}, Ltd\",{admitted:yyyy-MM-dd},"
                        + $"{admitted.AddDays(random.Next(30)):yyyy-MM-dd},"
                        + $"{admitted.AddSeconds(random.Next(86_400)):yyyy-MM-dd HH:mm:ss},"
                        + $"{40 + random.NextDouble() * 80:0.00},{repair},{other},{repair + other},"
                        + $"{(random.Next(4) == 0 ? "yes" : "no")},{random.Next(1, 7)},N{random.Next(5000):D4}"
                )
            );
        }

        return path;
    }
}
