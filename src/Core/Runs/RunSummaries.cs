using AethergenAI.Recipes;
using AethergenAI.Schemas;

namespace AethergenAI.Runs;

/// <summary>What the trials of a run come to.</summary>
internal static class RunSummaries
{
    /// <exception cref="RefusedException">Every trial was refused.</exception>
    internal static RunSummary Of(Recipe recipe, Schema schema, SeedRecord seed, IReadOnlyList<TrialRecord> records)
    {
        if (records.All(record => record.Failure is not null))
        {
            throw RunRefusals.EveryTrialFailed(records.Count, records[0].Name, records[0].Failure!);
        }

        TrialSummary[] trials = [.. records.Select(Of)];
        var cells = CellSummaries.Of(trials);
        int? best = CellSummaries.Best(cells)?.Cell;
        var cost = records.Aggregate(TrialCost.None, (sum, record) => sum + record.OwnCost);
        var sampled = records.Where(record => record.Failure is null && record.Sampling is not null).ToList();
        var privacy = RunPrivacy.Of(records, seed.Holdout is null);
        var ratio = CostRatios.Of(recipe, records, best);
        return new RunSummary
        {
            Name = recipe.Name,
            Question = recipe.Question,
            Answer = CellSummaries.Answer(cells, trials),
            RecipeHash = RecipeHash.Of(recipe),
            SchemaHash = SchemaHash.Of(schema),
            DatasetVersion = seed.Sha256,
            Epsilon = privacy?.Words ?? RunSummary.NoPrivacy,
            Privacy = privacy,
            RealShare = sampled.Max(record => record.TrainRows / (double)(record.TrainRows + record.Sampling!.Rows)),
            SyntheticRatio = sampled.Min(record => record.Sampling!.Rows / (double)record.TrainRows),
            Trials = trials,
            Cells = cells,
            Kpis = RunKpis.Of([.. records.Where(record => record.Cell == best && record.Failure is null)], cost, ratio),
            CostRatio = ratio,
            Cost = cost,
            Software = AethergenAI.Software.Name,
        };
    }

    internal static TrialSummary Of(TrialRecord record) => new(
        record.Cell, record.Repeat, record.Name, record.Levels, record.Generator,
        record.Failure is null ? record.Measures : new Dictionary<string, double>(), record.Failure, record.Cost)
    {
        Block = record.Block,
        TrainRows = record.TrainRows,
        Rows = record.Sampling?.Rows ?? 0,
        ReusedFrom = record.ReusedFrom,
        FitFrom = record.ReusedFrom is null ? record.Stages.FirstOrDefault(done => done.Stage == RunStage.Fitting)?.From : null,
    };
}
