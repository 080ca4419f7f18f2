using AethergenAI.Evaluation.Attacks;
using AethergenAI.Evaluation.Collapse;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Evaluation.Series;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>Judges a synthetic table by the rows its generator saw and by rows it never saw.</summary>
public static class Evaluator
{
    /// <summary>
    /// Everything in one report. What cannot be measured is named in <see cref="EvaluationReport.NotMeasured"/> with the reason;
    /// the same input and options give the same report.
    /// </summary>
    /// <exception cref="RefusedException">A table has no rows, no column can be compared, or the target is not in the schema.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static EvaluationReport Evaluate(
        EvaluationInput input,
        EvaluationOptions options,
        IProgress<RunProgress> progress,
        CancellationToken ct
    )
    {
        Refuse(input);
        var notMeasured = new List<NotMeasured>();
        void Reached(double fraction, string message)
        {
            ct.ThrowIfCancellationRequested();
            progress.Report(new RunProgress(RunStage.Evaluation) { StageFraction = fraction, Message = message });
        }

        Reached(0, "Comparing columns");
        var space = FeatureSpace.Over(input, ct);
        if (space.Features.Count == 0)
        {
            throw EvaluationRefusals.NoCommonColumns();
        }
        notMeasured.AddRange(space.LeftOut);
        var samples = Match(input, space, options);
        var (shapes, shapesOverall) = ColumnShapes.Measure(samples, options.Seed, ct);
        Reached(0.05, "Comparing pairs of columns");
        var (pairs, pairsOverall, information) = PairTrends.Measure(samples, options.Seed, ct);
        var (threeWay, triples) = ThreeWay.Measure(samples, options.Seed, ct);
        var (worstGroup, groups) = Subgroups.Measure(samples, options.Seed, notMeasured, ct);
        var missingness = Missingness.Measure(samples, options.Seed, ct);
        var series = SeriesFidelity.Measure(input, space, notMeasured, ct);
        Reached(0.15, "Checking constraints");
        var rules = Validity.Measure(input, notMeasured, ct);
        Reached(0.2, "Attacking");
        var attacked = AttackSuite.Run(
            input,
            space,
            options,
            notMeasured,
            part => Reached(0.2 + (0.25 * part), "Attacking"),
            ct
        );
        Reached(0.45, "Training on synthetic, testing on real");
        int most = TaskUtility.RowsLookedAt(input, space, options);
        var utility = TaskUtility.Measure(
            input,
            space,
            Every(input.Train, "utility-train"),
            Every(input.Holdout, "utility-holdout"),
            Every(input.Synthetic, "utility-synthetic"),
            options,
            notMeasured,
            ct
        );
        Reached(0.65, "Telling synthetic from real");
        var detection = Detection.Measure(samples, options.Seed, notMeasured, ct);
        Reached(0.8, "Looking at neighbourhoods");
        var neighbourhoods = Neighbourhoods.Measure(samples, options.Seed, notMeasured, ct);
        Reached(0.85, "Measuring collapse risk");
        var dial = CollapseRisk.Measure(input, samples, options, notMeasured, ct);
        var kpis = KpiVerdicts.Kpis(input, utility, attacked);
        Reached(1, "Done");
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
            Verdict = KpiVerdicts.Overall(kpis, attacked.Attacks, rules[0], notMeasured),
            Kpis = kpis,
            Fidelity = new FidelitySection(
                [
                    .. new[]
                    {
                        shapesOverall,
                        pairsOverall,
                        information,
                        threeWay,
                        missingness,
                        worstGroup,
                        rules[0],
                        Novelty.Measure(input, space),
                    }.OfType<Measure>(),
                    .. neighbourhoods,
                    .. detection,
                ],
                shapes,
                pairs
            )
            {
                Rules = [.. rules.Skip(1)],
                Triples = triples,
                Subgroups = groups,
                Series = series,
            },
            Utility = utility,
            Privacy = new PrivacySection(input.PrivacyClaim, attacked.Attacks)
            {
                SelfTest = attacked.SelfTest,
                Vulnerable = attacked.Vulnerable,
            },
            Vulnerable = attacked.Records,
            Dial = dial,
            Cost = input.Cost ?? new Cost(null, null, null, null, null, null),
            NotMeasured = notMeasured,
            Baselines = options.Effort == Effort.Quick ? [] : Baselines.Measure(input, options.Seed, ct),
            Comparison = input.Comparison,
            Warnings = InputWarnings.Of(input, space),
            Effort = options.Effort,
            Sampled = SampledRows.Of(input, space, options),
        };

        Sample Every(Table table, string purpose) =>
            Some(space, table, Math.Min(Math.Min(most, input.Train.RowCount), table.RowCount), options.Seed, purpose);
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

        if (input.Target is { } target)
        {
            EvaluationRefusals.RequireTarget(input.Schema, target);
        }
        if (input.TimeOrder is { } order && input.Schema.Columns.All(column => column.Name != order))
        {
            throw EvaluationRefusals.UnknownTimeOrder(order, input.Schema.Columns.Select(column => column.Name));
        }
    }

    private static MatchedSamples Match(EvaluationInput input, FeatureSpace space, EvaluationOptions options)
    {
        ulong seed = options.Seed;
        int size = Math.Min(options.MaxRows, Math.Min(input.Holdout.RowCount, input.Synthetic.RowCount));
        return new MatchedSamples(
            space,
            Some(space, input.Train, Math.Min(options.MaxRows, input.Train.RowCount), seed, "train"),
            Some(space, input.Holdout, size, seed, "holdout"),
            Some(space, input.Synthetic, size, seed, "synthetic")
        );
    }

    private static Sample Some(FeatureSpace space, Table table, int rows, ulong seed, string purpose) =>
        space.Encode(
            rows == table.RowCount ? table : table.Take(RandomStream.For(seed, purpose).Choose(table.RowCount, rows))
        );
}
