using AethergenAI.Formats;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks.Fuzz;

internal static class ParquetFuzz
{
    private const string Name = "table.parquet";

    public static IReadOnlyList<byte[]> Samples { get; } =
    [
        FuzzSamples.Parquet(FuzzSamples.Table, FuzzSamples.Schema),
        .. FuzzSamples.Tables.Skip(1).Take(4).Select(Converted),
    ];

    public static void Read(byte[] file, Random random)
    {
        string path = FuzzReaders.Saved(Name, file);
        FuzzReaders.Refusable(() => TableFile.Infer(path, "fuzz"));
        Table table = TableFile.Read(path, FuzzSamples.Schema, new CsvOptions { Note = _ => { } });
        CsvWriter.Write(Stream.Null, table, FuzzSamples.Schema);
    }

    private static byte[] Converted(byte[] text)
    {
        Schema schema = SchemaInference.Infer(new MemoryStream(text), "fuzz").Schema;
        return FuzzSamples.Parquet(CsvReader.Read(new MemoryStream(text), schema), schema);
    }
}
