using AethergenAI.Evaluation.Costing;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Designs;
using AethergenAI.Recipes.Planning;
using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>Analyses the trials of a recipe.</summary>
public static class RunAnalyzer
{
    /// <param name="outcomes">One per trial that ran, failures included.</param>
    public static RunAnalysis Of(Recipe recipe, IReadOnlyList<TrialOutcome> outcomes, CancellationToken ct) =>
        Of(recipe, outcomes, [], ct);

    /// <param name="outcomes">One per trial that ran, failures included.</param>
    /// <param name="stopped">Cells that successive halving gave up.</param>
    public static RunAnalysis Of(
        Recipe recipe,
        IReadOnlyList<TrialOutcome> outcomes,
        IReadOnlyCollection<int> stopped,
        CancellationToken ct
    )
    {
        var design = DesignCells.Of(recipe);
        var factors = DesignFactor.Of(recipe);
        var model = EffectModel.Of(recipe, design);
        var levels = new LevelEffects(factors, design, model);
        double overlap = CardScope.Overlap(recipe);
        var anova = new Anova(design, model, overlap);
        int[] firstOf = SameCells.FirstOf(recipe, design);
        string[] names =
        [
            .. outcomes.SelectMany(outcome => outcome.Measures?.Keys ?? []).Distinct().Order(StringComparer.Ordinal),
        ];
        var repeats = names.ToDictionary(
            name => name,
            name => new RepeatedMeasure(
                design.Cells.Count,
                1 + (recipe.Data.Blocks?.Count ?? 0),
                recipe.Repeats,
                outcomes,
                name
            )
            {
                Overlap = overlap,
            },
            StringComparer.Ordinal
        );
        var objective = MeasureGoals.Objective(recipe, names);
        IReadOnlyList<string> family = recipe.Measures ?? Family(recipe, objective);
        var settings = recipe.Analysis ?? new AnalysisSettings();

        var measures = new List<MeasureAnalysis>();
        foreach (string name in names)
        {
            ct.ThrowIfCancellationRequested();
            var values = repeats[name];
            TrialOutcome[] measured =
            [
                .. outcomes.Where(outcome =>
                    firstOf[outcome.Cell - 1] == outcome.Cell
                    && outcome.Measures is { } found
                    && found.TryGetValue(name, out double value)
                    && double.IsFinite(value)
                ),
            ];
            var differences = Differences(values, design, firstOf);
            measures.Add(
                new MeasureAnalysis
                {
                    Name = name,
                    Goal = recipe.Objective is { } aim && aim.Measure == name ? aim.Goal : MeasureGoals.Of(name),
                    InFamily = family.Contains(name),
                    Cells = Cells(name, values),
                    Differences = differences,
                    Effects = levels.Of(values),
                    Anova = anova.Of(measured, [.. measured.Select(outcome => outcome.Measures![name])]),
                }
            );
        }

        var (corrected, comparisons) = Correct(measures, settings.Correction);
        return new RunAnalysis
        {
            Baseline = design.Baseline,
            Family = new TestFamily(settings.Correction, family, comparisons),
            Overlap = overlap,
            Ranking = CellRanking.Of(recipe, objective, design.Baseline, repeats, firstOf, stopped),
            Measures =
            [
                .. ExplainedShares
                    .In(corrected, repeats, factors, design, model)
                    .Select(measure =>
                        measure with
                        {
                            Power = PowerNotes.Of(
                                repeats[measure.Name],
                                design,
                                settings.Detect,
                                measure.InFamily && settings.Correction != Correction.None ? comparisons : 1
                            ),
                        }
                    ),
            ],
            Pareto = Front(recipe, objective, settings, design, repeats),
            Equivalences = Equivalences.Of(settings.Equivalence ?? [], repeats, levels, design),
            Notes = [.. AnalysisNotes.Of(recipe, design, model, outcomes, names, firstOf)],
        };
    }

    /// <summary>
    /// The family where the recipe declares none: the measures of its objective and its constraints.
    /// All other measures are exploratory.
    /// </summary>
    private static string[] Family(Recipe recipe, ObjectiveSettings objective) =>
        [.. (recipe.Constraints ?? []).Select(constraint => constraint.Measure).Prepend(objective.Measure).Distinct()];

    private static IReadOnlyList<CellEstimate> Cells(string measure, RepeatedMeasure values)
    {
        var cells = new List<CellEstimate>();
        for (int cell = 1; cell <= values.CellCount; cell++)
        {
            double[] measured = values.Of(cell);
            if (measured.Length == 0)
            {
                continue;
            }
            var (interval, method) = PairedTest.Interval95(measured, values.Overlap);
            double mean = PairedTest.Moments(measured).Mean;
            cells.Add(new CellEstimate(cell, measured.Length, mean, CostInterval.Of(measure, interval), method));
        }

        return cells;
    }

    /// <param name="firstOf">For each cell, the first one with the same trials: only the first is tested.</param>
    private static IReadOnlyList<CellDifference> Differences(RepeatedMeasure values, DesignCells design, int[] firstOf)
    {
        var all = new List<CellDifference>();
        for (int cell = 1; cell <= values.CellCount; cell++)
        {
            if (cell == design.Baseline)
            {
                continue;
            }
            var (differences, p, dependence) = PairedComparison.Of(values, cell, design.Baseline);
            if (differences.Length == 0)
            {
                continue;
            }
            bool tested = firstOf[cell - 1] == cell && firstOf[design.Baseline - 1] != cell;
            var (interval, method) = PairedTest.Interval95(differences, values.Overlap);
            all.Add(
                new CellDifference(
                    cell,
                    differences.Length,
                    PairedTest.Moments(differences).Mean,
                    interval,
                    method,
                    PairedTest.EffectSize(differences),
                    tested ? p : null,
                    null
                )
                {
                    DataSets = dependence,
                }
            );
        }

        return all;
    }

    private static (IReadOnlyList<MeasureAnalysis> Measures, int Comparisons) Correct(
        List<MeasureAnalysis> measures,
        Correction correction
    )
    {
        double[] raw =
        [
            .. measures
                .Where(measure => measure.InFamily)
                .SelectMany(measure => measure.Differences)
                .Select(difference => difference.P)
                .OfType<double>(),
        ];
        var adjusted = new Queue<double>(Multiplicity.Adjust(raw, correction));
        IReadOnlyList<MeasureAnalysis> corrected =
        [
            .. measures.Select(measure =>
                !measure.InFamily
                    ? measure
                    : measure with
                    {
                        Differences =
                        [
                            .. measure.Differences.Select(difference =>
                                difference.P is null ? difference : difference with { AdjustedP = adjusted.Dequeue() }
                            ),
                        ],
                    }
            ),
        ];
        return (corrected, raw.Length);
    }

    private static ParetoFront? Front(
        Recipe recipe,
        ObjectiveSettings objective,
        AnalysisSettings settings,
        DesignCells design,
        Dictionary<string, RepeatedMeasure> repeats
    )
    {
        var aims = (settings.Pareto ?? Aims(recipe, objective.Measure, design, repeats))
            .Where(aim => repeats.ContainsKey(aim.Measure))
            .ToList();
        if (aims.Count < 2)
        {
            return null;
        }
        var points = Pareto.Points(
            [.. Enumerable.Range(1, design.Cells.Count)],
            aims,
            [.. aims.Select(aim => repeats[aim.Measure])]
        );
        return points.Count == 0 ? null : new ParetoFront(aims, points);
    }

    /// <summary>
    /// The default aims: utility (the objective), privacy (ε where cells differ in it, otherwise the attack
    /// that succeeds most) and processor time.
    /// </summary>
    private static List<ObjectiveSettings> Aims(
        Recipe recipe,
        string utility,
        DesignCells design,
        Dictionary<string, RepeatedMeasure> repeats
    )
    {
        var aims = new List<ObjectiveSettings>();
        aims.Add(new ObjectiveSettings(utility, recipe.Objective?.Goal ?? MeasureGoals.Of(utility)));
        string? privacy =
            repeats.TryGetValue(MeasureGoals.Epsilon, out var epsilon) && Varies(epsilon)
                ? MeasureGoals.Epsilon
                : repeats
                    .Keys.Where(name =>
                        name.StartsWith("privacy.", StringComparison.Ordinal) && name != MeasureGoals.Epsilon
                    )
                    .MaxBy(Worst);
        if (privacy is not null)
        {
            aims.Add(new ObjectiveSettings(privacy, Goal.Minimize));
        }
        aims.Add(new ObjectiveSettings(MeasureGoals.Processor, Goal.Minimize));
        return [.. aims.DistinctBy(aim => aim.Measure)];

        double[] Means(RepeatedMeasure values) =>
            [.. Enumerable.Range(1, design.Cells.Count).Select(values.Mean).Where(mean => !double.IsNaN(mean))];
        bool Varies(RepeatedMeasure values) => Means(values).Distinct().Skip(1).Any();
        double Worst(string name) => Means(repeats[name]).DefaultIfEmpty(double.NegativeInfinity).Max();
    }
}
