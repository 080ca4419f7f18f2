using AethergenAI.Evaluation;
using AethergenAI.Statistics;

namespace AethergenAI.Core.Tests.Evaluation.Doctored;

/// <summary>How a figure of a report stands to its reference.</summary>
/// <param name="Better">By how much the figure is better than its reference; negative where it is worse.</param>
/// <param name="Half">Half the width of its interval.</param>
/// <param name="IsWorse">Whether its whole interval lies on the worse side of the reference.</param>
internal sealed record Reading(string Name, double Better, double Half, bool IsWorse);

internal static class Readings
{
    private static readonly string[] LowIsGood = ["log-loss", "calibration-error", "mae"];

    /// <summary>All figures that have a reference, among them all that can be an objective of a recipe.</summary>
    public static IReadOnlyList<Reading> Of(EvaluationReport report) =>
        [
            .. report.Fidelity.Overall.Select(measure => OfMeasure($"fidelity.{measure.Name}", measure)),
            .. report
                .Utility.Measures.Where(measure => measure.Name != "trtr")
                .Select(measure =>
                    OfMeasure(
                        $"utility.{measure.Name}",
                        measure.Reference is null ? measure with { Reference = 1 } : measure
                    )
                ),
            .. report.Utility.Learners.SelectMany(learner =>
                learner
                    .Setups.Where(setup => setup.Setup is LearnerSetup.Tstr or LearnerSetup.Trts)
                    .SelectMany(setup => setup.Scores.Select(score => OfScore(learner.Learner, setup.Setup, score)))
            ),
            .. report.Dial.Value is { } value
                ? [OfMeasure("collapse-risk", new Measure("collapse-risk", value, report.Dial.Interval, 0))]
                : Array.Empty<Reading>(),
        ];

    /// <summary>Every figure that a recipe can have as its objective: the higher, the better.</summary>
    public static Dictionary<string, double> Goodness(EvaluationReport report)
    {
        var good = TrialMeasures
            .Of(report)
            .ToDictionary(figure => figure.Key, figure => Goodness(MeasureCatalogue.Find(figure.Key)!, figure.Value));
        foreach (var learner in report.Utility.Learners)
        {
            foreach (
                var score in learner.Setups.SelectMany(setup =>
                    setup.Scores.Where(_ => setup.Setup == LearnerSetup.Trts)
                )
            )
            {
                good[$"trts, {learner.Learner}, {score.Name}"] = Sign(score.Name) * score.Value!.Value;
            }
        }
        return good;
    }

    private static Reading OfMeasure(string key, Measure measure)
    {
        var described = MeasureCatalogue.Find(key)!;
        return Of(measure, value => Goodness(described, value), described.Best);
    }

    private static Reading OfScore(string learner, LearnerSetup setup, Measure score) =>
        Of(
            score with
            {
                Name = $"{setup.ToString().ToLowerInvariant()}, {learner}, {score.Name}",
            },
            value => Sign(score.Name) * value,
            null
        );

    private static Reading Of(Measure measure, Func<double, double> good, double? best)
    {
        var (value, interval, reference) = (measure.Value!.Value, measure.Interval!, measure.Reference!.Value);
        double worst = best is null
            ? Math.Max(good(interval.Low), good(interval.High))
            : Math.Max(good(interval.Low), Math.Max(good(interval.High), InsideOf(interval, best.Value)));
        return new Reading(
            measure.Name,
            good(value) - good(reference),
            (interval.High - interval.Low) / 2,
            worst < good(reference)
        );
    }

    private static double InsideOf(Interval interval, double best) =>
        interval.Low <= best && best <= interval.High ? 0 : double.NegativeInfinity;

    private static double Sign(string score) => LowIsGood.Contains(score) ? -1 : 1;

    private static double Goodness(MeasureDescription described, double value)
    {
        double sign = described.Better == Better.Higher ? 1 : -1;
        return described.Best is { } best ? -Math.Abs(value - best) : sign * value;
    }
}
