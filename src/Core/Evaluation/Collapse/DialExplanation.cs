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

    // One for each of DialScale.Parts.
    private static readonly string[] OfVariety =
    [
        "Shares are drifting in all columns, as they do when a generator learns from its own rows: raise the share of "
            + "real rows, or accumulate real and synthetic rows instead of replacing real ones.",
        "Rare cases are being lost: add seed rows that hold them, or raise the share of real rows.",
        "Parts of the real table have no synthetic counterpart: add seed rows there, "
            + "or use a generator that keeps relations between columns.",
        "Variety is changing: accumulate real and synthetic rows instead of replacing real ones.",
    ];

    /// <param name="whyNot">Why there is no probe; null where there is one.</param>
    /// <param name="replay">The attack that looks for seed rows; null where it was not run.</param>
    public static Dial Describe(
        DialEstimate estimate,
        ProbeResult? probe,
        string? whyNot,
        Lineage? lineage,
        Attack? replay
    )
    {
        double slopeWeight = probe is null ? 0 : SlopeWeight,
            lineageWeight = lineage is null ? 0 : LineageWeight;
        double rest = 1 - slopeWeight - lineageWeight;
        double[]? values = lineage is { RealShare: > 0 } ? probe?.Accumulate : probe?.Replace;
        var (slope, slopeHalf) = values is null ? (0, 0) : SelfConsumption.Slope(values);
        double descent = lineage is null ? 0 : DialScale.OfGeneration(DialScale.Effective(lineage));
        double value =
            (rest * estimate.Dial.Value) + (slopeWeight * 100 * Math.Clamp(slope, 0, 2)) + (lineageWeight * descent);
        double half = Math.Sqrt(Math.Pow(rest * estimate.Dial.Half, 2) + Math.Pow(slopeWeight * 100 * slopeHalf, 2));
        var interval = Between(value, half);
        // What the relations add is of what variety leaves.
        double left = rest * Math.Clamp(100 - estimate.Variety.Value, 0, 100) / 100;
        var reading = estimate.Reading;
        List<DialPart> parts =
        [
            Part(
                "variety",
                estimate.Variety,
                rest,
                "Loss of variety: rare levels and extremes, regions without a synthetic row, entropy, and shares that "
                    + "drift a little in all columns. 100 is the eighth generation.",
                [.. DialScale.Parts.SelectMany(part => part.Figures).Select(Figure)]
            ),
            Part(
                "relations",
                estimate.Relations,
                left,
                "Loss of relations: the dependence between columns that is gone, in percent of what real rows have.",
                [new("pairs", Finite(reading.Pairs), 1), new("triples", Finite(reading.Triples), 1)]
            ),
            new DialPart("replay", Of(replay?.Estimate), 0, ReplayMeaning(replay))
            {
                Interval = replay?.Interval is { } between
                    ? new(Cut(100 * between.Low), Cut(100 * between.High))
                    : null,
            },
            Part(
                "drift",
                estimate.Drift,
                0,
                $"Drift, which is no collapse: of 100 rows so many lie elsewhere{In(reading.Drift)}, "
                    + "beyond what fresh rows do.",
                []
            ),
            Part(
                "noise",
                estimate.Noise,
                0,
                "Noise, which is no collapse: of 100 numbers that should lie on values which real rows repeat, so many "
                    + $"lie between them{In(reading.Noise)}.",
                []
            ),
            probe is null
                ? new DialPart("self-consumption", null, 0, $"{SlopeMeaning}: not run. {whyNot}")
                : new DialPart("self-consumption", Cut(100 * slope), slopeWeight, $"{SlopeMeaning}.")
                {
                    Figures = [.. OfProbe(probe)],
                    Interval = new(Cut(100 * (slope - slopeHalf)), Cut(100 * (slope + slopeHalf))),
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
                    Cut(descent),
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
            new(CollapseFigures.Names[f], Finite(reading.Synthetic[f]), Finite(reading.Fresh[f]));
    }

    private static DialPart Part(
        string name,
        DialReading reading,
        double weight,
        string explanation,
        IReadOnlyList<DialFigure> figures
    ) =>
        double.IsNaN(reading.Value)
            ? new DialPart(name, null, 0, $"{explanation} Not defined here: real rows have none.") { Figures = figures }
            : new DialPart(name, Cut(reading.Value), weight, $"{explanation}{NoInterval(reading)}")
            {
                Figures = figures,
                Interval = Between(reading.Value, reading.Half),
            };

    /// <returns>Null where the value is not defined for most parts of the rows.</returns>
    private static Interval? Between(double value, double half) =>
        double.IsFinite(half) ? new Interval(Cut(value - half), Cut(value + half)) : null;

    private static string NoInterval(DialReading reading) =>
        double.IsFinite(reading.Half) ? "" : " No interval: there are too few rows to see it in parts of them.";

    private static string ReplayMeaning(Attack? replay) =>
        "Replay of the seed, which the dial alone would call fresh: by how many points synthetic rows are nearer to "
        + $"seed rows than to rows that the generator never saw{(replay is null ? ": not run" : "")}.";

    private static string In(ColumnReading reading) => reading.Column is { } column ? $" in '{column}'" : "";

    private static bool IsByRelations(DialEstimate estimate) =>
        estimate.Dial.Value - estimate.Variety.Value > estimate.Variety.Value;

    private static string Advice(DialEstimate estimate, Interval? interval, ProbeResult? probe)
    {
        string now = LikeFresh;
        if (estimate.Dial.IsSure && interval is { Low: > 0 })
        {
            now = IsByRelations(estimate)
                ? "Relations between columns are lost: use a generator that keeps them, or more seed rows."
                : OfVariety[WorstOfVariety(estimate.Reading)];
        }
        now += OfColumn(estimate.Drift, estimate.Reading.Drift, "has moved, which is drift and not collapse");
        now += OfColumn(
            estimate.Noise,
            estimate.Reading.Noise,
            "has noise on its numbers, which is no collapse either"
        );
        // The figure is about 1 for seed and holdout of one population; even columns that repeat
        // each other hardly raise it to 1.6.
        if (estimate.Reading.Fresh[CollapseFigures.AllShares] > Unlike)
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
    }

    // Ten rows in a hundred, for sure: every generator moves every column a little.
    private static string OfColumn(DialReading reading, ColumnReading column, string what) =>
        reading.Value - reading.Half > 10 ? $" The column '{column.Column}' {what}." : "";

    private static int WorstOfVariety(CollapseReading reading)
    {
        double[] losses = DialScale.Losses(CollapseFigures.Losses(reading.Synthetic, reading.Fresh, 1));
        double[] scores = DialScale.Scores(losses, DialCalibration.AtEighth);
        return Enumerable.Range(0, scores.Length).MaxBy(part => double.IsNaN(scores[part]) ? 0 : scores[part]);
    }

    private static IEnumerable<DialFigure> OfProbe(ProbeResult probe) =>
        probe
            .Replace.Select((value, at) => new DialFigure($"replace-{at + 1}", value, 0))
            .Concat(probe.Accumulate.Select((value, at) => new DialFigure($"accumulate-{at + 1}", value, 0)));

    private static double Cut(double value) => Math.Clamp(value, 0, 100);

    private static double? Of(double? share) => share is { } value ? Cut(100 * value) : null;

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
