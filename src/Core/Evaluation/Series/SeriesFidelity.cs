using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Series;

/// <summary>
/// How alike the numbers change over time, where the schema names a column that orders the rows: autocorrelation,
/// cross-correlation and seasonal profile. Intervals leave out one of ten blocks of time at a time, from either table:
/// the block jackknife, Künsch (1989), <see href="https://doi.org/10.1214/aos/1176347265"/>.
/// The estimand is the figure's mean over stretches of time of these lengths.
/// </summary>
/// <remarks>
/// Synthetic rows are compared with holdout rows, and seed rows with the same for the reference. A step is the mean of
/// its rows and varies less the more there are. Therefore all three tables are thinned to the rows per step of the
/// table that has fewest: a holdout of a third of the rows would otherwise look noisier than the seed by itself.
/// </remarks>
internal static class SeriesFidelity
{
    internal static readonly MeasureDescription Autocorrelation = new(
        "series.autocorrelation",
        "Autocorrelation",
        "Does each column depend on its own past as in the real rows?",
        "1 − half the mean difference over lags, the mean over columns."
    )
    {
        Scope = IntervalScope.StretchesOfTime,
    };

    internal static readonly MeasureDescription CrossCorrelation = new(
        "series.cross-correlation",
        "Cross-correlation",
        "Do two columns follow each other over time as in the real rows?",
        "1 − half the mean difference over lags from −3 to 3, the mean over pairs."
    )
    {
        Scope = IntervalScope.StretchesOfTime,
    };

    internal static readonly MeasureDescription SeasonalProfile = new(
        "series.seasonal-profile",
        "Seasonal profile",
        "Do the columns have the same daily or weekly pattern?",
        "1 − half the mean difference by hour of the day or day of the week, in standard deviations."
    )
    {
        Scope = IntervalScope.StretchesOfTime,
    };

    internal static readonly EvaluationStep Step = new(
        "Comparing series",
        0.02,
        [Autocorrelation, CrossCorrelation, SeasonalProfile],
        evaluation =>
        {
            var series = Measure(
                evaluation.Input,
                evaluation.Space,
                evaluation.Options.Seed,
                evaluation.NotMeasured,
                evaluation.Ct
            );
            evaluation.Fidelity = evaluation.Fidelity with
            {
                Series = series is null ? null : series with { Measures = Estimands.Named("series", series.Measures) },
            };
        }
    );

    private const int Blocks = 10;
    private const int MinSteps = 40;

    public static SeriesSection? Measure(
        EvaluationInput input,
        FeatureSpace space,
        ulong seed,
        ICollection<NotMeasured> notMeasured,
        CancellationToken ct
    )
    {
        if ((input.TimeOrder ?? input.Schema.TimeOrder) is not { } order)
        {
            return null;
        }
        if (space.Features.FirstOrDefault(feature => feature.Name == order) is not { IsNumber: true } clock)
        {
            notMeasured.Add(
                new NotMeasured(
                    "series",
                    $"Column '{order}', which orders the rows, is missing from a table or does not hold times there."
                )
            );
            return null;
        }

        Feature[] columns =
        [
            .. space.Features.Where(feature =>
                feature.IsNumber && feature.Name != order && feature.Column is not (DateColumn or DateTimeColumn)
            ),
        ];
        var (step, name) = TimeSteps.StepOf(clock.Column, input.Train.Numbers(order).Values);
        double most = new[] { input.Train, input.Holdout, input.Synthetic }.Min(table =>
            TimeSteps.RowsPerStep(table, clock, step)
        );
        TimeSteps real = Steps(input.Holdout, "series-holdout"),
            seen = Steps(input.Train, "series-train"),
            synthetic = Steps(input.Synthetic, "series-synthetic");
        int shortest = Math.Min(real.Count, synthetic.Count);
        if (columns.Length == 0 || shortest < MinSteps)
        {
            notMeasured.Add(
                new NotMeasured(
                    "series",
                    columns.Length == 0
                        ? "No number changes over time."
                        : $"Figures over time need {MinSteps} steps of time; the shortest table spans {shortest}."
                )
            );
            return null;
        }

        int lags = SeriesFigures.Lags(shortest);
        int period = name switch
        {
            "hour" => 24,
            "day" => 7,
            _ => 0,
        };
        if (period == 0)
        {
            notMeasured.Add(
                new NotMeasured(
                    "series: seasonal-profile",
                    $"The steps of '{order}' are neither hours nor days ({name}): no daily or weekly pattern.",
                    Blocks: false
                )
            );
        }
        double[] values = Figures(real, synthetic, lags, period);
        double[] references = Figures(real, seen, Math.Min(lags, SeriesFigures.Lags(seen.Count)), period);
        Interval[] intervals = Around(
            values,
            block => Figures(real.Without(block, Blocks), synthetic.Without(block, Blocks), lags, period),
            ct
        );
        int count = columns.Length;
        var measures = new (string Name, int At)[]
        {
            (Autocorrelation.Name, 2 * count),
            (CrossCorrelation.Name, (2 * count) + 1),
            (SeasonalProfile.Name, (2 * count) + 2),
        }
            .Where(measure => double.IsFinite(values[measure.At]))
            .Select(measure => new Measure(
                measure.Name,
                values[measure.At],
                intervals[measure.At],
                seen.Count < MinSteps || !double.IsFinite(references[measure.At]) ? null : references[measure.At]
            ));
        return new SeriesSection(
            order,
            name,
            [.. measures],
            [
                .. columns.Select(
                    (column, at) =>
                        new SeriesColumn(
                            column.Name,
                            values[at],
                            double.IsFinite(values[count + at]) ? values[count + at] : null,
                            SeriesFigures.Autocorrelation(real.Values[at], lags),
                            SeriesFigures.Autocorrelation(synthetic.Values[at], lags)
                        )
                ),
            ]
        );

        TimeSteps Steps(Table table, string purpose) => TimeSteps.Of(Thinned(table, purpose), clock, step, columns);

        Table Thinned(Table table, string purpose)
        {
            double per = TimeSteps.RowsPerStep(table, clock, step);
            int rows = (int)Math.Round(table.RowCount * most / per);
            return rows >= table.RowCount
                ? table
                : table.Take(RandomStream.For(seed, purpose).Choose(table.RowCount, rows));
        }
    }

    /// <returns>Each column's autocorrelation score; each column's season score; then three means:
    /// the autocorrelation score, the cross-correlation score and the season score.</returns>
    public static double[] Figures(TimeSteps real, TimeSteps other, int lags, int period)
    {
        int count = real.Values.Length;
        double[] own =
        [
            .. Enumerable
                .Range(0, count)
                .Select(c => SeriesFigures.AutocorrelationScore(real.Values[c], other.Values[c], lags)),
        ];
        double[] season =
        [
            .. Enumerable
                .Range(0, count)
                .Select(c =>
                    period == 0
                        ? double.NaN
                        : SeriesFigures.SeasonScore(real.Values[c], real.First, other.Values[c], other.First, period)
                ),
        ];
        double[] seasons = [.. season.Where(double.IsFinite)];
        return
        [
            .. own,
            .. season,
            own.Average(),
            SeriesFigures.CrossCorrelationScore(real.Values, other.Values),
            seasons.Length == 0 ? double.NaN : seasons.Average(),
        ];
    }

    /// <summary>
    /// The block jackknife's intervals: variance <c>(B − 1)/B·Σ(θ₋ᵦ − θ̄)²</c>,
    /// Student's quantile with B − 1 degrees of freedom.
    /// </summary>
    public static Interval[] Around(double[] values, Func<int, double[]> without, CancellationToken ct)
    {
        var replicates = new double[Blocks][];
        Parallel.For(0, Blocks, new ParallelOptions { CancellationToken = ct }, block =>
            replicates[block] = without(block)
        );
        return
        [
            .. values.Select(
                (value, at) =>
                {
                    double mean = replicates.Average(replicate => replicate[at]);
                    double half =
                        StudentT.Quantile975(Blocks - 1)
                        * Math.Sqrt(
                            (Blocks - 1.0)
                                / Blocks
                                * replicates.Sum(replicate => (replicate[at] - mean) * (replicate[at] - mean))
                        );
                    return new Interval(Math.Clamp(value - half, 0, 1), Math.Clamp(value + half, 0, 1));
                }
            ),
        ];
    }
}
