using AethergenAI.Evaluation.Kernels;
using AethergenAI.Runs;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>Judges a synthetic table by the rows its generator saw and by rows it never saw.</summary>
public static class Evaluator
{
    /// <summary>Rows of a table that are looked at; more are sampled down without replacement.</summary>
    internal const int MostRows = 50_000;

    /// <summary>
    /// Everything in one report. What cannot be measured is named in <see cref="EvaluationReport.NotMeasured"/> with the reason;
    /// the same input and options give the same report.
    /// </summary>
    /// <exception cref="RefusedException">A table has no rows, no column can be compared, or the target is not in the schema.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static EvaluationReport Evaluate(EvaluationInput input, EvaluationOptions options, IProgress<Telemetry> progress, CancellationToken ct)
    {
        Refuse(input);
        var notMeasured = new List<NotMeasured>();
        void Reached(double fraction, string message)
        {
            ct.ThrowIfCancellationRequested();
            progress.Report(new Telemetry(RunStage.Evaluation) { StageFraction = fraction, Message = message });
        }

        Reached(0, "Comparing columns");
        var space = FeatureSpace.Over(input);
        if (space.Features.Count == 0) { throw EvaluationRefusals.NoCommonColumns(); }
        notMeasured.AddRange(space.LeftOut);
        var samples = Match(input, space, options.Seed);
        var (shapes, shapesOverall) = ColumnShapes.Measure(samples, ct);
        Reached(0.05, "Comparing pairs of columns");
        var (pairs, pairsOverall) = PairTrends.Measure(samples, ct);
        Reached(1, "Done");
        return new EvaluationReport
        {
            Subject = new ReportSubject(
                Sha256.Hex(CanonicalJson.Serialize(input.Schema)), input.Train.RowCount, input.Holdout.RowCount, input.Synthetic.RowCount, input.Target, input.Generator),
            Verdict = new ReportVerdict(Verdict.NotMeasured, "Only column shapes and pair trends were measured."),
            Kpis = [],
            Fidelity = new Fidelity([shapesOverall, pairsOverall], shapes, pairs),
            Utility = new Utility(input.Target, null, null, []),
            Privacy = new PrivacySection(input.PrivacyClaim, []),
            Dial = new Dial(null, null, true, [], "Not measured."),
            Cost = input.Cost ?? new Cost(null, null, null, null, null, null),
            NotMeasured = notMeasured,
        };
    }

    private static void Refuse(EvaluationInput input)
    {
        foreach (var (name, table) in new[] { ("train", input.Train), ("holdout", input.Holdout), ("synthetic", input.Synthetic) })
        {
            if (table.RowCount == 0) { throw EvaluationRefusals.NoRows(name); }
        }

        if (input.Target is { } target && input.Schema.Columns.All(column => column.Name != target))
        {
            throw EvaluationRefusals.UnknownTarget(target, input.Schema.Columns.Select(column => column.Name));
        }
    }

    private static MatchedSamples Match(EvaluationInput input, FeatureSpace space, ulong seed)
    {
        int size = Math.Min(MostRows, Math.Min(input.Holdout.RowCount, input.Synthetic.RowCount));
        return new MatchedSamples(
            space,
            Some(input.Train, Math.Min(MostRows, input.Train.RowCount), "train"),
            Some(input.Holdout, size, "holdout"),
            Some(input.Synthetic, size, "synthetic"));

        Sample Some(Table table, int rows, string name) => space.Encode(
            rows == table.RowCount ? table : table.Take(RandomStream.For(seed, name).Choose(table.RowCount, rows)));
    }
}
