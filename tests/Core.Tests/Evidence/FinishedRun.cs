using System.Text.Json;
using AethergenAI.Artefacts;
using AethergenAI.Cards;
using AethergenAI.Core.Tests.Artefacts;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Gates;
using AethergenAI.Evidence;
using AethergenAI.Generation;
using AethergenAI.Pipeline;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evidence;

/// <summary>What a run leaves: on each data set two trials, the second refused.</summary>
internal static class FinishedRun
{
    public static readonly Schema Schema = new("birds", [new CategoricalColumn("Size", ["Large", "Small"])]);

    private static readonly Schema OtherSchema = new("islands", [new CategoricalColumn("Size", ["Large", "Small"])]);

    public static Task<(MemoryArtefacts Artefacts, RunSummary Summary)> KeepAsync() => KeepAsync("", [Schema], null);

    public static Task<byte[]> PackAsync(SigningKey key) => PackAsync(KeepAsync(), key);

    /// <summary>Of a run whose reports have these verdicts, one for each repeat.</summary>
    public static Task<byte[]> PackAsync(SigningKey key, params ReportVerdict[] verdicts) =>
        PackAsync(KeepAsync(verdicts), key);

    public static Task<(MemoryArtefacts Artefacts, RunSummary Summary)> KeepAsync(ReportVerdict[] verdicts) =>
        KeepAsync("", [Schema], null, verdicts);

    /// <summary>Of a run of two cells whose trials all passed, with its signed card.</summary>
    public static async Task<byte[]> PackWithCardAsync(SigningKey key, string furtherRecipe = "")
    {
        var passing = new ReportVerdict(Verdict.Pass, "Useful and not a copy.");
        return await PackAsync(KeepAsync("", [Schema], null, key, furtherRecipe, passing, passing), key);
    }

    /// <summary>Of a run on two data sets.</summary>
    public static Task<byte[]> PackOfBlocksAsync(SigningKey key) =>
        PackAsync(
            KeepAsync(""","blocks":[{"name":"islands","seed":"islands.csv"}]""", [Schema, OtherSchema], null),
            key
        );

    /// <summary>Of a run that spent privacy.</summary>
    /// <param name="withheld">Why the model's claim is withheld; none: it is made.</param>
    public static Task<byte[]> PackOfPrivateModelAsync(SigningKey key, params string[] withheld)
    {
        var entry = new LedgerEntry(
            1,
            DateTimeOffset.UnixEpoch,
            "birds/c01-r1",
            "the share of each size",
            "discrete-gaussian",
            new Dictionary<string, string> { ["variance"] = "50" },
            0.0125
        );
        var privacy = new PrivacyClaim(0.7, 1e-5, PrivacyUnit.Row, entry.Rho, withheld, [entry]);
        return PackAsync(KeepAsync("", [Schema], privacy), key);
    }

    private static async Task<byte[]> PackAsync(
        Task<(MemoryArtefacts Artefacts, RunSummary Summary)> run,
        SigningKey key
    )
    {
        var (artefacts, summary) = await run;
        using var pack = new MemoryStream();
        await EvidencePack.WriteAsync(pack, artefacts, summary, key, default);
        return pack.ToArray();
    }

    private static Task<(MemoryArtefacts Artefacts, RunSummary Summary)> KeepAsync(
        string furtherData,
        IReadOnlyList<Schema> schemas,
        PrivacyClaim? privacy,
        params ReportVerdict[] verdicts
    ) => KeepAsync(furtherData, schemas, privacy, null, "", verdicts);

    /// <param name="cardKey">Signs a card. With a card no trial is refused; without one, a run with verdicts has one
    /// cell, so that it leads.</param>
    private static async Task<(MemoryArtefacts Artefacts, RunSummary Summary)> KeepAsync(
        string furtherData,
        IReadOnlyList<Schema> schemas,
        PrivacyClaim? privacy,
        SigningKey? cardKey,
        string furtherRecipe,
        params ReportVerdict[] verdicts
    )
    {
        var artefacts = new MemoryArtefacts();
        string factors =
            cardKey is null && verdicts.Length > 0 ? "" : ""","factors":{"generator":["independent","copula"]}""";
        var recipe = RecipeReader.Read(
            $$$"""
            {"name":"birds","base":{"generator":"independent"},"data":{"seed":"birds.csv"{{{furtherData}}}}
            {{{factors}}},"repeats":{{{Math.Max(1, verdicts.Length)}}}{{{furtherRecipe}}}}
            """,
            yaml: false
        );
        var seed = new SeedRecord(
            "birds.csv",
            Sha256.Hex("the seed's bytes"u8),
            10,
            null,
            0.3,
            [
                .. Enumerable
                    .Range(1, Math.Max(1, verdicts.Length))
                    .Select(repeat => new SplitRecord(
                        (ulong)repeat,
                        7,
                        Sha256.Hex("train"u8),
                        3,
                        Sha256.Hex("holdout"u8)
                    )),
            ]
        );
        if (schemas.Count > 1)
        {
            seed = seed with { Blocks = [seed with { Name = "islands.csv" }] };
        }
        await new RunFolder(artefacts).ClaimAsync(recipe, schemas, seed, default);

        var records = new List<TrialRecord>();
        foreach (var trial in TrialPlan.Of(recipe))
        {
            var schema = schemas[trial.Block - 1];
            records.Add(
                cardKey is not null || trial.Settings.Generator == "independent"
                    ? await KeepTrialAsync(
                        artefacts,
                        trial,
                        schema,
                        seed.Splits[0],
                        privacy,
                        verdicts.ElementAtOrDefault(trial.Repeat - 1)
                    )
                    : await RefuseTrialAsync(artefacts, trial, schema)
            );
        }

        var summary = RunSummaries.Of(recipe, schemas[0], seed, records);
        int? best = verdicts.Length == 0 ? null : 1;
        summary = summary with
        {
            Best = best,
            Verdict = RunVerdict.Of(summary.Trials, best),
            Kpis = [.. CellKpis.Of(records, best, CardScope.Overlap(recipe))],
        };
        if (cardKey is not null)
        {
            return (artefacts, await KeepCardAsync(artefacts, recipe, seed, summary, records, cardKey));
        }
        await new RunFolder(artefacts).SummariseAsync(summary, default);
        if (summary.Privacy is { } spent)
        {
            await new RunFolder(artefacts).ExplainPrivacyAsync(summary, spent, records, default);
        }
        return (artefacts, summary);
    }

    private static async Task<RunSummary> KeepCardAsync(
        MemoryArtefacts artefacts,
        Recipe recipe,
        SeedRecord seed,
        RunSummary summary,
        IReadOnlyList<TrialRecord> records,
        SigningKey key
    )
    {
        var facts = new CardFacts([new CardDataset(seed.Name, seed.Sha256)], CardEnvironment.Unknown, "aethergen run");
        var card = CardWriter.Of(recipe, summary, facts, default);
        summary = RunSummaries.Answered(recipe, summary, card, records, DateTimeOffset.UnixEpoch);
        await new RunFolder(artefacts).SummariseAsync(summary, default);
        foreach (var (name, bytes) in CardFiles.Of(card))
        {
            await artefacts.WriteBytesAsync(name, bytes, default);
        }
        await CardSeal.WriteAsync(artefacts, summary, key, default);
        return summary;
    }

    /// <summary>The gates that this verdict follows from.</summary>
    private static IReadOnlyList<QualityGate> GatesOf(ReportVerdict verdict)
    {
        string[] undecided = verdict.Outcome == Verdict.Invalid ? ["not-a-copy", "private"] : ["private"];
        IReadOnlyList<string> deciding = verdict.FailedGates ?? (verdict.Outcome == Verdict.Pass ? [] : undecided);
        return
        [
            .. GateSentences.Order.Select(gate =>
                deciding.Contains(gate)
                    ? new QualityGate(gate, verdict.Outcome, verdict.Sentence)
                    : new QualityGate(gate, Verdict.Pass, $"The gate {gate} passes.")
            ),
        ];
    }

    /// <summary>Reports of earlier versions do not name the gates that fail.</summary>
    private static int VersionOf(ReportVerdict verdict) =>
        verdict is { Outcome: Verdict.Fail, FailedGates: null } ? 4 : 5;

    private static async Task<TrialRecord> RefuseTrialAsync(MemoryArtefacts artefacts, Trial trial, Schema schema)
    {
        var failed = TrialRecord.Of(trial, schema) with
        {
            Failure = new TrialFailure("fit.too-few-rows", "Bring more rows."),
        };
        await new TrialFolder(artefacts, trial.Name).WriteAsync(failed, default);
        return failed;
    }

    private static async Task<TrialRecord> KeepTrialAsync(
        MemoryArtefacts artefacts,
        Trial trial,
        Schema schema,
        SplitRecord split,
        PrivacyClaim? privacy,
        ReportVerdict? verdict
    )
    {
        var folder = new TrialFolder(artefacts, trial.Name);
        byte[] graph = "a graph, to a pack only bytes"u8.ToArray();
        var manifest = new ModelManifest
        {
            Generator = trial.Settings.Generator,
            Options = new Dictionary<string, string>(),
            Schema = schema,
            SchemaHash = SchemaHash.Of(schema),
            Columns = [new ModelColumn("Size", 2)],
            Encodings = [],
            Parameters = JsonSerializer.SerializeToElement(new { }),
            GraphHash = Sha256.Hex(graph),
            Provenance = privacy is null
                ? new Provenance(split.TrainHash, split.TrainRows, 1, "test", "none", 0.1)
                : new Provenance(Provenance.Withheld, 0, 1, "test", "none", 0.1),
            PrivacyClaim = privacy,
        };
        await folder.WriteBytesAsync("model/sampler.onnx", graph, default);
        await folder.WriteBytesAsync(
            "model/model.json",
            JsonSerializer.SerializeToUtf8Bytes(manifest, Json.Options),
            default
        );
        await folder.WriteBytesAsync(
            "synthetic.csv",
            System.Text.Encoding.UTF8.GetBytes("Size\n" + string.Concat(Enumerable.Repeat("Large\nSmall\n", 200))),
            default
        );
        await folder.WriteBytesAsync("report.html", "<!doctype html>"u8.ToArray(), default);
        var record = TrialRecord.Of(trial, schema) with
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
            Privacy = privacy,
            Verdict = verdict,
            Sampling = new Sampling(400, 0, "cpu"),
            Measures = new Dictionary<string, double> { ["fidelity.column-shapes"] = 0.9, ["utility.ratio"] = 0.8 },
        };
        record = await KeepReportAsync(folder, record);
        record = record with
        {
            Files = await folder.HashAsync(
                new Dictionary<string, string>(),
                ["model/model.json", "model/sampler.onnx", "report.html", "report.json", "synthetic.csv"],
                default
            ),
        };
        await folder.WriteAsync(record, default);
        return record;
    }

    /// <returns>The record with the report's figures; as it was, where the trial was not judged.</returns>
    private static async Task<TrialRecord> KeepReportAsync(TrialFolder folder, TrialRecord record)
    {
        if (record.Verdict is not { } verdict)
        {
            await folder.WriteBytesAsync("report.json", "{}"u8.ToArray(), default);
            return record;
        }

        double ratio = 0.96 + (0.002 * record.Repeat) + (record.Cell == 1 ? 0 : 0.01);
        var report = FinishedReport.Of(verdict, GatesOf(verdict), record, ratio) with { Version = VersionOf(verdict) };
        await folder.WriteBytesAsync("report.json", JsonSerializer.SerializeToUtf8Bytes(report, Json.Options), default);
        return record with { Measures = TrialMeasures.Of(report), Kpis = report.Kpis };
    }
}
