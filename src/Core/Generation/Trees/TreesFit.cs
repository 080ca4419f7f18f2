using AethergenAI.Generation.Encodings;
using AethergenAI.Seeding;

namespace AethergenAI.Generation.Trees;

/// <summary>Fits every column with trees on the columns before it.</summary>
public static class TreesFit
{
    /// <summary>
    /// The maximum number of features of a column: those with the most information about it.
    /// With this limit, the cost is linear in the columns.
    /// </summary>
    private const int MaxFeatures = 24;

    private const int MaxOrdered = 16,
        MaxUnordered = 32,
        InformationRows = 10_000;

    /// <param name="report">Receives the share of the work that is done.</param>
    /// <remarks>
    /// O(columns · features · rows · depth). Columns are fitted in parallel;
    /// the result does not depend on the number of threads.
    /// </remarks>
    public static TreesParameters Fit(
        EncodedSeed seed,
        TreesSettings settings,
        Action<double> report,
        CancellationToken ct
    )
    {
        const double Checking = 0.35;
        var absences = MissingRule.Of(seed.Columns.Count, seed.Encodings);
        ulong[] ranks = SeedSplit.Ranks(seed.Seed, seed.Schema, settings.Seed, RowDraw.Trees);
        double borrow = settings.ReplayCheck ? ReplayCheck.Borrow(seed.Columns, ranks, absences, settings, ct) : 1;
        double begin = settings.ReplayCheck ? Checking : 0;
        report(begin);
        FeatureBins[] bins = [.. seed.Columns.Select(FeatureBins.Of)];
        var parameters = Fit(
            seed.Columns,
            ranks,
            absences,
            bins,
            [],
            settings,
            done => report(begin + ((1 - begin) * done)),
            ct
        );
        return ReplayCheck.Borrowing(parameters, borrow);
    }

    /// <param name="columns">The tokens to learn from.</param>
    /// <param name="ranks">
    /// For each row a random number that follows from the row itself: it says which trees do not see the row, and which
    /// rows are in a sample, so that a row more or less moves no other.
    /// </param>
    /// <param name="bins">The columns' bins as features, one per column.</param>
    /// <param name="given">Columns that come first and are not drawn.</param>
    /// <param name="report">Receives the share of the work that is done.</param>
    internal static TreesParameters Fit(
        IReadOnlyList<TokenColumn> columns,
        ulong[] ranks,
        MissingRule[] absences,
        FeatureBins[] bins,
        IReadOnlyList<int> given,
        TreesSettings settings,
        Action<double> report,
        CancellationToken ct
    )
    {
        int count = ranks.Length;
        int[] counted = ForestFit.Sample([.. Enumerable.Range(0, count)], ranks, InformationRows);
        double[][] information = MutualInformation.Of(columns, counted, ct);
        int[] visits = VisitOrder.Of(columns, absences, information, settings.Order, given);
        ushort[][] binned = [.. columns.Select((column, at) => bins[at].Of(column.Tokens))];
        var logs = new XLogX(count);
        var forests = new ColumnForest[columns.Count];
        int done = 0;
        Parallel.For(given.Count, columns.Count, new ParallelOptions { CancellationToken = ct }, place =>
        {
            int column = visits[place];
            int[] features =
            [
                .. visits.Take(place).OrderByDescending(other => information[column][other]).Take(MaxFeatures),
            ];
            var data = Data(
                columns[column],
                [.. features.Select(feature => binned[feature])],
                [.. features.Select(feature => bins[feature])]
            );
            forests[place] = ForestFit.Fit(data, ranks, column, features, settings, logs, ct);
            report(Interlocked.Increment(ref done) / (double)(columns.Count - given.Count));
        });
        return new TreesParameters(bins, forests[given.Count..]);
    }

    private static TreeData Data(TokenColumn column, ushort[][] features, FeatureBins[] bins)
    {
        int[]? classOf = TokenGroups.Of(column.Counts(), column.Ordered, column.Ordered ? MaxOrdered : MaxUnordered);
        int[] classes = classOf is null
            ? column.Tokens
            : Array.ConvertAll(column.Tokens, token => token < 0 ? -1 : classOf[token]);
        return new TreeData(
            features,
            bins,
            column.Tokens,
            column.Count,
            classes,
            TokenGroups.Count(classOf, column.Count)
        );
    }
}
