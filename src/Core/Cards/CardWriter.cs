using System.Globalization;
using System.Text.Json;
using AethergenAI.Cards.Analysis;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Designs;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Cards;

/// <summary>Writes the card of a run.</summary>
public static class CardWriter
{
    public static AblationCard Of(Recipe recipe, RunSummary summary, CardFacts facts, CancellationToken ct)
    {
        // Limits apply while the recipe runs; the card shows the results of all cells.
        var plan = Planner.Of(recipe with { Limits = null }, new PlanFacts());
        var outcomes = Outcomes(summary, plan);
        var analysis = RunAnalyzer.Of(recipe, outcomes, [.. facts.Stopped.Select(cell => cell.Cell)], ct);
        var objective = analysis.Ranking!.Objective;
        var answer = new CardAnswer(recipe, plan, analysis, summary);
        int? best = answer.First;
        return new AblationCard
        {
            Name = recipe.Name,
            Question = recipe.Question,
            Answer = answer.Words(),
            Verdict = RunVerdict.Of(summary.Trials, best),
            Objective = objective,
            Scope = CardScope.Of(recipe, plan),
            Design = Design(recipe, plan),
            Cells = [.. plan.Cells.Select(cell => Cell(recipe, summary, analysis, cell, answer))],
            Analysis = analysis,
            Trials = summary.Trials,
            Privacy = new CardPrivacy(
                summary.Epsilon,
                summary.Privacy?.Trials ?? new Dictionary<string, string>(),
                SelectionClaim.Of(summary, objective.Measure)
            ),
            Cost = Cost(recipe, summary),
            Stopped = facts.Stopped,
            Caveats = [.. Caveats(recipe, plan, analysis, summary, facts, best)],
            Origin = new CardOrigin(
                summary.RecipeHash,
                summary.SchemaHash,
                facts.Datasets,
                recipe.Base.Seed,
                summary.Software,
                facts.Environment,
                facts.Rerun
            ),
        };
    }

    /// <summary>
    /// A run's trials as input of the analysis: their measures, their cost, and ε where it was planned.
    /// </summary>
    public static IReadOnlyList<TrialOutcome> Outcomes(RunSummary summary, Plan plan) => Outcomes(summary.Trials, plan);

    /// <summary>The trials that have ended so far, as input of the analysis.</summary>
    public static IReadOnlyList<TrialOutcome> Outcomes(IEnumerable<TrialSummary> trials, Plan plan)
    {
        var epsilon = plan.Trials.ToDictionary(trial => trial.Name, trial => trial.Epsilon, StringComparer.Ordinal);
        return
        [
            .. trials.Select(trial => new TrialOutcome(
                trial.Cell,
                trial.Block,
                trial.Repeat,
                trial.Failure is null ? WithEpsilon(trial) : null
            )),
        ];

        Dictionary<string, double> WithEpsilon(TrialSummary trial)
        {
            var measures = Measures(trial);
            if (epsilon.GetValueOrDefault(trial.Name) is { } charged)
            {
                measures[MeasureGoals.Epsilon] = charged;
            }
            return measures;
        }
    }

    /// <summary>The measures of the trial's rows, and the cost of the trial.</summary>
    internal static Dictionary<string, double> Measures(TrialSummary trial) =>
        new(trial.Measures, StringComparer.Ordinal)
        {
            [MeasureGoals.Wall] = trial.Cost.WallSeconds,
            [MeasureGoals.Processor] = trial.Cost.CpuSeconds,
            [MeasureGoals.Memory] = trial.Cost.PeakMemoryBytes / 1048576.0,
        };

    private static CardDesign Design(Recipe recipe, Plan plan)
    {
        CardFactor[] factors =
        [
            .. DesignFactor
                .Of(recipe)
                .Select(factor =>
                    factor.Range is { } range
                        ? new CardFactor(
                            factor.Name,
                            [
                                JsonSerializer.SerializeToElement(range.Low),
                                JsonSerializer.SerializeToElement(range.High),
                            ],
                            true
                        )
                        : new CardFactor(factor.Name, factor.Levels, false)
                ),
        ];
        PlannedEffect[] confounded =
        [
            .. plan.Effects.Where(effect => effect.AliasedWith.Count > 0 || !effect.Estimable),
        ];
        string kind =
            CardText.Kind(plan.Design.Kind)
            + (plan.Design.Resolution is { } resolution ? $" of resolution {Roman(resolution)}" : "");
        string blocks =
            plan.Design.Blocks > 1
                ? string.Create(CultureInfo.InvariantCulture, $" on {plan.Design.Blocks} data sets")
                : "";
        string words =
            string.Create(
                CultureInfo.InvariantCulture,
                $"{kind}: {Counts.Of(plan.Cells.Count, "cell")} of {Counts.Of(factors.Length, "factor")}, "
                    + $"{Counts.Of(plan.Design.Repeats, "repeat")}{blocks}; "
            )
            + $"each repeat has the same {(CardScope.Splits(recipe) ? "split" : "rows")} and the same training and "
            + "sampling noise in every cell"
            + (
                plan.Trials.Any(trial => trial.Epsilon is not null)
                    ? "; privacy noise is drawn anew for every fit."
                    : "."
            );
        return new CardDesign(
            plan.Design.Kind,
            plan.Cells.Count,
            plan.Design.Repeats,
            plan.Design.Blocks,
            plan.Design.Resolution,
            plan.Design.Generators,
            plan.Design.Relation,
            factors,
            confounded,
            char.ToUpperInvariant(words[0]) + words[1..]
        );
    }

    private static CardCell Cell(
        Recipe recipe,
        RunSummary summary,
        RunAnalysis analysis,
        PlannedCell cell,
        CardAnswer answer
    )
    {
        TrialSummary[] trials = [.. summary.Trials.Where(trial => trial.Cell == cell.Cell)];
        return new CardCell(
            cell.Cell,
            cell.Levels,
            trials.Length,
            trials.Count(trial => trial.Failure is not null),
            cell.Cell == analysis.Baseline,
            cell.Cell == answer.First,
            CellRanking.Keeps(recipe.Constraints, Mean)
        )
        {
            MayBeBest = answer.MayBeBest.Contains(cell.Cell),
        };

        double? Mean(string name) =>
            analysis
                .Measures.FirstOrDefault(measure => measure.Name == name)
                ?.Cells.FirstOrDefault(known => known.Cell == cell.Cell)
                ?.Mean;
    }

    private static CardCost Cost(Recipe recipe, RunSummary summary) =>
        new(
            summary.Cost.WallSeconds,
            summary.Cost.CpuSeconds,
            summary.Cost.PeakMemoryBytes,
            recipe.Limits?.PricePerHour is { } price ? summary.Cost.WallSeconds / 3600 * price : null,
            summary.Trials.Count(trial => trial.ReusedFrom is not null),
            summary.Trials.Count(trial => trial.FitFrom is not null)
        );

    private static IEnumerable<string> Caveats(
        Recipe recipe,
        Plan plan,
        RunAnalysis analysis,
        RunSummary summary,
        CardFacts facts,
        int? best
    )
    {
        int failures = summary.Trials.Count(trial => trial.Failure is not null);
        if (failures > 0)
        {
            string listed = failures == 1 ? "it is listed with its reason" : "they are listed with their reasons";
            yield return $"{failures} of {Counts.Of(summary.Trials.Count, "trial")} failed; {listed}.";
        }
        foreach (string note in analysis.Notes)
        {
            yield return note;
        }
        PlannedEffect[] assumed = [.. plan.Effects.Where(effect => effect.Estimable && effect.AliasedWith.Count > 0)];
        if (assumed.Length > 0)
        {
            var effects = assumed.Select(effect => $"{effect.Name} (with {string.Join(", ", effect.AliasedWith)})");
            yield return "Estimated on the assumption that the effects they are confounded with are zero: "
                + $"{string.Join("; ", effects)}.";
        }

        if (plan.Design.Repeats == 1)
        {
            yield return "One repeat: no figure has an interval, and no difference can be told from chance.";
        }
        if (best is { } chosen && chosen != analysis.Baseline && plan.Cells.Count > 2)
        {
            yield return $"The first of {plan.Cells.Count} cells was chosen by the same trials that measure it, "
                + "so its figure is probably slightly too good; run this cell again on its own before you rely on it.";
        }

        if (facts.Stopped.Count > 0)
        {
            yield return $"Successive halving stopped {Counts.Of(facts.Stopped.Count, "cell")} early and does not "
                + "rank them; the figures of the other cells are slightly too good.";
        }

        if (analysis.Measures.Any(measure => measure.Name == AttributeInference.Description.Key))
        {
            yield return $"{AttributeInference.Description.Title} counts beyond what it gains from fresh real rows, "
                + "because the largest of several inferences is above 0 where nothing leaks.";
        }

        yield return CardScope.Of(recipe, plan).Words;
        yield return CardScope.Missing(recipe);
    }

    private static string Roman(int resolution) =>
        resolution switch
        {
            3 => "III",
            4 => "IV",
            5 => "V",
            6 => "VI",
            7 => "VII",
            _ => resolution.ToString(CultureInfo.InvariantCulture),
        };
}
