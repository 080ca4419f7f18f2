using System.Globalization;
using AethergenAI.Statistics;

namespace AethergenAI.Evaluation.Collapse;

/// <summary>Presents the dial: its parts with the figures behind them, and one sentence of advice.</summary>
internal static class DialExplanation
{
    // In the chains that the dial is calibrated on, the slope is 1 and the lineage is the answer itself,
    // so the weights of these parts cannot be learned there.
    private const double SlopeWeight = 0.15,
        LineageWeight = 0.1;

    private const double Unlike = 1.6;

    internal const string LikeFresh = "The collapse risk is like that of fresh real rows, within sampling error.";

    private const string SlopeMeaning =
        "How fast the dial rises when the generator learns from its own rows; 100 is as fast as sampling noise "
        + "alone makes it";

    private static readonly (string Explanation, string Advice)[] Parts =
    [
        (
            "How far the shares within the columns have drifted from real ones, as a multiple of sampling noise.",
            "Shares are drifting: raise the share of real rows, or accumulate real and synthetic rows instead of "
                + "replacing real ones."
        ),
        (
            "Rare levels, extreme numbers and rare pairs that are still there.",
            "Rare cases are being lost: add seed rows that hold them, or raise the share of real rows."
        ),
        (
            "Real rows that have a synthetic row in their neighbourhood, "
                + "and real rows that lie where synthetic ones do.",
            "Parts of the real table have no synthetic counterpart: add seed rows there, "
                + "or use a generator that keeps relations between columns."
        ),
        (
            "Synthetic rows that lie where real rows lie, and how densely.",
            "Rows appear where no real row lies: use a generator that keeps relations between columns, "
                + "or add constraints."
        ),
        (
            "The volume that the rows cover, and the variety of columns and pairs of columns.",
            "Variety is changing: accumulate real and synthetic rows instead of replacing real ones."
        ),
    ];

    /// <param name="whyNot">Why there is no probe; null where there is one.</param>
    public static Dial Describe(DialEstimate estimate, ProbeResult? probe, string? whyNot, Lineage? lineage)
    {
        double slopeWeight = probe is null ? 0 : SlopeWeight,
            lineageWeight = lineage is null ? 0 : LineageWeight;
        double rest = 1 - slopeWeight - lineageWeight;
        double[]? values = lineage is { RealShare: > 0 } ? probe?.Accumulate : probe?.Replace;
        var (slope, slopeHalf) = values is null ? (0, 0) : SelfConsumption.Slope(values);
        double descent = lineage is null ? 0 : DialScale.OfGeneration(DialScale.Effective(lineage));
        double value =
            (rest * estimate.Value) + (slopeWeight * 100 * Math.Clamp(slope, 0, 2)) + (lineageWeight * descent);
        double half = Math.Sqrt(Math.Pow(rest * estimate.Half, 2) + Math.Pow(slopeWeight * 100 * slopeHalf, 2));
        var interval = new Interval(Math.Clamp(value - half, 0, 100), Math.Clamp(value + half, 0, 100));
        List<DialPart> parts =
        [
            .. DialScale.Parts.Select(
                (part, at) =>
                    new DialPart(
                        part.Name,
                        Shown(estimate.Scores[at]),
                        rest * DialCalibration.Weights[at],
                        Parts[at].Explanation
                    )
                    {
                        Figures = [.. part.Figures.Select(Figure)],
                    }
            ),
            probe is null
                ? new DialPart("self-consumption", null, 0, $"{SlopeMeaning}: not run. {whyNot}")
                : new DialPart("self-consumption", Shown(100 * slope), slopeWeight, $"{SlopeMeaning}.")
                {
                    Figures = [.. OfProbe(probe)],
                },
            lineage is null
                ? new DialPart(
                    "lineage",
                    null,
                    0,
                    "How many generations lie between these rows and real ones: not known."
                )
                : new DialPart(
                    "lineage",
                    Shown(descent),
                    lineageWeight,
                    "How many generations lie between these rows and real ones, and how many "
                        + "real rows each of them saw."
                )
                {
                    Figures =
                    [
                        new DialFigure("generation", lineage.Generation, 0),
                        new DialFigure("real-share", lineage.RealShare, 1),
                    ],
                },
        ];
        return new Dial(Math.Clamp(value, 0, 100), interval, probe is null, parts, Advice(estimate, interval, probe));

        DialFigure Figure(int f) =>
            new(CollapseFigures.Names[f], Finite(estimate.Synthetic[f]), Finite(estimate.Fresh[f]));
    }

    private static string Advice(DialEstimate estimate, Interval interval, ProbeResult? probe)
    {
        string now =
            estimate.Value <= estimate.Half || interval.Low <= 0
                ? LikeFresh
                : Parts[Enumerable.Range(0, estimate.Scores.Length).MaxBy(Moves)].Advice;
        // The figure is about 1 for seed and holdout of one population; even columns that repeat
        // each other hardly raise it to 1.6.
        if (estimate.Fresh[0] > Unlike)
        {
            now +=
                " Seed and holdout differ by more than chance, so the dial reads too low: draw the holdout at random.";
        }

        if (probe is null)
        {
            return now;
        }
        double alone = Cut(probe.Replace[^1]),
            kept = Cut(probe.Accumulate[^1]);
        return now
            + string.Create(
                CultureInfo.InvariantCulture,
                $" If this generator learned from its own rows alone, the dial would read {alone:0} "
                    + $"after {SelfConsumption.Generations} generations; "
                    + $"with {100 * probe.RealShare:0} % real rows kept in, it would read {kept:0}."
            );

        double Moves(int part) =>
            double.IsNaN(estimate.Scores[part]) ? 0 : DialCalibration.Weights[part] * estimate.Scores[part];
    }

    private static IEnumerable<DialFigure> OfProbe(ProbeResult probe) =>
        probe
            .Replace.Select((value, at) => new DialFigure($"replace-{at + 1}", value, 0))
            .Concat(probe.Accumulate.Select((value, at) => new DialFigure($"accumulate-{at + 1}", value, 0)));

    private static double Cut(double value) => Math.Clamp(value, 0, 100);

    private static double? Shown(double score) => double.IsNaN(score) ? null : Cut(score);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
