using System.Text.Json;
using AethergenAI.Cards;
using AethergenAI.Cards.Analysis;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Runs;

namespace AethergenAI.Evidence;

/// <summary>
/// Checks that the run's answer and its card say what the trials' measures say.
/// web/src/features/evidence/verify/cards.ts checks the same in the same order.
/// </summary>
internal static class CardClaims
{
    internal static void Check(FigureCheck check, RunSummary summary, SeedRecord seed, PackRecipe recipe)
    {
        CheckAnswer(check, summary, recipe);
        if (!check.Contents.Digests.ContainsKey(CardFiles.Json))
        {
            new RankingClaims(summary, recipe, card: null).Check(check);
            return;
        }
        if (check.Contents.Parse<AblationCard>(CardFiles.Json, check.Faults) is not { } card)
        {
            return;
        }

        void Same<TSaid, TFound>(TSaid said, TFound found, string what) =>
            check.Same(said, found, CardFiles.Json, what);
        Same(
            new
            {
                card.Name,
                card.Question,
                card.Answer,
                card.Verdict,
                Best = card.Cells.Where(cell => cell.Best).Select(cell => cell.Cell),
            },
            new
            {
                summary.Name,
                summary.Question,
                summary.Answer,
                summary.Verdict,
                Best = summary.Best is { } best ? [best] : Array.Empty<int>(),
            },
            "its answer"
        );
        Same(card.Trials, summary.Trials, "a trial");
        Same(
            card.Cells.Where(cell => cell.Trials > 0)
                .Select(cell => new
                {
                    cell.Cell,
                    cell.Levels,
                    cell.Trials,
                    cell.Failures,
                }),
            summary.Cells.Select(cell => new
            {
                cell.Cell,
                cell.Levels,
                cell.Trials,
                cell.Failures,
            }),
            "a cell"
        );
        Same(
            new { card.Privacy.Epsilon, card.Privacy.Trials },
            new { summary.Epsilon, Trials = summary.Privacy?.Trials ?? new Dictionary<string, string>() },
            "the privacy that was spent"
        );
        CheckOrigin(Same, card, summary, seed);
        CheckAnalysis(check, card, summary, recipe);
        new RankingClaims(summary, recipe, card).Check(check);
        CheckSeal(check);
    }

    /// <summary>An answer that names a cell gives its mean of the objective.</summary>
    private static void CheckAnswer(FigureCheck check, RunSummary summary, PackRecipe recipe)
    {
        if (summary.Answer.Length == 0)
        {
            return; // The run has no card.
        }
        string objective = recipe.ObjectiveOf(summary).Measure;
        double? mean = Estimates(summary, recipe)
            .GetValueOrDefault(objective)
            ?.FirstOrDefault(cell => cell.Cell == summary.Best)
            ?.Mean;
        bool holds =
            summary.Best is null || objective == MeasureGoals.Epsilon
                ? summary.Best is not null || summary.Answer.StartsWith("Not answered", StringComparison.Ordinal)
                : mean is { } figure && Names(summary.Answer, figure);
        check.Require(holds, PackFiles.Summary, "the answer, by the trials' measures,");
    }

    /// <summary>
    /// Whether a sentence has the figure, or one that is the same up to the tenth digit: another may be half-way
    /// between two roundings, and be written as the other of them.
    /// </summary>
    internal static bool Names(string sentence, double figure) =>
        new[] { figure, figure * (1 - FigureCheck.Tolerance), figure * (1 + FigureCheck.Tolerance) }.Any(near =>
            sentence.Contains(CardText.Percent(near), StringComparison.Ordinal)
            || sentence.Contains(CardText.Number(near), StringComparison.Ordinal)
        );

    private static void CheckOrigin(
        Action<object, object, string> same,
        AblationCard card,
        RunSummary summary,
        SeedRecord seed
    )
    {
        same(
            new
            {
                card.Cost.WallSeconds,
                card.Cost.CpuSeconds,
                card.Cost.PeakMemoryBytes,
                card.Cost.ReusedTrials,
                card.Cost.SharedFits,
            },
            new
            {
                summary.Cost.WallSeconds,
                summary.Cost.CpuSeconds,
                summary.Cost.PeakMemoryBytes,
                ReusedTrials = summary.Trials.Count(trial => trial.ReusedFrom is not null),
                SharedFits = summary.Trials.Count(trial => trial.FitFrom is not null),
            },
            "the cost"
        );
        same(
            new
            {
                card.Origin.RecipeHash,
                card.Origin.SchemaHash,
                card.Origin.Software,
                card.Origin.Datasets,
            },
            new
            {
                summary.RecipeHash,
                summary.SchemaHash,
                summary.Software,
                Datasets = seed.Blocks is { } blocks
                    ? [Dataset(seed), .. blocks.Select(Dataset)]
                    : new[] { Dataset(seed) },
            },
            "its origin"
        );
    }

    private static CardDataset Dataset(SeedRecord data) => new(data.Name, data.Sha256);

    private static void CheckAnalysis(FigureCheck check, AblationCard card, RunSummary summary, PackRecipe recipe)
    {
        var analysis = card.Analysis;
        check.Same(
            analysis
                .Measures.Where(measure => measure.Name != MeasureGoals.Epsilon)
                .Where(measure => measure.Cells.Count > 0) // no repeat has it on each data set
                .GroupBy(measure => measure.Name) // one that stands twice has twice the cells
                .ToDictionary(
                    measures => measures.Key,
                    measures =>
                        measures
                            .SelectMany(measure => measure.Cells)
                            .Select(cell => new CellFigure(
                                cell.Cell,
                                cell.Mean,
                                CostInterval.Of(measures.Key, cell.Interval), // earlier versions did not cut it
                                cell.Repeats
                            ))
                ),
            Estimates(summary, recipe),
            CardFiles.Json,
            "what the trials of a cell come to"
        );
    }

    /// <summary>The files that the card's own signature covers are those of the pack.</summary>
    private static void CheckSeal(FigureCheck check)
    {
        if (!check.Contents.Digests.ContainsKey(CardSeal.FileName))
        {
            return;
        }
        if (check.Contents.Parse<Dsse.Envelope>(CardSeal.FileName, check.Faults) is not { } envelope)
        {
            return;
        }
        check.Require(
            Subjects(envelope) is { } subjects
                && subjects.All(subject =>
                    subject is not null
                    && check.Contents.Digests.GetValueOrDefault(subject.Name) == subject.Digest.Sha256
                ),
            CardSeal.FileName,
            "a file that the card's signature covers"
        );
    }

    private static IReadOnlyList<Subject>? Subjects(Dsse.Envelope envelope)
    {
        try
        {
            return JsonSerializer
                .Deserialize<CardStatement>(Convert.FromBase64String(envelope.Payload), Json.Options)
                ?.Subject;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException)
        {
            return null;
        }
    }

    private sealed record CellFigure(int Cell, double Mean, Statistics.Interval? Interval, int Repeats);

    /// <summary>What the cells' trials come to, by measure; cost and time are measures too.</summary>
    private static Dictionary<string, IEnumerable<CellFigure>> Estimates(RunSummary summary, PackRecipe recipe) =>
        CellSummaries
            .Of(
                [.. summary.Trials.Select(trial => trial with { Measures = CardWriter.Measures(trial) })],
                recipe.Blocks,
                recipe.Overlap
            )
            .SelectMany(cell =>
                cell.Measures.Select(measure =>
                    (measure.Name, Figure: new CellFigure(cell.Cell, measure.Mean, measure.Interval, measure.Repeats))
                )
            )
            .GroupBy(one => one.Name, one => one.Figure)
            .ToDictionary(cells => cells.Key, cells => cells.AsEnumerable(), StringComparer.Ordinal);
}
