using System.Globalization;
using AethergenAI.Cards.Analysis;
using AethergenAI.Evaluation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;
using AethergenAI.Statistics;

namespace AethergenAI.Cards;

/// <summary>
/// Writes the answer: which cell comes first, whether it is told apart from the others and from the baseline, and what
/// speaks against it. Each sentence says no more than the analysis shows.
/// </summary>
/// <param name="summary">Its trials say which cells failed and how reports judged them.</param>
internal sealed class CardAnswer(Recipe recipe, Plan plan, RunAnalysis analysis, RunSummary summary)
{
    private const double Level = 0.05;

    private readonly Ranking ranking = analysis.Ranking!;

    private readonly AnswerDoubts doubts = new(recipe, plan, analysis, summary);

    private readonly MeasureAnalysis? measure = analysis.Measures.FirstOrDefault(measure =>
        measure.Name == analysis.Ranking!.Objective.Measure
    );

    private ObjectiveSettings Objective => ranking.Objective;

    /// <summary>
    /// The cell that comes first; null where nothing was ranked, or only one of several cells was measured, which
    /// cannot be the best of anything.
    /// </summary>
    internal int? First => ranking.Cells.Count == 0 || IsAlone ? null : ranking.Cells[0].Cell;

    /// <summary>
    /// The cells that are not told apart from the best: by the ranking, and by the family of comparisons with the
    /// baseline, which may be larger. So no cell is the best whose difference to the baseline may be chance.
    /// </summary>
    internal IReadOnlyList<int> MayBeBest =>
        First is not { } first
            ? []
            : [.. ranking.Cells.Where(cell => cell.MayBeBest || cell.Cell == Doubted(first)).Select(cell => cell.Cell)];

    /// <summary>The baseline, or the cell after it where it leads, if their difference may be chance.</summary>
    private int? Doubted(int first)
    {
        int? other = first == analysis.Baseline ? ranking.Cells.ElementAtOrDefault(1)?.Cell : analysis.Baseline;
        int compared = first == analysis.Baseline ? other ?? first : first;
        return Difference(compared)?.AdjustedP > Level ? other : null;
    }

    private bool IsAlone =>
        plan.Cells.Count > 1
        && ranking.Cells.Count == 1
        && ranking.Unranked.All(cell =>
            cell.Reason is UnrankedReason.NotMeasured or UnrankedReason.MeasuredOnce or UnrankedReason.SameTrials
        );

    internal string Words()
    {
        string title = MeasureCatalogue.TitleOf(Objective.Measure);
        if (measure is null)
        {
            return $"Not answered: no trial measured {title}.";
        }
        if (ranking.Cells.Count == 0)
        {
            bool bound = ranking.Unranked.Any(cell =>
                cell.Reason is UnrankedReason.BreaksConstraint or UnrankedReason.ConstraintNotMeasured
            );
            string why = bound ? "no cell meets all constraints of the recipe" : "no cell was measured in two repeats";
            return $"Not answered: {why}.{doubts.Unranked()}";
        }
        if (IsAlone)
        {
            string alone = Name(ranking.Cells[0].Cell);
            return $"Not answered: only one of {plan.Cells.Count} cells can be ranked, “{alone}”, "
                + $"so there is nothing to compare it with.{doubts.Unranked()}";
        }

        var first = measure.Cells.First(cell => cell.Cell == ranking.Cells[0].Cell);
        return $"{Found(first)}{Beside(first.Cell)}.{DataSets(first.Cell)}{doubts.Constraints(first.Cell)}"
            + $"{doubts.Judged(first.Cell)}{doubts.Unranked()}";
    }

    /// <summary>
    /// For example "generator copula: the rows keep 88.8 % [87.0 %, 90.1 %] of the real rows’
    /// usefulness, the best of 3 cells (better than each of the others, p ≤ 0.004, …)".
    /// </summary>
    private string Found(CellEstimate first)
    {
        string figure = $"{Figure(first.Mean)} {Between(first)}".TrimEnd();
        string said = MeasureCatalogue.Find(Objective.Measure)?.Reading is { } reading
            ? $"the rows {string.Format(CultureInfo.InvariantCulture, reading, figure)}"
            : $"{MeasureCatalogue.TitleOf(Objective.Measure)} is {figure}";
        string how = first.Interval is null ? " (one repeat, so there is no interval)" : "";
        return plan.Cells.Count == 1 ? $"{Capital(said)}{how}" : $"{Capital(Name(first.Cell))}: {said}{how}, {Rank()}";
    }

    private string Rank()
    {
        string cells = recipe.Constraints is null ? "cells" : "cells whose means meet the constraints";
        if (ranking.Cells.Count == 1)
        {
            return $"the only one of the {cells}";
        }
        string among = $"{ranking.Cells.Count} {cells}",
            family = $"corrected for {Counts.Of(ranking.Comparisons, "comparison")} with the best";
        var others = MayBeBest.Skip(1).ToArray();
        if (others.Length == 0)
        {
            double most = ranking.Cells.Max(cell => cell.P ?? 0);
            string p = CardText.Named(most).Replace('=', '≤');
            return $"the best of {among} (better than each of the others, {p}, {family})";
        }

        return measure!.Cells.All(cell => cell.Interval is null)
            ? $"first of {among}, which may be chance"
            : $"first of {among}, but not shown to be better than {CardText.Cells(plan, others)} (95 %, {family})";
    }

    /// <summary>The first cell beside the baseline; where it is the baseline, the next cell beside it.</summary>
    private string Beside(int first)
    {
        if (plan.Cells.Count == 1)
        {
            return "";
        }
        if (first != analysis.Baseline)
        {
            return Difference(first) is { } apart
                ? $"; {Apart(apart, $"the baseline ({Name(analysis.Baseline)})")}"
                : "; the baseline was not measured";
        }
        return ranking.Cells.Count > 1 && Difference(ranking.Cells[1].Cell) is { } next
            ? $"; it is the baseline, and next comes {Name(next.Cell)}, {Apart(next, "it")}"
            : "; it is the baseline";
    }

    /// <summary>
    /// For example "27.5 points more than the baseline (…) (simultaneous 95 % interval 25.4 to 29.6; p &lt; 0.001,
    /// Holm over 2 comparisons)".
    /// </summary>
    private string Apart(CellDifference difference, string baseline)
    {
        string size = IsShare
            ? $"{CardText.Points(Math.Abs(difference.Mean))} points"
            : CardText.Number(Math.Abs(difference.Mean));
        string apart = $"{size} {(difference.Mean >= 0 ? "more" : "less")} than {baseline}";
        if (difference.Interval is null)
        {
            return $"{apart}; one repeat cannot show whether that is chance";
        }

        var interval = Simultaneous(difference);
        string between = IsShare
            ? $"{CardText.Points(interval.Low)} to {CardText.Points(interval.High)}"
            : $"{CardText.Number(interval.Low)} to {CardText.Number(interval.High)}";
        if (difference.AdjustedP is not { } p)
        {
            return $"{apart} (95 % interval {between}; exploratory, for the measure is outside the declared family)";
        }
        string family =
            $"{CardText.Correction(analysis.Family.Correction)} over "
            + Counts.Of(analysis.Family.Comparisons, "comparison");
        return $"{apart}{(p <= Level ? "" : ", which may be chance")} "
            + $"(simultaneous 95 % interval {between}; {CardText.Named(p)}, {family})";
    }

    /// <summary>
    /// The cell was chosen from all that were compared, so its interval is Bonferroni's over these comparisons.
    /// </summary>
    private Interval Simultaneous(CellDifference difference)
    {
        int comparisons = difference.AdjustedP is null ? 1 : Math.Max(1, analysis.Family.Comparisons);
        double freedom = difference.Repeats - 1,
            wider =
                Distributions.StudentQuantile(1 - ((1 - 0.95) / 2 / comparisons), freedom)
                / Distributions.StudentQuantile(0.975, freedom),
            reach = wider * (difference.Interval!.High - difference.Interval.Low) / 2;
        return new Interval(difference.Mean - reach, difference.Mean + reach);
    }

    /// <summary>Where the difference to the baseline depends on the data set, what it is on each of them.</summary>
    private string DataSets(int first)
    {
        int shown = first != analysis.Baseline ? first : ranking.Cells.ElementAtOrDefault(1)?.Cell ?? first;
        if (Difference(shown)?.DataSets is not { Depends: true } dependence)
        {
            return "";
        }
        string[] names = [recipe.Data.Seed, .. (recipe.Data.Blocks ?? []).Select(block => block.Name)];
        var each = names.Zip(dependence.Means, (name, mean) => $"{CardText.Signed(mean)} on {name}");
        return $" This difference depends on the data set (interaction {CardText.Named(dependence.P)}): "
            + $"{string.Join(", ", each)}; it is claimed only where every data set shows it.";
    }

    private CellDifference? Difference(int cell) =>
        measure!.Differences.FirstOrDefault(difference => difference.Cell == cell);

    /// <summary>A measure with a reading is a share and is written in percent.</summary>
    private bool IsShare => MeasureCatalogue.Find(Objective.Measure)?.Reading is not null;

    private string Figure(double value) => IsShare ? CardText.Percent(value) : CardText.Number(value);

    private string Between(CellEstimate cell) =>
        cell.Interval is { } interval ? $"[{Figure(interval.Low)}, {Figure(interval.High)}]" : "";

    private string Name(int cell) => CardText.Levels(plan.Cells[cell - 1].Levels);

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
