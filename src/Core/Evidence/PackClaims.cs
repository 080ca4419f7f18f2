using AethergenAI.Generation;
using AethergenAI.Runs;

namespace AethergenAI.Evidence;

/// <summary>Whether what the statement says of the run is what the pack's own documents say, recomputed from their bytes.</summary>
internal static class PackClaims
{
    internal static void Check(PackContents contents, Statement statement, List<PackFault> faults)
    {
        var claim = statement.Predicate;
        void Same<T>(T said, T found, string file, string what)
        {
            bool same = CanonicalJson.Serialize(said).AsSpan().SequenceEqual(CanonicalJson.Serialize(found));
            if (!same)
            {
                faults.Add(PackFaults.Contradiction(file, what));
            }
        }

        Same(
            claim.RecipeHash,
            contents.Digests.GetValueOrDefault(PackFiles.Recipe),
            PackFiles.Recipe,
            "the recipe's hash"
        );
        Same(
            claim.SchemaHash,
            contents.Digests.GetValueOrDefault(PackFiles.Schema),
            PackFiles.Schema,
            "the schema's hash"
        );
        var seed = contents.Parse<SeedRecord>(PackFiles.Seed, faults);
        if (seed is not null)
        {
            Same(claim.DatasetVersion, seed.Sha256, PackFiles.Seed, "the seed's hash");
        }

        if (contents.Parse<RunSummary>(PackFiles.Summary, faults) is not { } summary)
        {
            return;
        }

        Same(claim.RecipeHash, summary.RecipeHash, PackFiles.Summary, "the recipe's hash");
        Same(claim.SchemaHash, summary.SchemaHash, PackFiles.Summary, "the schema's hash");
        Same(claim.DatasetVersion, summary.DatasetVersion, PackFiles.Summary, "the seed's hash");
        Same(claim.Epsilon, summary.Epsilon, PackFiles.Summary, "ε");
        Same(claim.RealShare, summary.RealShare, PackFiles.Summary, "the real share");
        Same(claim.SyntheticRatio, summary.SyntheticRatio, PackFiles.Summary, "the synthetic ratio");
        Same(claim.Cost, summary.Cost, PackFiles.Summary, "the cost");
        Same(
            claim.AblationSummary,
            new AblationSummary(summary.Question, summary.Answer, summary.Cells),
            PackFiles.Summary,
            "the ablation summary"
        );
        Same(
            claim.Metrics,
            summary.Trials.ToDictionary(trial => trial.Name, trial => trial.Measures),
            PackFiles.Summary,
            "a metric"
        );

        var finished = summary.Trials.Where(trial => trial.Failure is null).Select(trial => trial.Name);
        Same(
            claim.Lineage.Select(lineage => lineage.Trial),
            finished,
            PackFiles.Summary,
            "which trials have a lineage"
        );
        Same(
            claim.ModelHashes,
            claim.Lineage.ToDictionary(lineage => lineage.Trial, lineage => lineage.Model),
            PackFiles.Manifest,
            "a model's hash"
        );
        foreach (var lineage in claim.Lineage)
        {
            CheckTrial(lineage, Same, contents, faults);
        }

        // One that cannot be read is told of above, or by its hash.
        var records = summary
            .Trials.Select(trial => contents.Parse<TrialRecord>(PackFiles.Trial(trial.Name, "trial.json"), []))
            .OfType<TrialRecord>()
            .ToList();
        var privacy = RunPrivacy.Of(records, seed?.Holdout is null);
        Same(
            claim.Epsilon,
            privacy?.Words ?? RunSummary.NoPrivacy,
            PackFiles.Summary,
            "ε, as the trials' own records have it,"
        );
    }

    /// <summary>The hash of the schema of the data set that a trial is on: the block stands in the trial's name.</summary>
    private static string? SchemaOf(TrialLineage lineage, PackContents contents)
    {
        string? block = lineage.Trial.Split('-').FirstOrDefault(part => part.StartsWith('b'));
        return contents.Digests.GetValueOrDefault(
            PackFiles.SchemaOf(
                block is null ? 1
                : int.TryParse(block[1..], out int number) ? number
                : 0
            )
        );
    }

    private static void CheckTrial(
        TrialLineage lineage,
        Action<string?, string?, string, string> same,
        PackContents contents,
        List<PackFault> faults
    )
    {
        void File(string? hash, string file) =>
            same(
                hash,
                contents.Digests.GetValueOrDefault(PackFiles.Trial(lineage.Trial, file)),
                PackFiles.Trial(lineage.Trial, file),
                "its hash in the lineage"
            );

        File(lineage.Model, "model/model.json");
        File(lineage.Graph, "model/sampler.onnx");
        File(lineage.Rows, "synthetic.csv");
        File(lineage.Report, "report.json");
        string name = PackFiles.Trial(lineage.Trial, "trial.json");
        var record = contents.Parse<TrialRecord>(name, faults);
        if (record is not null)
        {
            same(lineage.Train, record.TrainHash, name, "the hash of the rows that the generator saw");
            foreach (var (file, hash) in record.Files)
            {
                File(hash, file);
            }
        }

        name = PackFiles.Trial(lineage.Trial, "model/model.json");
        if (contents.Parse<ModelManifest>(name, faults) is { } model)
        {
            same(lineage.Graph, model.GraphHash, name, "the hash of its graph");
            same(SchemaOf(lineage, contents), model.AskedSchemaHash ?? model.SchemaHash, name, "the schema's hash");
            string seen = model.Provenance.SeedHash;
            bool withheld = model.PrivacyClaim is not null && seen == Provenance.Withheld;
            if (!withheld)
            {
                same(lineage.Train, seen, name, "the hash of the rows that the generator saw");
            }
            if (record is not null)
            {
                same(
                    record.Privacy?.Words,
                    model.PrivacyClaim?.Words,
                    name,
                    "what is claimed of its differential privacy"
                );
            }
        }
    }
}
