using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AethergenAI.Formats;
using AethergenAI.Generation;
using AethergenAI.Onnx;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>Valid files of every sort, made here or taken from the checkout.</summary>
internal static class FuzzSamples
{
    public static IReadOnlyList<byte[]> Tables { get; } =
    [
        Rows("id,age,sex,score,when,at,notes\n", row =>
            $"P-{row:000000},{row % 90},{(row % 3 == 0 ? "f" : "m")},{row / 7.0:0.00},"
            + $"{new DateTime(2024, 1, 1).AddDays(row):yyyy-MM-dd},2024-05-{1 + (row % 28):00}T{row % 24:00}:15:00Z,"
            + $"\"a, \"\"b\"\" {row}\"\n"
        ),
        Rows("price;share;count;money\n", row => $"{row % 60},{row % 10};{row % 100} %;{row}.000;$ {row},00\n"),
        Rows("a\tb\tc\ttotal\r\n", row => $"{row}\t{2 * row}\t\"{row % 5}\r\n\"\t{(3 * row) + (row % 5)}\r\n"),
        Rows("sep=|\nday|clock|amount|missing\n", row =>
            $"{1 + (row % 28)}-JAN-24|{row % 24}:{row % 60:00}|({row}.50)|NA\n"
        ),
        Rows("patient_id,nhs_number,first_name,email,visit\n", row =>
            $"{row / 3},{943_476_5919L + (row / 3)},Ann{row / 3},a{row / 3}@example.org,2024-01-{1 + (row % 28):00}\n"
        ),
        Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("å,b\nä,1\nö,2\n")).ToArray(),
        Encoding.Latin1.GetBytes("navn,by\nSøren,Ålborg\nJørgen,Århus\n"),
        "x\n1\n2\n3\n"u8.ToArray(),
    ];

    public static Schema Schema { get; } = Inferred(Tables[0]);

    public static Table Table { get; } = CsvReader.Read(new MemoryStream(Tables[0]), Schema);

    public static IReadOnlyList<byte[]> Schemas =>
        [
            .. Tables.Take(5).Select(table => JsonSerializer.SerializeToUtf8Bytes(Inferred(table), Json.Options)),
            Checkout("docs", "examples", "adult.schema.json"),
            Checkout("docs", "examples", "recipes", "data", "admissions.schema.json"),
            Checkout("docs", "examples", "recipes", "data", "shipments.schema.json"),
        ];

    public static IReadOnlyList<byte[]> Recipes(string extension) =>
        [
            .. Directory
                .GetFiles(Path.Combine(History.Root(), "docs", "examples", "recipes"), $"*.{extension}")
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes),
        ];

    public static byte[] Prices => Checkout("docs", "examples", "prices.json");

    public static IReadOnlyList<byte[]> Packs =>
        [.. new[] { "good-single", "good-blocks", "good-private", "again-zipped", "odd-long-field" }.Select(Pack)];

    /// <summary>A document of a good pack.</summary>
    public static byte[] Packed(string pack, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(Pack(pack)));
        using Stream document = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        document.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The file of a table with columns of every type that Parquet has here.</summary>
    public static byte[] Parquet(Table table, Schema schema)
    {
        string path = Path.Combine(Path.GetTempPath(), $"fuzz-{Guid.NewGuid():N}.parquet");
        using (var writer = TableFile.Create(path, schema))
        {
            writer.Append(table);
            writer.Complete();
        }

        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    public static Model Fit(string generator)
    {
        Schema schema = Schema with { Columns = [.. Schema.Columns.Where(column => column is not TextColumn)] };
        Table seed = new([.. Table.Columns.Where(column => schema.Columns.Any(known => known.Name == column.Name))]);
        var settings = new GeneratorSettings(new Dictionary<string, string>(), 1);
        return Generators.Named(generator).Fit(new FitRequest(seed, schema, settings), CancellationToken.None);
    }

    private static Schema Inferred(byte[] table)
    {
        Schema schema = SchemaInference.Infer(new MemoryStream(table), "fuzz").Schema;
        return schema with { Columns = [.. schema.Columns.Select(column => column with { Doubt = null })] };
    }

    private static byte[] Rows(string header, Func<int, string> row) =>
        Encoding.UTF8.GetBytes(header + string.Concat(Enumerable.Range(1, 120).Select(row)));

    private static byte[] Pack(string name) => Checkout("tests", "vectors", "packs", name + ".zip");

    private static byte[] Checkout(params string[] path) => File.ReadAllBytes(Path.Combine([History.Root(), .. path]));
}
