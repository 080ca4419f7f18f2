using System.Text.Json;
using System.Text.Json.Nodes;
using AethergenAI.Evaluation;
using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

/// <summary>
/// The packs of tests/vectors/packs by name: good ones, and one forgery at least for each claim of docs/6-evidence.md.
/// </summary>
internal static class VectorPacks
{
    private const string Trial = "trials/c01-r1/trial.json",
        Model = "trials/c01-r1/model/model.json";

    private static readonly string OtherHash = Sha256.Hex("something else"u8);

    private static readonly ReportVerdict Failing = new(Verdict.Fail, "Not useful.") { FailedGates = ["useful"] };

    private static readonly ReportVerdict Passing = new(Verdict.Pass, "Useful and not a copy.");

    public static async Task<IReadOnlyDictionary<string, byte[]>> MakeAsync()
    {
        using var key = SigningKey.Create();
        byte[] single = await FinishedRun.PackAsync(key),
            judged = await FinishedRun.PackAsync(key, Failing, Passing),
            carded = await FinishedRun.PackWithCardAsync(key),
            constrained =
                await FinishedRun.PackWithCardAsync(
                    key,
                    ""","constraints":[{"measure":"utility.ratio","atMost":0.97}]"""
                ),
            blocks = await FinishedRun.PackOfBlocksAsync(key),
            hidden = await FinishedRun.PackOfPrivateModelAsync(key),
            withheld = await FinishedRun.PackOfPrivateModelAsync(key, "the levels of 'Size' were read from the seed");
        return new[]
        {
            new Dictionary<string, byte[]>
            {
                ["good-single"] = single,
                ["good-judged"] = judged,
                ["good-carded"] = carded,
                ["good-constrained"] = constrained,
                ["good-blocks"] = blocks,
                ["good-private"] = hidden,
                ["good-withheld"] = withheld,
                ["30-bound-of-withheld"] = Bounded(withheld, key),
            },
            ZippedAgain(single, key),
            OddZips(single),
            OfTheRun(new Forger(single, key)),
            OfTheLineage(new Forger(single, key)),
            OfDocuments(new Forger(single, key)),
            Unreadable(new Forger(single, key)),
            OfBlocks(new Forger(blocks, key)),
            OfPrivacy(new Forger(hidden, key)),
            OfVerdicts(new Forger(judged, key), key),
            OddReports(new Forger(judged, key)),
            VectorRankings.Of(carded, key),
            VectorFigures.Of(single, judged, hidden, carded, key),
        }.SelectMany(packs => packs).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Not a byte of a file differs; the zip is ours only where the name says good.</summary>
    private static Dictionary<string, byte[]> ZippedAgain(byte[] pack, SigningKey key)
    {
        var files = Repack.Read(pack);
        string[] folders = ["trials/", "trials/c01-r1/", "trials/c01-r1/model/", "trials/c02-r1/"];
        var withFolders = files.Concat(folders.Select(name => KeyValuePair.Create(name, Array.Empty<byte>())));
        var inFolder = withFolders
            .Select(file => KeyValuePair.Create("pack/" + file.Key, file.Value))
            .Prepend(new("pack/", []));
        byte[] otherTime = [.. pack];
        otherTime[10] ^= 0x20;
        return new()
        {
            ["again-zipped"] = Repack.ZipAgain(files),
            ["again-zipped-with-folders"] = Repack.ZipAgain(withFolders.OrderBy(file => file.Key)),
            ["again-zipped-in-a-folder"] = Repack.ZipAgain(inFolder),
            ["again-zipped-with-times"] = new OddZip
            {
                Extra = OddZip.Field(0x5455, [3, 1, 2, 3, 4]),
                Attributes = 0x81A40000,
            }.Write(files),
            ["again-as-before"] = Repack.ZipAsBefore(files, seekable: true),
            ["again-other-time"] = otherTime,
            ["good-before-to-a-file"] = Repack.WriteAsBefore(Repack.Read(pack), key, seekable: true),
            ["good-before-to-a-stream"] = Repack.WriteAsBefore(Repack.Read(pack), key, seekable: false),
        };
    }

    /// <summary>Zips that other unpackers read differently.</summary>
    private static Dictionary<string, byte[]> OddZips(byte[] pack)
    {
        var files = Repack.Read(pack);
        byte[] unicodePath = OddZip.Field(0x7075, [1, 0, 0, 0, 0, .. "other.json"u8]);
        return new()
        {
            ["odd-unicode-path"] = new OddZip { Extra = unicodePath }.Write(files),
            ["odd-link"] = new OddZip { Attributes = 0xA1FF0000 }.Write(files),
            ["odd-long-field"] = new OddZip { Extra = OddZip.Field(0x5455, new byte[100]) }.Write(files),
            ["odd-name-in-directory"] = new OddZip
            {
                Renamed = new Dictionary<string, string> { ["seed.json"] = "sead.json" },
            }.Write(files),
        };
    }

    private static Dictionary<string, byte[]> OfTheRun(Forger forger) =>
        new()
        {
            ["01-recipe-hash"] = forger.Claim(claim => claim["recipeHash"] = OtherHash),
            ["02-schema-hash"] = forger.Claim(claim => claim["schemaHash"] = OtherHash),
            ["03-dataset-version"] = forger.Claim(claim => claim["datasetVersion"] = OtherHash),
            ["04-recipe-hash-of-summary"] = forger.Document("summary.json", with => with["recipeHash"] = OtherHash),
            ["05-schema-hash-of-summary"] = forger.Document("summary.json", with => with["schemaHash"] = OtherHash),
            ["06-dataset-version-of-summary"] = forger.Document("summary.json", with =>
                with["datasetVersion"] = OtherHash
            ),
            ["07-epsilon"] = forger.Claim(claim => claim["epsilon"] = "ε = 0.1 at δ = 1e-9, per row, add/remove"),
            ["08-real-share"] = forger.Claim(claim => claim["realShare"] = 0.01),
            ["08-real-share-absent"] = forger.Claim(claim => claim.Remove("realShare")),
            ["09-synthetic-ratio"] = forger.Claim(claim => claim["syntheticRatio"] = 1000),
            ["10-cost"] = forger.Claim(claim => claim["cost"]!["cpuSeconds"] = 0.5),
            ["11-question"] = forger.Claim(claim => claim["ablationSummary"]!["question"] = "Which is best?"),
            ["11-answer"] = forger.Claim(claim => claim["ablationSummary"]!["answer"] = "Ours is the best."),
            ["11-cells"] = forger.Claim(claim => claim["ablationSummary"]!["cells"]![0]!["trials"] = 50),
            ["12-metrics"] = forger.Claim(claim => claim["metrics"]!["c01-r1"]!["utility.ratio"] = 0.99),
            ["12-metrics-of-summary"] = forger.Document("summary.json", with =>
                with["trials"]![0]!["measures"]!["utility.ratio"] = 0.99
            ),
            ["13-lineage-left-out"] = forger.Claim(claim =>
            {
                claim["lineage"] = new JsonArray();
                claim["modelHashes"] = new JsonObject();
            }),
            ["14-model-hashes"] = forger.Claim(claim => claim["modelHashes"]!["c01-r1"] = OtherHash),
        };

    private static Dictionary<string, byte[]> OfTheLineage(Forger forger)
    {
        byte[] Lineage(string member) => forger.Claim(claim => claim["lineage"]![0]![member] = OtherHash);
        return new()
        {
            ["15-seed-of-lineage"] = Lineage("seed"),
            ["16-model-of-lineage"] = Lineage("model"),
            ["17-graph-of-lineage"] = Lineage("graph"),
            ["18-rows-of-lineage"] = Lineage("rows"),
            ["19-report-of-lineage"] = Lineage("report"),
            ["20-block-of-lineage"] = forger.Claim(claim => claim["lineage"]![0]!["block"] = 2),
            ["21-train-of-lineage"] = Lineage("train"),
        };
    }

    private static Dictionary<string, byte[]> OfDocuments(Forger forger) =>
        new()
        {
            ["20-block-of-trial"] = forger.Document(Trial, with => with["block"] = 2),
            ["21-train-of-trial"] = forger.Document(Trial, with => with["trainHash"] = OtherHash),
            ["22-files-of-trial"] = forger.Document(Trial, with => with["files"]!["report.html"] = OtherHash),
            ["23-graph-of-model"] = forger.Document(Model, with => with["graphHash"] = OtherHash),
            ["24-schema-of-model"] = forger.Document(Model, with => with["schemaHash"] = OtherHash),
            ["25-rows-of-model"] = forger.Document(Model, with => with["provenance"]!["seedHash"] = OtherHash),
            ["25-rows-withheld-without-privacy"] = forger.Document(Model, with =>
                with["provenance"]!["seedHash"] = "withheld"
            ),
        };

    private static Dictionary<string, byte[]> OfBlocks(Forger forger) =>
        new()
        {
            ["20-block-swapped"] = forger.Claim(claim => claim["lineage"]![1]!["block"] = 1),
            ["20-block-absent"] = forger.Claim(claim => claim["lineage"]![1]!.AsObject().Remove("block")),
        };

    private static Dictionary<string, byte[]> OfPrivacy(Forger forger) =>
        new()
        {
            ["07-epsilon-of-summary"] = forger.Document("summary.json", with => with["epsilon"] = "none"),
            ["26-claim-of-model"] = forger.Document(Model, with => with["privacyClaim"]!["epsilon"] = 0.1),
            ["26-claim-of-model-left-out"] = forger.Document(Model, with => with.Remove("privacyClaim")),
            ["30-epsilon-recomputed"] = forger.Document(Trial, with => with["privacy"]!["entries"]![0]!["rho"] = 0.001),
            ["30-delta-recomputed"] = forger.Document(Trial, with => with["privacy"]!["delta"] = 1e-6),
            ["30-delta-of-no-meaning"] = forger.Document(Trial, with => with["privacy"]!["delta"] = 2),
        };

    /// <summary>Gives a bound for models of which one's claim is withheld.</summary>
    private static byte[] Bounded(byte[] withheld, SigningKey key)
    {
        return new Forger(new Forger(withheld, key).Document("summary.json", Edit), key).Claim(Edit);

        static void Edit(JsonObject with) =>
            with["epsilon"] =
                with["epsilon"]!.GetValue<string>().Split(" No bound")[0]
                + " Protected models and their rows alone, all trials together: ε = 0.7 at δ = 1e-5, per row, "
                + "add/remove";
    }

    private static Dictionary<string, byte[]> OfVerdicts(Forger forger, SigningKey key)
    {
        const string Report = "trials/c01-r1/report.json",
            Summary = "summary.json";
        void Pass(JsonNode document) => document["verdict"] = JsonSerializer.SerializeToNode(Passing, Json.Options);
        byte[] OfTrial(Action<JsonNode> edit) => forger.Document(Summary, with => edit(with["trials"]![0]!));
        var afterTrial = new Forger(OfTrial(Pass), key);
        var afterRecord = new Forger(afterTrial.Document(Trial, Pass), key);
        var afterSummary = new Forger(forger.Document(Summary, Pass), key);
        return new()
        {
            ["27-cell-of-trial"] = OfTrial(trial => trial["cell"] = 2),
            ["27-measures-of-trial"] = forger.Document(Trial, with => with["measures"]!["utility.ratio"] = 0.99),
            ["27-refusal-of-trial"] = forger.Document(Trial, with =>
                with["failure"] = new JsonObject { ["code"] = "fit.too-few-rows", ["message"] = "Bring more rows." }
            ),
            ["27-verdict-of-trial"] = OfTrial(Pass),
            ["28-verdict-of-report"] = forger.Document(Report, Pass),
            ["28-verdict-of-trial-and-summary"] = new Forger(afterRecord.Document(Summary, Pass), key).Claim(claim =>
                Pass(claim["ablationSummary"]!)
            ),
            ["29-verdict"] = afterSummary.Claim(claim => Pass(claim["ablationSummary"]!)),
            ["29-verdict-left-out"] = new Forger(forger.Document(Summary, with => with.Remove("verdict")), key).Claim(
                claim => claim["ablationSummary"]!.AsObject().Remove("verdict")
            ),
            ["29-best-cell"] = forger.Document(Summary, with => with["best"] = 2),
            ["31-gate-of-report"] = forger.Document(Report, with => with["gates"]![0]!["verdict"] = "fail"),
            ["31-gate-of-report-left-out"] = forger.Document(Report, with => with["gates"]!.AsArray().RemoveAt(2)),
            ["31-gates-of-report-left-out"] = forger.Document(Report, with => with.Remove("gates")),
            ["31-gates-that-all-pass"] = forger.Document(Report, with => with["gates"]![2]!["verdict"] = "pass"),
            ["31-sentence-of-gate"] = forger.Document(Report, with => with["gates"]![2]!["sentence"] = "Useful."),
            ["31-not-measured"] = forger.Document("trials/c01-r2/report.json", with =>
                with["notMeasured"] = JsonSerializer.SerializeToNode(
                    new[] { new NotMeasured("detection", "Too few rows.") },
                    Json.Options
                )
            ),
            ["good-before-gates"] = forger.Document(Report, with =>
            {
                with["version"] = 4;
                with.Remove("gates");
            }),
            ["unreadable-gate"] = forger.Document(Report, with => with["gates"]![0]!["verdict"] = "fine"),
            ["unreadable-gates"] = forger.Document(Report, with => with["gates"]![0]!["verdict"] = 1),
            ["unreadable-report"] = forger.Document(Report, with => with["verdict"] = "fine"),
        };
    }

    /// <summary>Reports that would be taken for those of an earlier version, or their lists for absent ones.</summary>
    private static Dictionary<string, byte[]> OddReports(Forger forger)
    {
        byte[] Of(Action<JsonObject> edit) => forger.Document("trials/c01-r1/report.json", edit);
        byte[] Unmeasured(string json) => Of(with => with["notMeasured"] = JsonNode.Parse(json));
        return new()
        {
            ["unreadable-version-null"] = Of(with => with["version"] = null),
            ["unreadable-version-fraction"] = Of(with => with["version"] = 4.5),
            ["unreadable-gates-null"] = Of(with =>
            {
                with["version"] = 4;
                with["gates"] = null;
            }),
            ["unreadable-not-measured-null"] = Unmeasured("null"),
            ["unreadable-not-measured-without-name"] = Unmeasured("""[{"reason":"Too few rows."}]"""),
            ["unreadable-not-measured-without-reason"] = Unmeasured("""[{"name":"detection"}]"""),
            ["unreadable-not-measured-blocks"] = Unmeasured(
                """[{"name":"detection","reason":"Too few rows.","blocks":null}]"""
            ),
            ["unreadable-outcome-in-capitals"] = Of(with => with["verdict"]!["outcome"] = "Pass"),
            ["unreadable-gate-in-capitals"] = Of(with => with["gates"]![0]!["verdict"] = "PASS"),
        };
    }

    private static Dictionary<string, byte[]> Unreadable(Forger forger) =>
        new()
        {
            ["unreadable-seed"] = forger.Document("seed.json", with => with.Remove("sha256")),
            ["unreadable-summary"] = forger.Document("summary.json", with => with.Remove("trials")),
            ["unreadable-trial"] = forger.Document(Trial, with => with.Remove("trainHash")),
            ["unreadable-model"] = forger.Document(Model, with => with.Remove("graphHash")),
            ["trial-twice-in-lineage"] = forger.Claim(claim =>
                claim["lineage"]!.AsArray().Add(claim["lineage"]![0]!.DeepClone())
            ),
            ["trial-twice-in-summary"] = forger.Document("summary.json", with =>
                with["trials"]!.AsArray().Add(with["trials"]![0]!.DeepClone())
            ),
            ["other-statement"] = forger.Statement(statement => statement["predicateType"] = "https://example.com/v1"),
            ["unknown-proof"] = forger.Claim(claim =>
                claim["proofs"]!.AsArray().Add(new JsonObject { ["kind"] = "x" })
            ),
            ["unsigned-summary"] = forger.Unsigned("summary.json", text => text + " "),
            ["unsigned-statement"] = forger.Unsigned("manifest.json", text => text + " "),
        };
}
