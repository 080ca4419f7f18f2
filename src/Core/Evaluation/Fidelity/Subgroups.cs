using AethergenAI.Statistics;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// Are the rows as good within each group as overall? A group is a level of a column: of the columns whose role
/// describes people or, where no column has such a role, of every column with at most 20 levels. Its score is the mean
/// column shape within it, against the group's holdout rows. A good average can hide a group that is reproduced badly,
/// or not at all.
/// </summary>
/// <remarks>
/// The worst of k groups is another one in another table. Therefore the k intervals hold simultaneously (Bonferroni):
/// the interval of the group that came out worst holds that group's own mean over tables drawn again.
/// </remarks>
internal static class Subgroups
{
    internal static readonly MeasureDescription Description = new(
        "fidelity.subgroups",
        "Worst group",
        "Are all groups of rows reproduced equally well?",
        "The column shapes of the group of rows that is reproduced worst."
    )
    {
        Scope = IntervalScope.RowsDrawnAgain,
    };

    internal static readonly EvaluationStep Step = new("Comparing groups of rows", 0.01, [Description], evaluation =>
    {
        var (worst, groups) = Measure(
            evaluation.Samples,
            evaluation.Options.Seed,
            evaluation.NotMeasured,
            evaluation.Ct
        );
        evaluation.Fidelity = evaluation.Fidelity with { Subgroups = groups };
        if (worst is not null)
        {
            evaluation.Add(worst);
        }
    });

    private const int MinRows = 100;
    private const int MaxLevels = 20;
    private const int MaxGroups = 60;

    /// <summary>
    /// The groups, the one furthest below its reference first, and the measure of that group. The reference puts the
    /// group's seed rows in place of its synthetic ones.
    /// </summary>
    public static (Measure? Worst, IReadOnlyList<Subgroup> Groups) Measure(
        MatchedSamples samples,
        ulong seed,
        ICollection<NotMeasured> notMeasured,
        CancellationToken ct
    )
    {
        var space = samples.Space;
        var groups = (
            from column in Columns(space)
            from code in Enumerable.Range(0, space.Features[column].Cells - 1)
            let rows = Of(samples.Holdout, column, code)
            where rows.Length >= MinRows
            orderby rows.Length descending, column, code
            select (column, code, rows)
        )
            .Take(MaxGroups)
            .ToArray();
        if (groups.Length == 0)
        {
            notMeasured.Add(
                new NotMeasured(Description.Name, $"No level of a column has {MinRows} holdout rows.", Blocks: false)
            );
            return (null, []);
        }

        var measured = new Subgroup[groups.Length];
        Parallel.For(0, groups.Length, new ParallelOptions { CancellationToken = ct }, at =>
        {
            var (column, code, rows) = groups[at];
            measured[at] = Score(samples, column, code, rows, groups.Length, seed, ct);
        });
        Subgroup[] ordered = [.. measured.OrderBy(group => group.Value - (group.Reference ?? 1))];
        var worst = ordered[0];
        return (
            new Measure(
                Description.Name,
                worst.Value,
                worst.Interval,
                worst.Reference,
                $"The worst of {ordered.Length} groups: {worst.Column} = {worst.Level}, "
                    + $"compared on {worst.RealRows:N0} holdout rows and {worst.SyntheticRows:N0} synthetic rows. "
                    + "The intervals of all groups hold simultaneously."
            ),
            ordered
        );
    }

    private static Subgroup Score(
        MatchedSamples samples,
        int column,
        int code,
        int[] rows,
        int groups,
        ulong seed,
        CancellationToken ct
    )
    {
        var space = samples.Space;
        var feature = space.Features[column];
        int[] made = Of(samples.Synthetic, column, code),
            seen = Of(samples.Train, column, code);
        var real = samples.Holdout.Take(rows);
        if (made.Length == 0)
        {
            return new Subgroup(feature.Name, feature.Levels[code], rows.Length, 0, 0, new Interval(0, 0), Reference());
        }
        var synthetic = samples.Synthetic.Take(made);
        double value = Mean(real, synthetic);
        var interval = HalfSamples.Around(
            [value],
            0,
            1,
            real.Rows,
            synthetic.Rows,
            seed,
            (some, others) => [Mean(real.Take(some), synthetic.Take(others))],
            ct,
            groups
        )[0];
        return new Subgroup(feature.Name, feature.Levels[code], rows.Length, made.Length, value, interval, Reference());

        double? Reference() => seen.Length == 0 ? null : Mean(real, samples.Train.Take(seen));

        double Mean(Sample left, Sample right)
        {
            double[] scores = ColumnShapes.Scores(space, left, right);
            // within the group its own column is constant
            return scores.Length == 1 ? scores[0] : (scores.Sum() - scores[column]) / (scores.Length - 1);
        }
    }

    private static IEnumerable<int> Columns(FeatureSpace space)
    {
        int[] levels = [.. Enumerable.Range(0, space.Features.Count).Where(f => !space.Features[f].IsNumber)];
        int[] declared =
        [
            .. levels.Where(f => space.Features[f].Column.Role is ColumnRole.QuasiIdentifier or ColumnRole.Sensitive),
        ];
        return declared.Length > 0 ? declared : levels.Where(f => space.Features[f].Levels.Count <= MaxLevels);
    }

    private static int[] Of(Sample sample, int column, int code) =>
        [.. Enumerable.Range(0, sample.Rows).Where(row => sample.Codes[column][row] == code)];
}
