using AethergenAI.Cards;
using AethergenAI.Runs;

namespace AethergenAI.Evidence;

/// <summary>The names of a pack's files. None of these files holds real rows.</summary>
internal static class PackFiles
{
    internal const string Manifest = "manifest.json";
    internal const string Envelope = "manifest.dsse.json";
    internal const string PublicKey = "public-key.pem";
    internal const string Readme = "README.txt";
    internal const string Index = "index.html";
    internal const string Recipe = "recipe.json";
    internal const string Schema = "schema.json";
    internal const string Seed = "seed.json";
    internal const string Summary = "summary.json";
    internal const string Privacy = "privacy.html";
    internal const string Audit = "audit.json";

    private static readonly string[] Results =
    [
        "model/model.json",
        "model/sampler.onnx",
        "report.html",
        "report.json",
        "synthetic.csv",
    ];

    /// <summary>The run's artefacts that go into its pack.</summary>
    internal static IEnumerable<string> Of(RunSummary summary) =>
        new[] { Recipe, Seed, Summary }
            .Concat(summary.Privacy is null ? [] : [Privacy, Audit])
            .Concat(Enumerable.Range(1, summary.Trials.Max(trial => trial.Block)).Select(SchemaOf))
            .Concat(
                summary.Trials.SelectMany(trial =>
                    (trial.Failure is null ? Results : []).Append("trial.json").Select(file => Trial(trial.Name, file))
                )
            );

    /// <summary>The schema file of a data set, which is numbered from 1.</summary>
    internal static string SchemaOf(int block) => block == 1 ? Schema : $"schema-b{block}.json";

    internal static string Trial(string trial, string file) => $"trials/{trial}/{file}";

    internal static bool IsRows(string name) => name.EndsWith("/synthetic.csv", StringComparison.Ordinal);

    internal static bool IsReport(string name) => name.EndsWith("/report.json", StringComparison.Ordinal);

    /// <summary>Whether verification reads the document; of other files it needs the hash alone.</summary>
    internal static bool IsChecked(string name) =>
        name is Manifest or Envelope or PublicKey or Recipe or Seed or Summary or CardFiles.Json or CardSeal.FileName
        || name.EndsWith("/trial.json", StringComparison.Ordinal)
        || IsReport(name)
        || name.EndsWith("/model.json", StringComparison.Ordinal);
}
