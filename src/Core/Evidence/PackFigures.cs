using AethergenAI.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Runs;

namespace AethergenAI.Evidence;

/// <summary>
/// Checks that figures which stand in several documents of a pack, or follow from those of another, are the same.
/// docs/6-evidence.md lists the claims, from number 32 on; web/src/features/evidence/verify/figures.ts checks the same
/// in the same order.
/// </summary>
internal static class PackFigures
{
    private static readonly string[] OfTheRun =
    [
        KpiLimit.Cost.Name,
        KpiLimit.TimeToFirstResult.Name,
        KpiLimit.TimeToResults.Name,
    ];

    /// <param name="records">Those of all trials, in the summary's order.</param>
    internal static void Check(
        PackContents contents,
        Statement statement,
        RunSummary summary,
        SeedRecord seed,
        IReadOnlyList<TrialRecord> records,
        List<PackFault> faults
    )
    {
        var check = new FigureCheck(contents, faults);
        if (contents.Parse<PackRecipe>(PackFiles.Recipe, faults) is not { } recipe)
        {
            return;
        }

        CheckSummary(check, statement, summary, seed, records, recipe);
        foreach (var record in records.Where(record => record.Failure is null))
        {
            CheckTrial(check, record, seed, recipe);
            ReportClaims.Check(check, record);
        }
        CardClaims.Check(check, summary, seed, recipe);
    }

    private static void CheckSummary(
        FigureCheck check,
        Statement statement,
        RunSummary summary,
        SeedRecord seed,
        IReadOnlyList<TrialRecord> records,
        PackRecipe recipe
    )
    {
        const string Summary = PackFiles.Summary;
        check.Same(
            CellSummaries.Cut(summary.Cells),
            CellSummaries.Of(summary.Trials, recipe.Blocks, recipe.Overlap),
            Summary,
            "what the trials of a cell come to"
        );
        var made = records.Where(record => record.Failure is null && record.Sampling is not null).ToList();
        check.Same(
            new
            {
                summary.RealShare,
                summary.SyntheticRatio,
                summary.Cost,
            },
            new
            {
                RealShare = made.Max(record =>
                    (double?)record.TrainRows / (double)(record.TrainRows + record.Sampling!.Rows)
                ),
                SyntheticRatio = made.Min(record => (double?)record.Sampling!.Rows / (double)record.TrainRows),
                Cost = records.Aggregate(TrialCost.None, (sum, record) => sum + record.OwnCost),
            },
            Summary,
            "shares or costs, as the trials' own records have them,"
        );
        check.Same(
            summary.Privacy,
            RunPrivacy.Of(records, seed.IsSplitByPosition),
            Summary,
            "the privacy that was spent, as the trials' own records have it,"
        );
        check.Same(
            summary.Kpis.Where(kpi => !OfTheRun.Contains(kpi.Name)).Select(Judged),
            CellKpis.Of(records, summary.Best, recipe.Overlap).Select(Judged),
            Summary,
            "a key figure of the leading cell"
        );
        check.Same(
            new { summary.Name, summary.Question },
            new { recipe.Name, recipe.Question },
            PackFiles.Recipe,
            "the run's name or question"
        );
        check.Same(statement.Predicate.Software, summary.Software, Summary, "the program");
    }

    /// <summary>What two documents say of a key figure in numbers and verdicts.</summary>
    internal static object Judged(Kpi kpi) =>
        new
        {
            kpi.Name,
            kpi.Value,
            kpi.Interval,
            kpi.Verdict,
            kpi.Limit,
        };

    private static void CheckTrial(FigureCheck check, TrialRecord record, SeedRecord seed, PackRecipe recipe)
    {
        var data = record.Block == 1 ? seed : seed.Blocks?.ElementAtOrDefault(record.Block - 2);
        var split = data?.Splits.FirstOrDefault(one => one.Seed == record.Settings.Seed);
        check.Require(
            split is not null
                && record.HoldoutRows == split.HoldoutRows
                && record.HoldoutHash == split.HoldoutHash
                && (recipe.DrawsSeedRows ? record.TrainRows <= split.TrainRows : record.TrainRows == split.TrainRows)
                && (data!.Holdout is not null || data.Rows == (long)split.TrainRows + split.HoldoutRows)
                && (record.TrainRows < split.TrainRows || record.TrainHash == split.TrainHash),
            PackFiles.Seed,
            $"how the rows of {record.Name} were split"
        );

        string rows = PackFiles.Trial(record.Name, "synthetic.csv");
        check.Same(record.Sampling?.Rows, check.Contents.Rows.GetValueOrDefault(rows), rows, "the number of rows");

        string file = PackFiles.Trial(record.Name, "model/model.json");
        if (check.Contents.Parse<ModelManifest>(file, check.Faults) is { } model)
        {
            check.Same(record.Generator, model.Generator, file, "the generator");
            bool isWithheld = model.PrivacyClaim is not null && model.Provenance.SeedRows == 0;
            check.Require(
                isWithheld || model.Provenance.SeedRows == record.TrainRows,
                file,
                "the number of rows that the generator saw"
            );
            check.Same(record.Privacy, model.PrivacyClaim, file, "the privacy that it spent");
        }
    }
}
