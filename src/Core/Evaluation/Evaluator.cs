using AethergenAI.Evaluation.Attacks;
using AethergenAI.Evaluation.Collapse;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Evaluation.Fidelity.Derived;
using AethergenAI.Evaluation.Gates;
using AethergenAI.Evaluation.Series;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>Evaluates a synthetic table against the rows that its generator saw and rows that it never saw.</summary>
public static class Evaluator
{
    /// <summary>
    /// The steps of an evaluation, in order. A new measure is a step here; its description stands where it is computed.
    /// </summary>
    internal static readonly IReadOnlyList<EvaluationStep> Steps =
    [
        ColumnShapes.Step,
        PairTrends.Step,
        ThreeWayOverlap.Step,
        Missingness.Step,
        Subgroups.Step,
        Validity.Step,
        Novelty.Step,
        Neighbourhoods.Step,
        Detection.Step,
        DerivedDetection.Step,
        SeriesFidelity.Step,
        TaskUtility.Step,
        AttackSuite.Step,
        CollapseRisk.Step,
    ];

    /// <summary>
    /// Runs all steps and returns one report. <see cref="EvaluationReport.NotMeasured"/> names what could
    /// not be measured, with the reason. The same input and options give the same report.
    /// </summary>
    /// <exception cref="RefusedException">A table has no rows, no column can be compared,
    /// the target is not in the schema, the holdout overlaps the train table, or a number of the train table is too
    /// large to compute with.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static EvaluationReport Evaluate(
        EvaluationInput input,
        EvaluationOptions options,
        IProgress<RunProgress> progress,
        CancellationToken ct
    ) => Evaluate(Steps, input, options, progress, ct);

    /// <summary>The same by other steps than <see cref="Steps"/>.</summary>
    internal static EvaluationReport Evaluate(
        IReadOnlyList<EvaluationStep> steps,
        EvaluationInput input,
        EvaluationOptions options,
        IProgress<RunProgress> progress,
        CancellationToken ct
    )
    {
        Refuse(input);
        var (train, places) = RowOrder.Of(input.Train, input.Schema);
        input = input with
        {
            Train = train,
            Holdout = RowOrder.Of(input.Holdout, input.Schema).Rows,
            Synthetic = RowOrder.Of(input.Synthetic, input.Schema).Rows,
        };
        var space = FeatureSpace.Over(input, ct);
        if (space.Features.Count == 0)
        {
            throw EvaluationRefusals.NoCommonColumns();
        }

        double total = steps.Sum(step => step.Weight),
            done = 0;
        var running = steps[0];
        var evaluation = new EvaluationContext(input, options, space, Report, ct);
        foreach (var step in steps)
        {
            running = step;
            Report(0);
            step.Run(evaluation);
            done += step.Weight;
        }

        progress.Report(new RunProgress(RunStage.Evaluation) { StageFraction = 1, Message = "Done" });
        return Compose(evaluation, MeasureCatalogue.Of(steps), places);

        void Report(double part)
        {
            ct.ThrowIfCancellationRequested();
            progress.Report(
                new RunProgress(RunStage.Evaluation)
                {
                    StageFraction = (done + (part * running.Weight)) / total,
                    Message = running.Doing,
                }
            );
        }
    }

    /// <param name="described">The measures of all steps.</param>
    /// <param name="places">For each row of the train table its place in the table that was given.</param>
    private static EvaluationReport Compose(
        EvaluationContext evaluation,
        IReadOnlyList<MeasureDescription> described,
        int[] places
    )
    {
        var (input, options, space) = (evaluation.Input, evaluation.Options, evaluation.Space);
        var (utility, attacked) = (evaluation.Utility, evaluation.Attacked);
        var kpis = KpiVerdicts.Kpis(utility, attacked);
        var gates = GateVerdicts.Of(GateFigures.Of(evaluation, kpis));
        var verdict = GateVerdicts
            .Overall(gates, evaluation.NotMeasured)
            .Judging(space.Features.Count, input.Schema.Columns.Count)
            .Doubting(input.Schema);
        return new EvaluationReport
        {
            Subject = new ReportSubject(
                SchemaHash.Of(input.Schema),
                input.Train.RowCount,
                input.Holdout.RowCount,
                input.Synthetic.RowCount,
                utility.Target,
                input.Generator
            ),
            Verdict = verdict,
            Gates = gates,
            Kpis = kpis,
            Fidelity = evaluation.Fidelity,
            Sections = evaluation.Sections is []
                ? null
                :
                [
                    .. evaluation.Sections.Select(section =>
                        section with
                        {
                            Measures = Estimands.Named(section.Name, section.Measures, described),
                        }
                    ),
                ],
            Utility = Estimands.Named(utility),
            Privacy = new PrivacySection(input.PrivacyClaim, attacked.Attacks)
            {
                SelfTest = attacked.SelfTest,
                Vulnerable = attacked.Vulnerable,
            },
            Vulnerable =
            [
                .. attacked
                    .Records.Select(record => record with { Row = places[record.Row - 1] + 1 })
                    .OrderBy(record => record.Row),
            ],
            Dial = DialAdvice.Under(verdict, gates, evaluation.Dial),
            Cost = input.Cost ?? new Cost(null, null, null, null, null, null),
            NotMeasured = evaluation.NotMeasured,
            Baselines = options.Effort == Effort.Quick ? [] : Baselines.Measure(input, options.Seed, evaluation.Ct),
            Comparison = input.Comparison,
            Warnings = InputWarnings.Of(input, space),
            Effort = options.Effort,
            Sampled = SampledRows.Of(input, space, options),
            Measures = described,
        };
    }

    private static void Refuse(EvaluationInput input)
    {
        foreach (
            var (name, table) in new[]
            {
                ("train", input.Train),
                ("holdout", input.Holdout),
                ("synthetic", input.Synthetic),
            }
        )
        {
            if (table.RowCount == 0)
            {
                throw EvaluationRefusals.NoRows(name);
            }
        }

        FarNumbers.Refuse(input.Schema, input.Train, "train");
        HoldoutOverlap.Refuse(input.Schema, input.Train, input.Holdout);
        if (input.Target is { } target)
        {
            EvaluationRefusals.RequireTarget(input.Schema, target);
        }
        if (input.TimeOrder is { } order && input.Schema.Columns.All(column => column.Name != order))
        {
            throw EvaluationRefusals.UnknownTimeOrder(order, input.Schema.Columns.Select(column => column.Name));
        }
    }
}
