using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// Were seed rows replayed? Each check compares the synthetic rows with the seed and with an equal number of holdout
/// rows, which the generator never saw, and reports the difference.
/// </summary>
internal static class Replay
{
    internal static readonly MeasureDescription Exact = new(
        "privacy.exact-copies",
        "Exact copies",
        "Does the table repeat seed rows more often than rows that the generator never saw?",
        "The share of synthetic rows that equal a seed row, beyond the share that equal a holdout row."
    )
    {
        Scope = IntervalScope.SyntheticDrawnAgain,
        Better = Better.Lower,
        Minimum = -1,
    };

    internal static readonly MeasureDescription Near = new(
        "privacy.near-copies",
        "Near copies",
        "Does the table hold near copies of seed rows more often than of rows that the generator never saw?",
        "The share of synthetic rows very near to a seed row, beyond the share very near to a holdout row."
    )
    {
        Scope = IntervalScope.SyntheticDrawnAgain,
        Better = Better.Lower,
        Minimum = -1,
    };

    internal static readonly MeasureDescription Nearest = new(
        "privacy.nearest-record",
        "Nearest record",
        "Are synthetic rows nearer to seed rows than to rows the generator never saw?",
        "2p − 1, where p is the share of synthetic rows that lie nearer to a seed row than to a holdout row. "
            + "Distance to the closest record is a replay check, not a privacy score."
    )
    {
        Scope = IntervalScope.SyntheticDrawnAgain,
        Better = Better.Lower,
        Minimum = -1,
    };

    /// <summary>
    /// The number of synthetic rows that equal a seed row and no holdout row, minus the number that equal a holdout row
    /// and no seed row. Both are counted against equally many rows, and the result is scaled to the whole seed.
    /// </summary>
    /// <param name="planted">Positions of seed rows that replace the first synthetic rows, for the self-test.</param>
    public static ExactCopySearch ExactCopies(
        EvaluationInput input,
        IReadOnlyList<string> columns,
        ulong seed,
        params ReadOnlySpan<int> planted
    )
    {
        ulong[] train = RowKeys.Of(input.Train, columns),
            holdout = RowKeys.Of(input.Holdout, columns),
            rows = RowKeys.Of(input.Synthetic, columns);
        for (int i = 0; i < planted.Length; i++)
        {
            rows[i] = train[planted[i]];
        }
        int size = Math.Min(train.Length, holdout.Length);
        var inTrain = Some(train, "copies-train");
        var inHoldout = Some(holdout, "copies-holdout");
        int told = train.Count(key => inTrain.Contains(key) && !inHoldout.Contains(key));
        return new ExactCopySearch(
            Count(rows, inTrain, inHoldout),
            rows.Length,
            (double)train.Length / size,
            (double)told / train.Length
        );

        HashSet<ulong> Some(ulong[] keys, string purpose) => [.. Chosen(keys, size, seed, purpose)];
    }

    /// <summary>
    /// The same for combinations that at most so many of the real rows have, of seed and holdout together:
    /// a combination that is frequent in one and rare in the other is so by chance.
    /// </summary>
    public static ExcessSuccess Copies(EvaluationInput input, IReadOnlyList<string> columns, ulong seed, int atMost)
    {
        ulong[] train = RowKeys.Of(input.Train, columns),
            holdout = RowKeys.Of(input.Holdout, columns),
            rows = RowKeys.Of(input.Synthetic, columns);
        int size = Math.Min(train.Length, holdout.Length);
        ulong[] ofTrain = [.. Chosen(train, size, seed, "rare-train")],
            ofHoldout = [.. Chosen(holdout, size, seed, "rare-holdout")];
        var frequent = ofTrain
            .Concat(ofHoldout)
            .CountBy(key => key)
            .Where(count => count.Value > atMost)
            .Select(count => count.Key)
            .ToHashSet();
        return Count(rows, [.. ofTrain.Except(frequent)], [.. ofHoldout.Except(frequent)])
            .Difference(rows.Length, (double)train.Length / size);
    }

    private static IEnumerable<ulong> Chosen(ulong[] keys, int size, ulong seed, string purpose) =>
        keys.Length == size ? keys : RandomStream.For(seed, purpose).Choose(keys.Length, size).Select(at => keys[at]);

    private static Tally Count(ulong[] rows, HashSet<ulong> inTrain, HashSet<ulong> inHoldout)
    {
        var tally = new Tally();
        foreach (ulong key in rows)
        {
            bool isTrain = inTrain.Contains(key);
            if (isTrain != inHoldout.Contains(key))
            {
                tally.Add(key, isTrain);
            }
        }

        return tally;
    }

    /// <param name="copies">What the search among all rows found.</param>
    public static Attack ExactCopies(AttackSamples on, ExcessSuccess copies) =>
        AttackSuite.Judge(Attack.Asking(Exact), copies, on.Input.Synthetic.RowCount, AttackSuite.CopyLimit);

    /// <summary>
    /// The same as for exact copies, but for rows that lie within <see cref="Distances.Near"/> of a real row.
    /// </summary>
    public static Attack NearCopies(AttackSamples on, Distances distances) =>
        AttackSuite.Judge(
            Attack.Asking(Near) with
            {
                Note = FormattableString.Invariant(
                    $"Near is a distance of {distances.Near:0.0000}; 1 % of holdout rows have a seed row within it."
                ),
            },
            distances.Copies(on.SeedScale),
            distances.Rows,
            AttackSuite.CopyLimit
        );

    /// <summary>
    /// The share p of synthetic rows whose nearest real row is a seed row (ties one half); the estimate is 2p − 1.
    /// </summary>
    public static Attack NearestRecord(Distances distances) =>
        AttackSuite.Judge(Attack.Asking(Nearest), distances.Nearer(), distances.Rows, AttackSuite.Limit);
}

/// <summary>The distances of every synthetic row to its nearest seed row and to its nearest holdout row.</summary>
internal sealed class Distances
{
    private readonly float[] toTrain,
        toHoldout;
    private readonly int[] nearestTrain,
        nearestHoldout;

    private Distances(float near, float[] toTrain, float[] toHoldout, int[] nearestTrain, int[] nearestHoldout) =>
        (Near, this.toTrain, this.toHoldout, this.nearestTrain, this.nearestHoldout) = (
            near,
            toTrain,
            toHoldout,
            nearestTrain,
            nearestHoldout
        );

    /// <summary>The distance to the nearest seed row that 1 % of the holdout rows stay below.</summary>
    public float Near { get; }

    public int Rows => toTrain.Length;

    public static Distances Of(AttackSamples on, float[][] synthetic, CancellationToken ct)
    {
        float[] fresh = NearestNeighbours.Search(on.HoldoutPoints, on.TrainPoints, null, 1, out _, ct);
        Array.Sort(fresh);
        float[] toTrain = NearestNeighbours.Search(synthetic, on.TrainPoints, null, 1, out int[] nearestTrain, ct);
        float[] toHoldout = NearestNeighbours.Search(
            synthetic,
            on.HoldoutPoints,
            null,
            1,
            out int[] nearestHoldout,
            ct
        );
        return new Distances(fresh[fresh.Length / 100], toTrain, toHoldout, nearestTrain, nearestHoldout);
    }

    /// <summary>The same of other rows.</summary>
    public Distances OfOthers(AttackSamples on, float[][] rows, CancellationToken ct)
    {
        float[] near = NearestNeighbours.Search(rows, on.TrainPoints, null, 1, out int[] nearest, ct),
            toUnseen = NearestNeighbours.Search(rows, on.HoldoutPoints, null, 1, out int[] nearestUnseen, ct);
        return new Distances(Near, near, toUnseen, nearest, nearestUnseen);
    }

    /// <summary>The same with the first <paramref name="count"/> rows replaced by the first of other rows.</summary>
    public Distances With(Distances first, int count) =>
        new(
            Near,
            [.. first.toTrain[..count], .. toTrain[count..]],
            [.. first.toHoldout[..count], .. toHoldout[count..]],
            [.. first.nearestTrain[..count], .. nearestTrain[count..]],
            [.. first.nearestHoldout[..count], .. nearestHoldout[count..]]
        );

    public ExcessSuccess Copies(double scale)
    {
        var tally = new Tally();
        for (int i = 0; i < Rows; i++)
        {
            bool isTrain = toTrain[i] <= Near;
            if (isTrain != toHoldout[i] <= Near)
            {
                tally.Add((ulong)(isTrain ? nearestTrain[i] : nearestHoldout[i]), isTrain);
            }
        }

        return tally.Difference(Rows, scale);
    }

    public ExcessSuccess Nearer()
    {
        var tally = new Tally();
        double ties = 0;
        for (int i = 0; i < Rows; i++)
        {
            if (toTrain[i] == toHoldout[i])
            {
                ties++;
                continue;
            }
            bool isTrain = toTrain[i] < toHoldout[i];
            tally.Add((ulong)(isTrain ? nearestTrain[i] : nearestHoldout[i]), isTrain);
        }

        double share = (tally.Train + (ties / 2)) / Rows;
        var interval = Proportion.Wilson(share * Rows / tally.Design, Rows / tally.Design);
        return new ExcessSuccess(
            (2 * share) - 1,
            new Interval((2 * interval.Low) - 1, (2 * interval.High) - 1),
            share,
            1 - share
        );
    }
}
