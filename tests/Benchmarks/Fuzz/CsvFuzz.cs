using System.Text.Json;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>Reads text with every option of a dialect.</summary>
internal static class CsvFuzz
{
    private static readonly string?[] Delimiters =
    [
        null,
        null,
        ",",
        ";",
        "\t",
        "|",
        ":",
        "\"",
        "",
        "ab",
        "é",
        "0",
        " ",
    ];

    private static readonly string?[] Encodings =
    [
        null,
        null,
        null,
        "utf-8",
        "windows-1252",
        "windows-1251",
        "utf-16",
        "utf-16BE",
        "utf-32",
        "utf-7",
        "shift_jis",
        "gb18030",
        "iso-2022-jp",
        "koi8-r",
        "IBM037",
        "x-none",
        "",
    ];

    public static void Infer(byte[] file, Random random)
    {
        CsvOptions options = Options(random);
        var proposal = SchemaInference.Infer(new MemoryStream(file), "fuzz", options);
        ReadAgain(proposal.Schema);
        FuzzReaders.Refusable(() => SchemaCheck.Check(new MemoryStream(file), proposal.Schema));
        FuzzReaders.Refusable(() =>
        {
            Table table = CsvReader.Read(new MemoryStream(file), proposal.Schema);
            CsvWriter.Write(Stream.Null, table, proposal.Schema);
        });
    }

    public static void Read(byte[] file, Random random)
    {
        CsvOptions options = Options(random),
            whole = options with { Lacking = MissingColumns.Refuse };
        FuzzReaders.Refusable(() => CsvReader.Read(new MemoryStream(file), FuzzSamples.Schema, options));
        FuzzReaders.Refusable(() => SchemaCheck.Check(new MemoryStream(file), FuzzSamples.Schema, whole));
        CsvReader.Read(new MemoryStream(file), FuzzSamples.Schema);
    }

    /// <summary>What was proposed is a schema, and as a document the same one.</summary>
    private static void ReadAgain(Schema schema)
    {
        string json = JsonSerializer.Serialize(schema, Json.Options);
        try
        {
            if (JsonSerializer.Serialize(SchemaReader.Read(json), Json.Options) != json)
            {
                throw new InvalidOperationException("The proposed schema is another one when it is read again.");
            }
        }
        catch (RefusedException refusal)
        {
            throw new InvalidOperationException($"The proposed schema is refused. {refusal.Message}", refusal);
        }
    }

    private static CsvOptions Options(Random random) =>
        new()
        {
            Ragged = random.Next(2) == 0 ? RaggedRows.Pad : RaggedRows.Refuse,
            Header = (HeaderLine)random.Next(3),
            Unknown = random.Next(2) == 0 ? UnknownColumns.Skip : UnknownColumns.Refuse,
            Lacking = random.Next(2) == 0 ? MissingColumns.LeaveOut : MissingColumns.Refuse,
            DecimalSignDeclared = random.Next(2) == 0,
            Note = _ => { },
            Format = random.Next(3) == 0 ? null : Format(random),
        };

    private static FileFormat Format(Random random)
    {
        string[]? missing = random.Next(3) == 0 ? ["", "NA", "\0", new string('x', 500)] : null,
            names = random.Next(4) == 0 ? ["a", "b", "a", ""] : null;
        return new(
            Delimiters[random.Next(Delimiters.Length)],
            random.Next(3) == 0,
            missing,
            Encodings[random.Next(Encodings.Length)],
            names
        );
    }
}
