using AethergenAI.Cards;
using AethergenAI.Cards.Analysis;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Evidence;

/// <summary>
/// Checks that the leading cell and the card's ranking follow from the trials' measures and the recipe, over all cells
/// that <see cref="CellRanking"/> ranks. web/src/features/evidence/verify/ranking.ts checks the same in the same order.
/// </summary>
/// <param name="card">Null where the pack has none.</param>
internal sealed class RankingClaims(RunSummary summary, PackRecipe recipe, AblationCard? card)
{
    private readonly ILookup<int, TrialSummary> measured = summary
        .Trials.Where(trial => trial.Failure is null)
        .ToLookup(trial => trial.Cell);

    private readonly int[] cells = [.. summary.Trials.Select(trial => trial.Cell).Distinct().Order()];

    private readonly PackObjective objective = recipe.ObjectiveOf(summary);

    private double Sign => objective.Goal == Goal.Maximize ? 1 : -1;

    private int Baseline => recipe.Baseline is null ? 1 : card?.Analysis.Baseline ?? 1;

    internal void Check(FigureCheck check)
    {
        if (objective.Measure == MeasureGoals.Epsilon)
        {
            CheckObjective(check); // No trial's record has the ε that cells are ranked by.
            return;
        }
        int[] ranked = [.. cells.Where(cell => !IsTooSeldom(cell) && !IsStopped(cell) && Keeps(cell))],
            certain = [.. ranked.Where(cell => !HasPrivateConstraint && !HasTrialsOfAnother(cell))];
        check.Require(IsBest(ranked, certain), PackFiles.Summary, "the leading cell, by the trials' measures,");
        CheckObjective(check);
        if (card is not null)
        {
            check.Require(
                card.Analysis.Ranking is { } ranking && IsRanking([.. ranking.Cells], ranked, certain),
                CardFiles.Json,
                "its ranking, by the trials' measures,"
            );
        }
    }

    private void CheckObjective(FigureCheck check)
    {
        if (card is not null)
        {
            var wanted = new ObjectiveSettings(objective.Measure, objective.Goal);
            check.Require(
                card.Objective == wanted && card.Analysis.Ranking?.Objective == wanted,
                CardFiles.Json,
                "the objective, as the recipe has it,"
            );
        }
    }

    /// <param name="ranked">The cells that may be ranked.</param>
    /// <param name="certain">Those of them that must be.</param>
    private bool IsBest(int[] ranked, int[] certain)
    {
        bool hasNoRival =
            (card?.Cells.Count ?? cells.Length) > 1
            && cells.All(cell => ranked.Contains(cell) || (IsTooSeldom(cell) && !IsStopped(cell)));
        if (summary.Best is not { } best)
        {
            bool isBeforeCards = card is null && summary.Answer.Length == 0;
            bool mayHaveNoRival = certain.Length == 1 && hasNoRival;
            return isBeforeCards || certain.Length == 0 || mayHaveNoRival;
        }
        double value = Value(best);
        bool leads = certain.All(cell => FigureCheck.IsNear(value, Value(cell)) || Sign * (value - Value(cell)) > 0);
        return ranked.Contains(best) && leads && !(ranked.Length == 1 && hasNoRival);
    }

    private bool IsRanking(RankedCell[] said, int[] ranked, int[] certain)
    {
        bool isOrdered = said.Zip(said.Skip(1), (one, next) => Sign * (one.Value - next.Value))
            .All(ahead => ahead >= 0);
        bool isKnown = said.All(cell => ranked.Contains(cell.Cell) && FigureCheck.IsNear(cell.Value, Value(cell.Cell)));
        int[] listed = [.. said.Select(cell => cell.Cell)];
        bool isWhole = listed.Distinct().Count() == listed.Length && !certain.Except(listed).Any();
        bool isFirst = summary.Best is null || listed.FirstOrDefault() == summary.Best;
        return isOrdered && isKnown && isWhole && isFirst;
    }

    /// <summary>Whether the cell has no repeat, or one of several.</summary>
    private bool IsTooSeldom(int cell) =>
        Repeats(cell, objective.Measure).Count is var repeats && (repeats == 0 || (repeats == 1 && recipe.Repeats > 1));

    /// <summary>Whether successive halving gave the cell up: a trial of it was refused for that.</summary>
    private bool IsStopped(int cell) =>
        summary.Trials.Any(trial => trial.Cell == cell && trial.Failure?.Code == TrialFailure.CellGivenUp);

    /// <summary>No trial's record has the ε that a constraint limits: any cell may break such a constraint.</summary>
    private bool HasPrivateConstraint => recipe.Limits.Any(constraint => constraint.Measure == MeasureGoals.Epsilon);

    private bool Keeps(int cell)
    {
        ConstraintSettings[] constraints =
        [
            .. recipe.Limits.Where(constraint => constraint.Measure != MeasureGoals.Epsilon),
        ];
        return constraints.Length == 0
            || CellRanking.Keeps(constraints, name => Mean(Repeats(cell, name).Values)) == true;
    }

    /// <summary>
    /// Whether an earlier cell measured the same in the same repeats. Only the first cell with the same trials is
    /// ranked, but cells with other trials may come to the same by chance.
    /// </summary>
    private bool HasTrialsOfAnother(int cell) =>
        cells.TakeWhile(other => other < cell).Any(other => measured[cell].All(trial => Has(measured[other], trial)));

    private static bool Has(IEnumerable<TrialSummary> trials, TrialSummary one) =>
        trials.Any(trial =>
            (trial.Repeat, trial.Block) == (one.Repeat, one.Block)
            && trial.Measures.Count == one.Measures.Count
            && trial.Measures.All(known =>
                one.Measures.TryGetValue(known.Key, out double value) && value == known.Value
            )
        );

    /// <summary>
    /// What <see cref="CellRanking.Value"/> is of this cell and the baseline; NaN where it is not measured. The numbers
    /// of cells and repeats are what the pack says they are: nothing is as large as they are.
    /// </summary>
    private double Value(int cell)
    {
        Dictionary<int, double> own = Repeats(cell, objective.Measure),
            others = Repeats(Baseline, objective.Measure);
        double[] apart =
        [
            .. own.Where(one => cell != Baseline && others.ContainsKey(one.Key))
                .Select(one => one.Value - others[one.Key]),
        ];
        return apart.Length > 0 ? Mean(others.Values) + Mean(apart) : Mean(own.Values);
    }

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();

    /// <summary>The mean over the data sets in each repeat in which all of them have the measure.</summary>
    private Dictionary<int, double> Repeats(int cell, string measure) =>
        measured[cell]
            .SelectMany(trial =>
                CardWriter.Measures(trial).Where(one => one.Key == measure).Select(one => (trial.Repeat, one.Value))
            )
            .GroupBy(one => one.Repeat, one => one.Value)
            .Where(values => values.Count() == recipe.Blocks)
            .ToDictionary(values => values.Key, values => values.Average());
}
