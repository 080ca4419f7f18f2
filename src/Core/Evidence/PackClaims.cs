using AethergenAI.Generation;
using AethergenAI.Runs;

namespace AethergenAI.Evidence;

/// <summary>
/// Checks that the statement says the same about the run as the pack's own documents, recomputed from their bytes.
/// docs/6-evidence.md lists the claims. web/src/features/evidence/verify/claims.ts checks the same claims in the same
/// order, and tests/vectors/packs holds a forged pack for each.
/// </summary>
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
        if (!NameEachOnce(claim.Lineage.Select(lineage => lineage?.Trial)))
        {
            faults.Add(PackFaults.NotADocument(PackFiles.Manifest));
            return;
        }
        if (!NameEachOnce(summary.Trials.Select(trial => trial?.Name)))
        {
            faults.Add(PackFaults.NotADocument(PackFiles.Summary));
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
            new AblationSummary(summary.Question, summary.Answer, summary.Cells, summary.Verdict),
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
            CheckTrial(lineage, claim.DatasetVersion, Same, contents, faults);
        }

        var records = new List<TrialRecord>();
        var unfounded = new List<string>();
        foreach (var trial in summary.Trials)
        {
            // A record that cannot be read is reported above, or by its hash.
            string file = PackFiles.Trial(trial.Name, "trial.json");
            if (contents.Parse<TrialRecord>(file, []) is { } record)
            {
                records.Add(record);
                Same(Results(trial), Results(TrialSummary.Of(record)), file, "the trial's result");
            }
            // Trials of earlier versions have no verdict, though their reports have one.
            file = PackFiles.Trial(trial.Name, "report.json");
            if (trial.Failure is null && contents.Parse<JudgedReport>(file, faults) is { } report)
            {
                Same(trial.Verdict, trial.Verdict is null ? null : report.Verdict, file, "the report's verdict");
                if (!report.FollowsFromItsGates())
                {
                    unfounded.Add(file);
                }
            }
        }
        Same(
            summary.Verdict,
            RunVerdict.Of(summary.Trials, summary.Best),
            PackFiles.Summary,
            "the verdict, as the trials of the leading cell have it,"
        );
        Same(
            claim.Epsilon,
            EpsilonOf(records, seed?.IsSplitByPosition == true),
            PackFiles.Summary,
            "ε, as the trials' own records have it,"
        );
        faults.AddRange(unfounded.Select(PackFaults.NotOfItsGates));
        if (faults.Count == 0)
        {
            PackFigures.Check(contents, statement, summary, seed!, records, faults);
        }
    }

    /// <summary>What the summary and the trial's own record both say.</summary>
    private static object Results(TrialSummary trial) =>
        new
        {
            trial.Cell,
            trial.Repeat,
            trial.Block,
            trial.Levels,
            trial.Generator,
            trial.TrainRows,
            trial.Rows,
            trial.Measures,
            trial.Cost,
            trial.ReusedFrom,
            trial.FitFrom,
            trial.Failure,
            trial.Verdict,
        };

    /// <returns>Null where privacy cannot be accounted with the records' figures.</returns>
    private static string? EpsilonOf(IReadOnlyList<TrialRecord> records, bool split)
    {
        try
        {
            return RunPrivacy.Of(records, split)?.Words ?? RunSummary.NoPrivacy;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a document's list holds no null, which its type does not rule out, and no trial twice.
    /// </summary>
    private static bool NameEachOnce(IEnumerable<string?> trials)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return trials.All(trial => trial is not null && seen.Add(trial));
    }

    private static void CheckTrial(
        TrialLineage lineage,
        string dataset,
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

        same(lineage.Seed, dataset, PackFiles.Manifest, "the seed's hash in the lineage");
        File(lineage.Model, "model/model.json");
        File(lineage.Graph, "model/sampler.onnx");
        File(lineage.Rows, "synthetic.csv");
        File(lineage.Report, "report.json");
        string name = PackFiles.Trial(lineage.Trial, "trial.json");
        string? schema = contents.Digests.GetValueOrDefault(PackFiles.SchemaOf(lineage.Block));
        var record = contents.Parse<TrialRecord>(name, faults);
        if (record is not null)
        {
            same($"{lineage.Block}", $"{record.Block}", name, "the data set that it is on");
            same(schema, record.SchemaHash, name, "the schema's hash");
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
            SameUnlessWithheld(schema, model.AskedSchemaHash ?? model.SchemaHash, "the schema's hash");
            SameUnlessWithheld(lineage.Train, model.Provenance.SeedHash, "the hash of the rows that the generator saw");

            void SameUnlessWithheld(string? claimed, string found, string what)
            {
                bool withheld = model.PrivacyClaim is not null && found == Provenance.Withheld;
                if (!withheld)
                {
                    same(claimed, found, name, what);
                }
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
