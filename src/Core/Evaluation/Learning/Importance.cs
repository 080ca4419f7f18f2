using AethergenAI.Evaluation.Utility;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Learning;

/// <summary>
/// How much a model relies on each column: how far its score falls when the column is shuffled among the tested rows.
/// Breiman (2001), <see href="https://doi.org/10.1023/A:1010933404324"/>; Fisher, Rudin &amp; Dominici (2019),
/// <see href="https://jmlr.org/papers/v20/18-760.html"/>.
/// </summary>
internal static class Importance
{
    internal static readonly MeasureDescription Description = new(
        "utility.importance-agreement",
        "Agreement of importance",
        "Do models rely on the same columns?",
        "Rank correlation of the columns’ importance after training on synthetic rows and on holdout rows; "
            + "1 means the same order."
    )
    {
        Scope = IntervalScope.LearnedAgain,
        Minimum = -1,
    };

    private const int MaxRows = 3_000;

    /// <returns>One per column.</returns>
    public static double[] Of(Fitted model, LabelledRows test, ulong seed)
    {
        var some =
            test.Rows <= MaxRows
                ? test
                : test.Take(RandomStream.For(seed, "importance-rows").Choose(test.Rows, MaxRows));
        int[][] orders =
        [
            .. Enumerable
                .Range(0, some.Features.Columns.Count)
                .Select(column => RandomStream.For(seed, $"importance {column}").Choose(some.Rows, some.Rows)),
        ];
        double whole = Score(model.Predict(some.Features));
        return [.. model.PredictShuffled(some.Features, orders).Select(predicted => whole - Score(predicted))];

        double Score(double[][] predicted) => Scoring.First(predicted, some)?.Value ?? 0;
    }

    /// <summary>
    /// Spearman's correlation between the column importances of models trained on synthetic rows and on real rows that
    /// the generator never saw: the mean over the repeats, with an interval from the delete-a-group jackknife.
    /// The reference puts models trained on the seed in place of those trained on synthetic rows.
    /// </summary>
    /// <param name="importance">[0 synthetic, 1 seed, 2 unseen real][repeat], null where a model could not be
    /// trained.</param>
    public static (Measure? Agreement, IReadOnlyList<ColumnImportance> Columns) Agreement(
        IReadOnlyList<string> columns,
        double[,][] importance
    )
    {
        int repeats = importance.GetLength(1);
        if (
            columns.Count < 3
            || Enumerable
                .Range(0, repeats)
                .Any(repeat => importance[0, repeat] is null || importance[2, repeat] is null)
        )
        {
            return (null, []);
        }
        double[] agreements = Agreements(0);
        bool seed = Enumerable.Range(0, repeats).All(repeat => importance[1, repeat] is not null);
        double mean = agreements.Average(),
            spread = agreements.Sum(one => (one - mean) * (one - mean));
        double half = StudentT.Quantile975(repeats - 1) * Math.Sqrt((repeats - 1.0) / repeats * spread);
        var byColumn = columns
            .Select((name, column) => new ColumnImportance(name, Mean(2, column), Mean(0, column)))
            .OrderByDescending(column => column.Real);
        return (
            new Measure(
                Description.Name,
                mean,
                new Interval(Math.Max(-1, mean - half), Math.Min(1, mean + half)),
                seed ? Agreements(1).Average() : null,
                "Spearman's correlation over the columns, boosted trees. Real: trained on one half of the holdout. "
                    + "Importance is measured on the other half."
            ),
            [.. byColumn]
        );

        double[] Agreements(int source) =>
            [
                .. Enumerable
                    .Range(0, repeats)
                    .Select(repeat =>
                        Association.Pearson(
                            Association.Grades(importance[source, repeat]),
                            Association.Grades(importance[2, repeat])
                        )
                    ),
            ];

        double Mean(int source, int column) =>
            Enumerable.Range(0, repeats).Average(repeat => importance[source, repeat][column]);
    }
}
