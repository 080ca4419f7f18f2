using System.Text.Json;
using System.Text.Json.Nodes;
using AethergenAI.Cli;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>Folders of models, whose hashes agree with what was changed: anybody can compute them.</summary>
internal static class ModelFuzz
{
    private const int Rows = 50;
    private static readonly Lazy<Model[]> Models = new(() =>
        [FuzzSamples.Fit("independent"), FuzzSamples.Fit("copula"), FuzzSamples.Fit("trees")]
    );

    public static IReadOnlyList<byte[]> Manifests =>
        [.. Models.Value.Select(model => ModelDocument.Write(model.Manifest))];

    public static IReadOnlyList<byte[]> Graphs => [.. Models.Value.Select(model => model.Graph)];

    public static void ReadManifest(byte[] json)
    {
        byte[] graph = Models.Value[0].Graph;
        Read(Rehashed(json, graph), graph);
    }

    public static void ReadGraph(byte[] graph) => Read(Rehashed(Manifests[0], graph), graph);

    private static void Read(byte[] manifest, byte[] graph)
    {
        FuzzReaders.Saved("sampler.onnx", graph);
        string folder = Path.GetDirectoryName(FuzzReaders.Saved("model.json", manifest))!;
        Model model = ModelFolder.ReadAsync(folder, default).GetAwaiter().GetResult();
        using var sampler = new CheckedSampler(new OnnxTokenSampler(model.Graph), model.Manifest);
        Table table = RowSampler
            .Sample(model, sampler, new SampleRequest(Rows, 1), new Progress<RunProgress>(), default)
            .Table;
        CsvWriter.Write(Stream.Null, table, model.Manifest.Schema);
    }

    private static byte[] Rehashed(byte[] json, byte[] graph)
    {
        try
        {
            if (JsonNode.Parse(json) is not JsonObject manifest)
            {
                return json;
            }
            manifest["graphHash"] = Sha256.Hex(graph);
            if (JsonSerializer.Deserialize<Schema>(manifest["schema"], Json.Options) is { } schema)
            {
                manifest["schemaHash"] = SchemaHash.Of(schema);
            }
            return System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString(Json.Options));
        }
        catch (Exception wrong)
            when (wrong is JsonException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            return json; // no JSON, or no schema in it
        }
    }
}
