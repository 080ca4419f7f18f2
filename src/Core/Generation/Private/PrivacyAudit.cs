using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Private;

/// <summary>
/// A lower bound on a mechanism's ε, from how well one number tells two neighbouring tables apart.
/// Half of the trials choose the event and the δ, and the other half count, so that the choice does not bias the bound.
/// Both probabilities are at the outer ends of exact 95 % intervals. Jagielski, Ullman &amp;
/// Oprea (2020), <see href="https://doi.org/10.48550/arXiv.2006.07709"/>.
/// </summary>
internal static class PrivacyAudit
{
    internal const int MinTrials = 100;

    private const int Thresholds = 48;

    /// <summary>
    /// Further δ at which a claim is tested, besides its own:
    /// too little noise shows best where the odds are not extreme.
    /// </summary>
    private static readonly double[] Deltas = [1e-5, 1e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1];

    /// <param name="without">The statistic of each trial on the table without the unit,
    /// in any order that does not depend on the values.</param>
    /// <param name="with">The same with the unit; the same number of trials.</param>
    /// <param name="claimed">Returns the ε that the mechanism claims at a δ.</param>
    internal static AuditFinding Judge(
        string mechanism,
        double[] without,
        double[] with,
        double epsilon,
        double delta,
        Func<double, double> claimed
    )
    {
        if (without.Length != with.Length || with.Length < MinTrials)
        {
            throw new ArgumentException($"There must be {MinTrials} trials or more, as many with as without.");
        }

        int half = with.Length / 2;
        var choosing = new Side(without[..half], with[..half]);
        var counting = new Side(without[half..], with[half..]);
        var events = Events(choosing);

        AuditBound At(double at)
        {
            var best = events.MaxBy(happening => choosing.Bound(happening, at))!;
            var (likelier, other) = counting.Count(best);
            return new AuditBound(at, claimed(at), Math.Max(0, counting.Bound(best, at)), best.Words, likelier, other);
        }

        double sharpest = Deltas
            .Where(at => at > delta)
            .Append(delta)
            .MaxBy(at => events.Max(happening => choosing.Bound(happening, at)) - claimed(at));
        AuditBound own = At(delta),
            sharp = sharpest == delta ? own : At(sharpest);
        return new AuditFinding(mechanism, epsilon, delta, with.Length, own, sharp, sharp.LowerBound > sharp.Claimed);
    }

    private static List<Happening> Events(Side side)
    {
        double[] pooled = [.. side.Without, .. side.With];
        Array.Sort(pooled);
        var thresholds = Enumerable
            .Range(0, Thresholds)
            .Select(i => pooled[(int)((i + 0.5) / Thresholds * pooled.Length)])
            .Concat(Enumerable.Range(1, 8).Select(i => pooled[Math.Min(pooled.Length - 1, 8 * i)]))
            .Concat(Enumerable.Range(1, 8).Select(i => pooled[^Math.Min(pooled.Length, 8 * i)]))
            .Distinct();
        bool[] either = [true, false];
        return
        [
            .. from threshold in thresholds
            from above in either
            from withLikelier in either
            select new Happening(threshold, above, withLikelier),
        ];
    }

    /// <param name="Above">True: the statistic is at least the threshold; false: it is below.</param>
    /// <param name="WithLikelier">Whether the event is likelier with the unit.</param>
    private sealed record Happening(double Threshold, bool Above, bool WithLikelier)
    {
        internal string Words
        {
            get
            {
                string side = Above ? "at least" : "below",
                    table = WithLikelier ? "with" : "without";
                return FormattableString.Invariant($"statistic {side} {Threshold:0.###}, likelier {table} the unit");
            }
        }

        internal bool In(double statistic) => statistic >= Threshold == Above;
    }

    private sealed class Side(double[] without, double[] with)
    {
        private readonly Dictionary<Happening, (int, int, double, double)> ends = [];

        internal double[] Without => without;

        internal double[] With => with;

        internal (int Likelier, int Other) Count(Happening happening)
        {
            int absent = without.Count(happening.In),
                present = with.Count(happening.In);
            return happening.WithLikelier ? (present, absent) : (absent, present);
        }

        internal double Bound(Happening happening, double delta)
        {
            if (!ends.TryGetValue(happening, out var end))
            {
                var (likelier, other) = Count(happening);
                // Each bound fails in 2.5 % of audits, so both hold in 95 %.
                double low = likelier <= other ? 0 : Proportion.ClopperPearson(likelier, with.Length).Low;
                double high = low == 0 ? 1 : Proportion.ClopperPearson(other, with.Length).High;
                ends[happening] = end = (likelier, other, low, high);
            }

            return end.Item3 > delta ? Math.Log((end.Item3 - delta) / end.Item4) : double.NegativeInfinity;
        }
    }
}
