using AethergenAI.Schemas;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks.Dial;

/// <summary>
/// A table that self-training is tried on, cut into a seed, fresh rows and further fresh rows at random.
/// </summary>
/// <param name="Rows">Of each part.</param>
internal sealed record DialData(string Name, Schema Schema, Table All, int Rows)
{
    private const int MaxRows = 3_000;

    /// <summary>
    /// What npm's vega-datasets ships, and Adult and bike_sharing from the folder that <c>AETHERGEN_BENCH_DATA</c>
    /// names.
    /// </summary>
    public static IReadOnlyList<DialData> Available(CancellationToken ct)
    {
        return [.. Files().Where(file => File.Exists(file.File)).Select(file => Read(file.Name, file.File, ct))];
    }

    /// <summary>Of the tables that can be had here.</summary>
    public static IReadOnlyList<string> Names =>
        [.. Files().Where(file => File.Exists(file.File)).Select(file => file.Name)];

    internal static string AdultFile => Path.Combine(Bench, "adult", "adult.train.csv");

    private static string Bench => Environment.GetEnvironmentVariable("AETHERGEN_BENCH_DATA") ?? "";

    /// <summary>Three disjoint samples.</summary>
    public (Table Seed, Table Fresh, Table Further) Split(ulong seed)
    {
        int[] order = RandomStream.For(seed, $"split {Name}").Choose(All.RowCount, 3 * Rows);
        return (All.Take(order[..Rows]), All.Take(order[Rows..(2 * Rows)]), All.Take(order[(2 * Rows)..]));
    }

    private static (string Name, string File)[] Files()
    {
        string packaged = Path.Combine(Repository(), "native", "node_modules", "vega-datasets", "data");
        return
        [
            ("birdstrikes", Path.Combine(packaged, "birdstrikes.csv")),
            ("weather-hours", Path.Combine(packaged, "seattle-weather-hourly-normals.csv")),
            ("weather-days", Path.Combine(packaged, "weather.csv")),
            ("adult", AdultFile),
            ("bike_sharing", Path.Combine(Bench, "bike_sharing", "bike_sharing.train.csv")),
        ];
    }

    private static DialData Read(string name, string file, CancellationToken ct)
    {
        using var first = File.OpenRead(file);
        var schema = SchemaInference.Infer(first, name, CsvOptions.Default, ct).Schema;
        using var second = File.OpenRead(file);
        var table = CsvReader.Read(second, schema, CsvOptions.Default, ct);
        // A row number in disguise (bike_sharing's "instant") says nothing of collapse,
        // and free text cannot be modelled.
        var kept = schema
            .Columns.Where(column => column is not (TextColumn or IdentifierColumn) && column.Name != "instant")
            .ToList();
        var names = kept.Select(column => column.Name).ToHashSet();
        schema = new Schema(name, kept)
        {
            Constraints = [.. schema.Constraints.Where(constraint => constraint.ColumnNames().All(names.Contains))],
        };
        return new DialData(
            name,
            schema,
            new Table([.. table.Columns.Where(column => names.Contains(column.Name))]),
            Math.Min(MaxRows, table.RowCount / 3)
        );
    }

    internal static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "AethergenAI.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }
        return folder ?? Environment.CurrentDirectory;
    }
}
