using System.Text.Json.Nodes;
using AethergenAI.Tables;

namespace AethergenAI.Cli.Tests;

/// <summary>Models from outside whose hashes agree with what was changed: anybody can compute them.</summary>
public sealed class ForeignModelTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public async Task A_model_of_this_program_is_read() =>
        await work.Expect(ExitCode.Done, "sample", "model/", "--rows", "5", "-o", "five.csv");

    // Fields of onnx.proto: a graph (7) with a node (1) that has an operator (4), or with a constant (5) that has data
    // elsewhere (14).
    [Theory]
    [InlineData(new byte[] { 0x3A, 0x0A, 0x0A, 0x08, 0x22, 0x06, 69, 120, 112, 97, 110, 100 }, "Expand")]
    [InlineData(new byte[] { 0x3A, 0x04, 0x2A, 0x02, 0x70, 0x01 }, "other files")]
    [InlineData(new byte[] { 0x3A, 0x05, 0x0A, 0x03, 0x3A, 0x01, 120 }, "not ONNX's own")]
    [InlineData(new byte[] { 0xCA, 0x01, 0x00 }, "operators of its own")]
    [InlineData(new byte[] { 0x3A, 0x7F }, "damaged")]
    public async Task A_graph_that_could_do_more_than_make_tokens_is_not_loaded(byte[] added, string says)
    {
        string folder = Copy();
        byte[] graph = [.. await File.ReadAllBytesAsync(work[$"{folder}/sampler.onnx"]), .. added];
        await SaveAsync(folder, graph, _ => { });

        await RefusedAsync(folder, "model.not-a-sampler", says);
    }

    [Fact]
    public async Task Numbers_out_of_order_are_refused()
    {
        string folder = Copy();
        await SaveAsync(folder, null, manifest =>
        {
            JsonNode numbers = manifest["encodings"]!.AsArray().First(one => (string?)one!["kind"] == "numbers")!;
            JsonArray cell = numbers["scale"]!["cells"]!.AsArray().First(one => one!.AsArray().Count > 1)!.AsArray();
            cell[0] = 1e12;
        });

        await RefusedAsync(folder, "model.malformed", "not in order");
    }

    [Fact]
    public async Task A_schema_that_contradicts_itself_is_refused()
    {
        string folder = Copy();
        await SaveAsync(folder, null, manifest => manifest["schema"]!["columns"]![0]!["name"] = " ");

        var ended = await work.Expect(ExitCode.Refused, "sample", folder, "--rows", "5", "-o", "five.csv");

        Assert.DoesNotContain("   at ", ended.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_the_model_does_not_have_is_refused()
    {
        string folder = Copy();
        await SaveAsync(folder, null, manifest =>
        {
            JsonNode levels = manifest["encodings"]!.AsArray().First(one => (string?)one!["kind"] == "levels")!;
            int column = (int)levels["modelColumn"]!;
            levels["levels"] = new JsonArray(levels["levels"]![0]!.DeepClone());
            int tokens = (bool?)levels["lastIsMissing"] == true ? 2 : 1;
            manifest["columns"]![column]!["tokens"] = tokens;
        });

        await RefusedAsync(folder, "model.not-a-sampler", "tokens that model.json does not have");
    }

    private string Copy()
    {
        string folder = $"model-{Guid.NewGuid():N}";
        Directory.CreateDirectory(work[folder]);
        foreach (string name in new[] { "model.json", "sampler.onnx" })
        {
            File.Copy(work[$"model/{name}"], work[$"{folder}/{name}"]);
        }
        return folder;
    }

    private async Task SaveAsync(string folder, byte[]? graph, Action<JsonNode> change)
    {
        JsonNode manifest = JsonNode.Parse(await File.ReadAllTextAsync(work[$"{folder}/model.json"]))!;
        change(manifest);
        if (graph is not null)
        {
            await File.WriteAllBytesAsync(work[$"{folder}/sampler.onnx"], graph);
            manifest["graphHash"] = Sha256.Hex(graph);
        }

        Schema schema = System.Text.Json.JsonSerializer.Deserialize<Schema>(manifest["schema"], Json.Options)!;
        manifest["schemaHash"] = SchemaHash.Of(schema);
        work.Write($"{folder}/model.json", manifest.ToJsonString(Json.Options));
    }

    private async Task RefusedAsync(string folder, string code, string says)
    {
        var ended = await work.Expect(ExitCode.Refused, "sample", folder, "--rows", "50", "-o", "fifty.csv");

        Assert.Contains(code, ended.Stderr, StringComparison.Ordinal);
        Assert.Contains(says, ended.Stderr, StringComparison.Ordinal);
    }
}
