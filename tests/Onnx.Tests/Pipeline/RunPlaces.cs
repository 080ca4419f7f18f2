using System.Text;
using System.Text.Json;
using AethergenAI.Cards;
using AethergenAI.Core.Tests.Privacy;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Report;
using AethergenAI.Evidence.Review;
using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Runs;

namespace AethergenAI.Onnx.Tests.Pipeline;

/// <summary>Where the files and the frames of private runs of neighbours differ, and where they may.</summary>
internal static class RunPlaces
{
    private const string Trial = "trials/c01-r1/";

    /// <summary>
    /// What may differ, by file: all of it (no place), or some places. A report compares with real rows, and seed.json
    /// and trial records say whose they are; summary.json withholds the claim of the run for these reasons.
    /// </summary>
    private static readonly Dictionary<string, string[]> MayDiffer = new(StringComparer.Ordinal)
    {
        [$"{Trial}model/model.json"] =
        [
            "parameters", // the noisy model
            "graphHash", // the same as a graph
            "provenance.estimatedRows", // the sum of noisy counts
            "provenance.fitSeconds", // whole seconds: a side channel that docs/privacy.md declares
            "privacyClaim.entries[].purpose", // which marginals the exponential mechanism chose
            "privacyClaim.entries[].parameters",
        ],
        [$"{Trial}model/sampler.onnx"] = [], // the same parameters
        [$"{Trial}model/kept/privacy/#/#.json"] = [], // a noisy answer
        [$"{Trial}synthetic.csv"] = [], // drawn from the model
        [$"{Trial}report.json"] =
        [
            "subject.realRows", // withheld: figures of the real rows
            "subject.holdoutRows",
            "subject.syntheticRows", // as many as are estimated, which was paid for
            "sampled",
            "fidelity", // withheld: comparisons with the real rows
            "privacy.attacks",
            "privacy.selfTest",
            "privacy.vulnerable",
            "baselines",
            "kpis",
            "gates",
            "verdict",
            "warnings",
            "notMeasured",
            "cost", // a side channel
        ],
        [$"{Trial}trial.json"] =
        [
            "trainHash", // withheld: whose rows they were
            "trainRows",
            "holdoutHash",
            "holdoutRows",
            "kpis", // withheld: of the report
            "measures",
            "verdict",
            "contentHash", // of the files
            "files",
            "stages[].cost", // a side channel
            "sampling.rows", // as many as are estimated, which was paid for
            "sampling.resampled", // drawn from the model
            "privacy.entries[].purpose", // as in model.json
            "privacy.entries[].parameters",
        ],
        ["seed.json"] = ["rows", "sha256", "splits"], // withheld
        ["summary.json"] =
        [
            "trials[].rows", // as many as are estimated, which was paid for
            "trials[].trainRows", // withheld: of the real rows
            "trials[].measures", // withheld: of the reports
            "trials[].verdict",
            "kpis",
            "cells[].measures",
            "verdict",
            "answer",
            "syntheticRatio", // withheld: of exact counts
            "realShare",
            "datasetVersion", // withheld: of the seed's hash
            "trials[].cost", // a side channel
            "cost",
        ],
        ["card.json"] =
        [
            "trials[].rows", // as in summary.json
            "trials[].trainRows",
            "trials[].measures",
            "trials[].verdict",
            "verdict",
            "answer",
            "analysis.ranking.cells[].value",
            "analysis.measures[].cells[].mean",
            "analysis.pareto",
            "origin.datasets[].sha256", // withheld: the seed's hash
            "trials[].cost", // a side channel
            "cost",
        ],
        ["audit.json"] = [], // fresh draws of noise, of no row
    };

    /// <summary>Files that are made of others, which are compared: nothing else can be in them.</summary>
    internal static void RequireMade(SortedDictionary<string, byte[]> files)
    {
        var card = Read<AblationCard>("card.json");
        foreach (var (name, bytes) in CardFiles.Of(card, null))
        {
            Assert.True(bytes.AsSpan().SequenceEqual(files[name]), $"{name} is not made of card.json alone.");
        }
        var summary = Read<RunSummary>("summary.json");
        TrialRecord[] records = [Read<TrialRecord>($"{Trial}trial.json")];
        var audit = Read<AuditFinding>("audit.json");
        Assert.Equal(PrivacyPage.Render(summary, summary.Privacy!, records, audit), Text(files["privacy.html"]));
        var report = Read<EvaluationReport>($"{Trial}report.json");
        var model = ModelDocument.Read(files[$"{Trial}model/model.json"], files[$"{Trial}model/sampler.onnx"]);
        Assert.Equal(HtmlReport.Render(report, model.Manifest.PrivacyClaim), Text(files[$"{Trial}report.html"]));

        T Read<T>(string name) => JsonSerializer.Deserialize<T>(files[name], Json.Options)!;
    }

    private static readonly HashSet<string> Made =
    [
        "card.csv",
        "card.md",
        "card.html",
        "card.png",
        "privacy.html",
        $"{Trial}report.html",
    ];

    /// <summary>
    /// What may differ in the frames of progress that a worker sends and the API passes on, by stage and field.
    /// </summary>
    private static readonly string[] MayDifferInFrames =
    [
        ".etaSeconds", // time and memory: side channels that docs/privacy.md declares
        ".rowsPerSecond",
        ".memoryBytes",
        "Seeding.fraction", // which of two frames of a moment are sent hangs on the time
        "Sampling.rows", // as many as are estimated, which was paid for
        "Evaluation.risk", // withheld: of the report
        "Evidence.risk",
    ];

    internal static IEnumerable<string> Unpaid(string name, byte[] one, byte[] other)
    {
        if (one.AsSpan().SequenceEqual(other))
        {
            return [];
        }
        if (Made.Contains(name))
        {
            return [];
        }
        if (!MayDiffer.TryGetValue(name, out string[]? places))
        {
            return [name];
        }
        return places.Length == 0
            ? []
            : JsonPlaces
                .Differing(Text(one), Text(other))
                .Where(place => !JsonPlaces.IsIn(place, places))
                .Select(place => $"{name}: {place}");
    }

    /// <summary>The fields of a stage's frames that had other values and may not.</summary>
    internal static IEnumerable<string> UnpaidFrames(IReadOnlyList<RunProgress> one, IReadOnlyList<RunProgress> other)
    {
        var (left, right) = (Values(one), Values(other));
        return left
            .Keys.Union(right.Keys, StringComparer.Ordinal)
            .Where(field => !left.GetValueOrDefault(field, []).SetEquals(right.GetValueOrDefault(field, [])))
            .Where(field => !MayDifferInFrames.Any(field.EndsWith))
            .Order(StringComparer.Ordinal);

        static Dictionary<string, HashSet<string>> Values(IReadOnlyList<RunProgress> frames) =>
            frames
                .SelectMany(frame =>
                    JsonSerializer
                        .SerializeToElement(frame, Json.Options)
                        .EnumerateObject()
                        .Select(field => (Name: $"{frame.Stage}.{field.Name}", Value: field.Value.GetRawText()))
                )
                .GroupBy(field => field.Name, field => field.Value, StringComparer.Ordinal)
                .ToDictionary(fields => fields.Key, fields => fields.ToHashSet(StringComparer.Ordinal));
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
