using System.Text.Json;
using AethergenAI.Core.Tests.Artefacts;
using AethergenAI.Evidence;
using AethergenAI.Generation;
using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evidence;

/// <summary>What a run of two trials leaves, the second refused.</summary>
internal static class FinishedRun
{
    public static readonly Schema Schema = new("birds", [new CategoricalColumn("Size", ["Large", "Small"])]);

    public static async Task<(MemoryArtefacts Artefacts, RunSummary Summary)> KeepAsync()
    {
        var artefacts = new MemoryArtefacts();
        var recipe = RecipeReader.Read(
            """{"name":"birds","data":{"seed":"birds.csv"},"factors":{"generator":["independent","copula"]}}""",
            yaml: false
        );
        var plan = TrialPlan.Of(recipe);
        var seed = new SeedRecord(
            "birds.csv",
            Sha256.Hex("the seed's bytes"u8),
            10,
            null,
            0.3,
            [new SplitRecord(1, 7, Sha256.Hex("train"u8), 3, Sha256.Hex("holdout"u8))]
        );
        await new RunFolder(artefacts).ClaimAsync(recipe, [Schema], seed, default);

        var done = await KeepTrialAsync(artefacts, plan[0], seed.Splits[0]);
        var failed = TrialRecord.Of(plan[1], Schema) with
        {
            Failure = new TrialFailure("fit.too-few-rows", "Bring more rows."),
        };
        await new TrialFolder(artefacts, plan[1].Name).WriteAsync(failed, default);

        var summary = RunSummaries.Of(recipe, Schema, seed, [done, failed]);
        await new RunFolder(artefacts).SummariseAsync(summary, default);
        return (artefacts, summary);
    }

    public static async Task<byte[]> PackAsync(SigningKey key)
    {
        var (artefacts, summary) = await KeepAsync();
        using var pack = new MemoryStream();
        await EvidencePack.WriteAsync(pack, artefacts, summary, key, default);
        return pack.ToArray();
    }

    private static async Task<TrialRecord> KeepTrialAsync(MemoryArtefacts artefacts, Trial trial, SplitRecord split)
    {
        var folder = new TrialFolder(artefacts, trial.Name);
        byte[] graph = "a graph, to a pack only bytes"u8.ToArray();
        var manifest = new ModelManifest
        {
            Generator = "independent",
            Options = new Dictionary<string, string>(),
            Schema = Schema,
            SchemaHash = SchemaHash.Of(Schema),
            Columns = [new ModelColumn("Size", 2)],
            Encodings = [],
            Parameters = JsonSerializer.SerializeToElement(new { }),
            GraphHash = Sha256.Hex(graph),
            Provenance = new Provenance(split.TrainHash, split.TrainRows, 1, "test", "none", 0.1),
        };
        await folder.WriteBytesAsync("model/sampler.onnx", graph, default);
        await folder.WriteBytesAsync(
            "model/model.json",
            JsonSerializer.SerializeToUtf8Bytes(manifest, Json.Options),
            default
        );
        await folder.WriteBytesAsync(
            "synthetic.csv",
            System.Text.Encoding.UTF8.GetBytes("Size\n" + string.Concat(Enumerable.Repeat("Large\nSmall\n", 50))),
            default
        );
        await folder.WriteBytesAsync("report.json", "{}"u8.ToArray(), default);
        await folder.WriteBytesAsync("report.html", "<!doctype html>"u8.ToArray(), default);
        var record = TrialRecord.Of(trial, Schema) with
        {
            TrainHash = split.TrainHash,
            TrainRows = split.TrainRows,
            HoldoutHash = split.HoldoutHash,
            HoldoutRows = split.HoldoutRows,
            Stages =
            [
                new StageCost(RunStage.Fitting, new TrialCost(1, 1.5, 1000)),
                new StageCost(RunStage.Sampling, new TrialCost(2, 2.5, 2000)),
            ],
            Sampling = new Sampling(100, 0, "cpu"),
            Measures = new Dictionary<string, double> { ["fidelity.column-shapes"] = 0.9, ["utility.ratio"] = 0.8 },
            Files = await folder.HashAsync(
                new Dictionary<string, string>(),
                ["model/model.json", "model/sampler.onnx", "report.html", "report.json", "synthetic.csv"],
                default
            ),
        };
        await folder.WriteAsync(record, default);
        return record;
    }
}
