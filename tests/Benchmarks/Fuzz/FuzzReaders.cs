using System.Text;
using System.Text.Json;
using AethergenAI.Cards;
using AethergenAI.Cli;
using AethergenAI.Core.Tests.Cards;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Evidence;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>Every reader of the product. Each also uses what it read, since that must be sound.</summary>
internal static class FuzzReaders
{
    private const string Document = "document.json",
        Parquet = "table.parquet";

    private static readonly Dictionary<string, Func<FuzzReader>> All = new(StringComparer.Ordinal)
    {
        ["csv-infer"] = () => new("csv-infer", FuzzSamples.Tables, CsvFuzz.Infer),
        ["csv-read"] = () => new("csv-read", [FuzzSamples.Tables[0]], CsvFuzz.Read),
        ["schema"] = () => Json("schema", FuzzSamples.Schemas, (file, _) => ReadSchema(Text(file))),
        ["schema-request"] = () => Json("schema-request", FuzzSamples.Schemas, (file, _) => TakeSchema(file)),
        ["formats"] = () => new("formats", FormatFuzz.Samples, FormatFuzz.Read),
        ["recipe-json"] = () => Json("recipe-json", FuzzSamples.Recipes("json"), (file, _) => ReadRecipe(file, false)),
        ["recipe-yaml"] = () => new("recipe-yaml", FuzzSamples.Recipes("yaml"), (file, _) => ReadRecipe(file, true)),
        ["prices"] = () => Json("prices", [FuzzSamples.Prices], (file, _) => PricesReader.Read(Text(file))),
        ["card"] = () => Json("card", [CardFiles.Of(FinishedCard.Of())[CardFiles.Json]], (file, _) => ReadCard(file)),
        ["ledger"] = () => Json("ledger", LedgerFuzz.Samples, (file, _) => LedgerFuzz.Read(file)),
        ["pack"] = () => new("pack", FuzzSamples.Packs, (file, _) => Verify(file)),
        ["pack-documents"] = () => Json("pack-documents", PackFuzz.Samples, PackFuzz.Read),
        ["model-json"] = () => Json("model-json", ModelFuzz.Manifests, (file, _) => ModelFuzz.ReadManifest(file)),
        ["model-onnx"] = () =>
            new("model-onnx", ModelFuzz.Graphs, (file, _) => ModelFuzz.ReadGraph(file)) { IsNative = true },
        ["parquet"] = () => new("parquet", ParquetFuzz.Samples, ParquetFuzz.Read) { IsNative = true },
    };

    public static IEnumerable<string> Names => All.Keys;

    public static FuzzReader Named(string name) => All[name]();

    /// <summary>A file in a folder of this process's own.</summary>
    internal static string Saved(string name, byte[] bytes)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"aethergen-fuzz-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>As the command line reads a text file.</summary>
    internal static string Text(byte[] file)
    {
        using var reader = new StreamReader(new MemoryStream(file), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static FuzzReader Json(string name, IReadOnlyList<byte[]> samples, Action<byte[], Random> read) =>
        new(name, samples, read) { IsJson = true };

    private static void ReadSchema(string json)
    {
        Schema schema = SchemaReader.Read(json);
        Use(schema);
    }

    /// <summary>As the API takes it from a request.</summary>
    private static void TakeSchema(byte[] json)
    {
        InputGate.CheckJson(json);
        Schema? schema;
        try
        {
            schema = JsonSerializer.Deserialize<Schema>(json, AethergenAI.Json.Options);
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException { Source: "System.Text.Json" })
        {
            return; // answered 400
        }

        if (schema is not null)
        {
            SchemaCheck.Check(schema);
            Use(schema);
        }
    }

    internal static void Use(Schema schema)
    {
        foreach (byte[] table in FuzzSamples.Tables)
        {
            Refusable(() => SchemaCheck.Check(new MemoryStream(table), schema));
            Refusable(() => CsvWriter.Write(Stream.Null, CsvReader.Read(new MemoryStream(table), schema), schema));
        }
    }

    /// <summary>Some of several steps, each of which may be refused.</summary>
    internal static void Refusable(Action step)
    {
        try
        {
            step();
        }
        catch (RefusedException)
        {
            return;
        }
    }

    private static void ReadRecipe(byte[] file, bool yaml)
    {
        Recipe recipe = RecipeReader.Read(Text(file), yaml);
        Planner.Of(recipe, new PlanFacts(1000));
        RecipeWriter.Write(recipe, yaml: true);
    }

    private static void ReadCard(byte[] file)
    {
        string path = Saved(Document, file);
        var card = JsonInput.ReadAsync<AblationCard>(path, "card", default).GetAwaiter().GetResult();
        CardMarkdown.Render(card);
        CardComparison.Of(card, card);
    }

    private static void Verify(byte[] file)
    {
        // As the API verifies an upload.
        var limits = new PackLimits(Bytes: 20 * (512L << 20), AllDocumentBytes: 512L << 20);
        EvidencePack.Verify(new MemoryStream(file), null, limits);
    }
}
