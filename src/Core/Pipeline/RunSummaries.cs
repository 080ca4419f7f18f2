using AethergenAI.Cards;
using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Tables;

namespace AethergenAI.Pipeline;

/// <summary>Summarises the trials of a run.</summary>
internal static class RunSummaries
{
    /// <exception cref="RefusedException">Every trial was refused.</exception>
    internal static void RequireResult(IReadOnlyList<TrialRecord> records)
    {
        if (records.All(record => record.Failure is not null))
        {
            throw RunRefusals.EveryTrialFailed(records.Count, records[0].Name, records[0].Failure!);
        }
    }

    /// <summary>The summary before the card adds its answer and the key figures.</summary>
    internal static RunSummary Of(Recipe recipe, Schema schema, SeedRecord seed, IReadOnlyList<TrialRecord> records)
    {
        TrialSummary[] trials = [.. records.Select(TrialSummary.Of)];
        var cost = records.Aggregate(TrialCost.None, (sum, record) => sum + record.OwnCost);
        var sampled = records.Where(record => record.Failure is null && record.Sampling is not null).ToList();
        var privacy = RunPrivacy.Of(records, seed.IsSplitByPosition);
        return new RunSummary
        {
            Name = recipe.Name,
            Question = recipe.Question,
            Answer = "", // the card has it
            RecipeHash = RecipeHash.Of(recipe),
            SchemaHash = SchemaHash.Of(schema),
            DatasetVersion = seed.Sha256,
            Epsilon = privacy?.Words ?? RunSummary.NoPrivacy,
            Privacy = privacy,
            RealShare = sampled.Max(record => record.TrainRows / (double)(record.TrainRows + record.Sampling!.Rows)),
            SyntheticRatio = sampled.Min(record => record.Sampling!.Rows / (double)record.TrainRows),
            Trials = trials,
            Cells = CellSummaries.Of(trials, 1 + (recipe.Data.Blocks?.Count ?? 0), CardScope.Overlap(recipe)),
            Kpis = [],
            Cost = cost,
            Software = AethergenAI.Software.Name,
        };
    }

    /// <summary>Adds the card's answer, and the key figures of the cell that the card calls best.</summary>
    internal static RunSummary Answered(
        Recipe recipe,
        RunSummary summary,
        AblationCard card,
        IReadOnlyList<TrialRecord> records,
        DateTimeOffset launched
    )
    {
        int? best = card.Cells.FirstOrDefault(cell => cell.Best)?.Cell;
        var ratio = CostRatios.Of(recipe, records, best);
        return summary with
        {
            Answer = card.Answer,
            Best = best,
            Verdict = card.Verdict,
            Kpis = RunKpis.Of(records, best, CardScope.Overlap(recipe), ratio, launched),
            CostRatio = ratio,
        };
    }
}
