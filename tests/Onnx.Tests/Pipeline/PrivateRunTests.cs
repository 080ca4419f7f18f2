using System.Text;
using System.Text.Json;
using AethergenAI.Core.Tests.Artefacts;
using AethergenAI.Generation;
using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Onnx.Tests.Pipeline;

/// <summary>What a run leaves of the rows that its private fits saw.</summary>
public sealed class PrivateRunTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task The_rows_are_as_many_as_was_paid_to_know_and_no_hash_of_the_seed_stays_with_the_model()
    {
        var artefacts = new MemoryArtefacts();
        var summary = await RunAsync(artefacts, seedRows: null);
        var trial = Assert.Single(summary.Trials);
        Assert.Null(trial.Failure);

        int estimated = Provenance(artefacts).EstimatedRows!.Value;
        Assert.Equal(
            estimated,
            Encoding.UTF8.GetString(artefacts.Files["trials/c01-r1/synthetic.csv"]).Count(c => c == '\n') - 1
        );

        Assert.Equal("withheld", Provenance(artefacts).SeedHash);
        var record = JsonElement.Parse(artefacts.Files["trials/c01-r1/trial.json"]);
        string[] hashes =
        [
            record.GetProperty("trainHash").GetString()!,
            JsonElement.Parse(artefacts.Files["seed.json"]).GetProperty("sha256").GetString()!,
        ];
        foreach (var (name, bytes) in artefacts.Files.Where(file => file.Key.Contains("/model/")))
        {
            string text = Encoding.Latin1.GetString(bytes);
            Assert.All(hashes, hash => Assert.False(text.Contains(hash, StringComparison.Ordinal), name));
        }
        byte[] kept = artefacts.Files["trials/c01-r1/model/kept/privacy/fit.json"];
        Assert.Equal("", JsonElement.Parse(kept).GetProperty("fit").GetString());
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_private_fit_sees_seed_rows_by_a_coin_each()
    {
        var artefacts = new MemoryArtefacts();
        var trial = Assert.Single((await RunAsync(artefacts, seedRows: 2_000)).Trials);

        // 2,000 of at most 10,000 · 0.7 rows beside the holdout, so two in seven of about 4,200: mean 1,200, standard
        // deviation √(6,000 · 0.2 · 0.8) = 31; 5 of them are 155.
        Assert.InRange(trial.TrainRows, 1_045, 1_355);
    }

    private static async Task<Runs.RunSummary> RunAsync(MemoryArtefacts artefacts, int? seedRows)
    {
        var schema = PrivateSeeds.Schema with { Privacy = PrivateSeeds.Schema.Privacy! with { MaxRows = 10_000 } };
        using var csv = new MemoryStream();
        CsvWriter.Write(csv, PrivateSeeds.Rows(), schema);
        var recipe = new Recipe
        {
            Name = "visits",
            Data = new RecipeData("visits.csv"),
            Base = new TrialSettings
            {
                Generator = "independent",
                SeedRows = seedRows,
                Options = new Dictionary<string, JsonElement> { ["epsilon"] = JsonElement.Parse("1") },
            },
        };
        return await RunOf.CarryOutAsync(
            recipe,
            new RunInputs(schema, RunOf.File("visits.csv", csv.ToArray())),
            artefacts,
            null
        );
    }

    private static Provenance Provenance(MemoryArtefacts artefacts) =>
        ModelDocument
            .Read(
                artefacts.Files["trials/c01-r1/model/model.json"],
                artefacts.Files["trials/c01-r1/model/sampler.onnx"]
            )
            .Manifest.Provenance;
}
