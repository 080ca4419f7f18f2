using AethergenAI.Evaluation.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>
/// Were train rows replayed? Each check puts the synthetic rows beside the train rows and beside an equal number of holdout rows, which the
/// generator never saw, and looks at the difference. These find copying; that they find nothing is no proof of privacy.
/// </summary>
internal static class Attacks
{
    /// <summary>The share above which success is a failure, judged on the interval's ends.</summary>
    public const double Limit = 0.05;

    /// <summary>Exact copies in excess of chance fail at this share already.</summary>
    public const double CopyLimit = 0.001;

    private const int MostRows = 10_000;
    private const string Caveat = "Distance to closest record is a replay check, not a privacy score.";

    public static IReadOnlyList<Attack> Run(EvaluationInput input, MatchedSamples samples, ulong seed, ICollection<NotMeasured> notMeasured, CancellationToken ct)
    {
        var space = samples.Space;
        int size = Math.Min(MostRows, Math.Min(samples.Train.Rows, samples.Holdout.Rows));
        var train = samples.Train.Take(RandomStream.For(seed, "attack-train").Choose(samples.Train.Rows, size));
        var holdout = samples.Holdout.Take(RandomStream.For(seed, "attack-holdout").Choose(samples.Holdout.Rows, size));
        var synthetic = samples.Synthetic.Take(RandomStream.For(seed, "attack-synthetic").Choose(samples.Synthetic.Rows, Math.Min(MostRows, samples.Synthetic.Rows)));
        var points = new MixedPoints(space, train, holdout);
        float[][] t = points.Of(train), h = points.Of(holdout), s = points.Of(synthetic);
        var attacks = new List<Attack>
        {
            ExactCopies(input, [.. space.Features.Select(feature => feature.Name)], seed),
            NearestRecord(t, h, s, size, ct),
        };
        if (size < 2) { notMeasured.Add(new NotMeasured("membership-inference", "It needs two train and two holdout rows.")); }
        else { attacks.Add(Membership(t, h, s, size, ct)); }
        return attacks;
    }

    /// <summary>
    /// Synthetic rows that equal a train row and no holdout row, less those that equal a holdout row and no train row, from as many of either,
    /// scaled to the whole train table. A row that several synthetic rows repeat counts once in the interval (design effect Σk²/Σk).
    /// </summary>
    private static Attack ExactCopies(EvaluationInput input, IReadOnlyList<string> columns, ulong seed)
    {
        ulong[] train = RowKeys.Of(input.Train, columns), holdout = RowKeys.Of(input.Holdout, columns);
        int size = Math.Min(train.Length, holdout.Length);
        var inTrain = Some(train, "copies-train");
        var inHoldout = Some(holdout, "copies-holdout");
        var copies = new Dictionary<ulong, int>();
        ulong[] rows = RowKeys.Of(input.Synthetic, columns);
        foreach (ulong key in rows)
        {
            if (inTrain.Contains(key) != inHoldout.Contains(key)) { copies[key] = copies.GetValueOrDefault(key) + 1; }
        }

        double ofTrain = copies.Where(copy => inTrain.Contains(copy.Key)).Sum(copy => (double)copy.Value);
        double ofHoldout = copies.Values.Sum(count => (double)count) - ofTrain;
        double design = copies.Count == 0 ? 1 : copies.Values.Sum(count => (double)count * count) / copies.Values.Sum(count => (double)count);
        double trials = Math.Max(1, rows.Length / design), scale = (double)train.Length / size;
        var difference = Proportion.NewcombeDifference(Math.Min(trials, ofTrain / design), trials, Math.Min(trials, ofHoldout / design), trials);
        var interval = new Interval(Math.Max(-1, difference.Low * scale), Math.Min(1, difference.High * scale));
        double estimate = Math.Clamp((ofTrain - ofHoldout) / rows.Length * scale, -1, 1);
        return Judge(new Attack(
            "exact-copies", "Does the table repeat rows of the seed more often than chance repeats rows it never saw?",
            Verdict.NotMeasured, estimate, interval, ofTrain / rows.Length, ofHoldout / rows.Length), rows.Length, CopyLimit);

        HashSet<ulong> Some(ulong[] keys, string purpose) =>
            [.. keys.Length == size ? keys : RandomStream.For(seed, purpose).Choose(keys.Length, size).Select(at => keys[at])];
    }

    /// <summary>
    /// The share p of synthetic rows whose nearest real row is a train row (ties one half); the estimate is 2p − 1. Under no replay the labels of the
    /// real rows could be swapped, so a real row that is nearest to k synthetic ones counts as one draw of weight k.
    /// </summary>
    private static Attack NearestRecord(float[][] train, float[][] holdout, float[][] synthetic, int size, CancellationToken ct)
    {
        float[] toTrain = NearestNeighbours.Search(synthetic, train, null, 1, out int[] nearestTrain, ct);
        float[] toHoldout = NearestNeighbours.Search(synthetic, holdout, null, 1, out int[] nearestHoldout, ct);
        var won = new Dictionary<int, int>();
        double nearer = 0;
        for (int i = 0; i < toTrain.Length; i++)
        {
            if (toTrain[i] == toHoldout[i]) { nearer += 0.5; continue; }
            bool isTrain = toTrain[i] < toHoldout[i];
            nearer += isTrain ? 1 : 0;
            int record = isTrain ? nearestTrain[i] : size + nearestHoldout[i];
            won[record] = won.GetValueOrDefault(record) + 1;
        }

        int count = toTrain.Length;
        double decided = won.Values.Sum(wins => (double)wins);
        double design = decided == 0 ? 1 : won.Values.Sum(wins => (double)wins * wins) / decided;
        double share = nearer / count;
        var interval = Proportion.Wilson(nearer / design, count / design);
        return Judge(new Attack(
            "nearest-record", $"Are synthetic rows nearer to seed rows than to rows the generator never saw? {Caveat}",
            Verdict.NotMeasured, (2 * share) - 1, new Interval((2 * interval.Low) - 1, (2 * interval.High) - 1), share, 1 - share), count, Limit);
    }

    /// <summary>
    /// Guesses that a person was in the seed where a synthetic row is near: the area under the curve of the distance from each train and each
    /// holdout row to its nearest synthetic row, with DeLong's interval; the estimate is 2·AUC − 1.
    /// </summary>
    private static Attack Membership(float[][] train, float[][] holdout, float[][] synthetic, int size, CancellationToken ct)
    {
        float[] ofTrain = NearestNeighbours.Search(train, synthetic, null, 1, out _, ct);
        float[] ofHoldout = NearestNeighbours.Search(holdout, synthetic, null, 1, out _, ct);
        double[] scores = [.. ofTrain.Concat(ofHoldout).Select(distance => -(double)distance)];
        bool[] member = [.. Enumerable.Range(0, 2 * size).Select(row => row < size)];
        double area = RocAuc.WithPlacements(scores, member, out double[] placements);
        double half = SpecialFunctions.Normal975 * Math.Sqrt(RocAuc.Variance(placements, member));
        var interval = new Interval(Math.Max(-1, (2 * (area - half)) - 1), Math.Min(1, (2 * (area + half)) - 1));
        return Judge(new Attack(
            "membership-inference", "Could someone tell that a person was in the seed, by how near a synthetic row is?",
            Verdict.NotMeasured, (2 * area) - 1, interval, area, 0.5), 2 * size, Limit);
    }

    // Fails on the lower end, passes on the upper end, and is underpowered between.
    private static Attack Judge(Attack attack, int rows, double failAbove)
    {
        var (estimate, interval) = (attack.Estimate!.Value, attack.Interval!);
        var verdict = interval.Low > failAbove ? Verdict.Fail : interval.High < Limit ? Verdict.Pass : Verdict.Underpowered;
        attack = attack with { Verdict = verdict, Limit = failAbove };
        if (verdict != Verdict.Underpowered) { return attack; }

        // Half-widths shrink with √n: how many rows bring the nearer end to the limit, if the estimate stays.
        double gap = Math.Max(0.005, Math.Abs(estimate - Limit)), half = (interval.High - interval.Low) / 2;
        return attack with { SampleSizeNeeded = (int)Math.Min(int.MaxValue, Math.Ceiling(rows * Math.Max(1.05, half * half / (gap * gap)))) };
    }
}
