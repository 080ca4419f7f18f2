using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// Judges attacks together. A table fails if one of k attacks gains more than its limit at a level that is corrected
/// for k (Bonferroni). It passes if each attack gains less than is allowed, at 95 %; that claim needs no correction,
/// because it is made only if every attack passes at its own level (an intersection–union test, Berger 1982,
/// <see href="https://doi.org/10.1080/00401706.1982.10487790"/>).
/// </summary>
internal static class AttackGates
{
    /// <summary>
    /// The gain that is allowed to nearest-record, which does not look for copies. It is larger because 3,000 fresh
    /// rows have a standard error of about 2.5 points.
    /// </summary>
    private const double AllowedNearness = 0.1;

    private static readonly string[] OfCopies =
    [
        Replay.Exact.Name,
        Replay.Near.Name,
        Replay.Nearest.Name,
        IdentityReplay.Values.Name,
        IdentityReplay.Combinations.Name,
    ];

    /// <summary>Whether the check looks for copies of seed rows.</summary>
    public static bool IsOfCopies(Attack attack) => OfCopies.Contains(attack.Name);

    /// <summary>The lower end of an interval that holds together with those of all other copy checks.</summary>
    /// <param name="low">The lower end of the 95 % interval.</param>
    public static double Lower(double estimate, double low) => Lower(estimate, low, OfCopies.Length);

    public static IReadOnlyList<Attack> Judge(IReadOnlyList<Attack> attacks) =>
        [
            .. attacks.Select(attack =>
                attack.Interval is null
                    ? attack
                    : Judge(attack, attacks.Count(other => IsOfCopies(other) == IsOfCopies(attack)))
            ),
        ];

    /// <summary>
    /// Whether the verdict of an attack that was judged is the one that its figures give. It may fail by more than its
    /// estimate, as one does that is certain about few people.
    /// </summary>
    public static bool IsFounded(Attack attack)
    {
        if (attack.Gain is not { } gain)
        {
            return attack is { Verdict: Verdict.NotMeasured, Interval: null, Estimate: null };
        }
        bool isSound =
            Math.Max(gain.Low, gain.Estimate) <= gain.High
            && gain.Allowed == AllowedTo(attack)
            && attack.Limit == LimitOf(attack)
            && IsOfCounts(attack);
        var unlessItFails = gain.High < gain.Allowed ? Verdict.Pass : Verdict.Underpowered;
        return isSound
            && (attack.Verdict == Verdict.Fail || (gain.Low <= attack.Limit && attack.Verdict == unlessItFails));
    }

    /// <summary>Whether the estimate is what the successes on seed rows and on others come to.</summary>
    private static bool IsOfCounts(Attack attack)
    {
        if (
            attack is not { Success: { } success, Control: { } control, Estimate: { } estimate, Interval: { } interval }
        )
        {
            return false;
        }
        double more = success - control;
        // Of copies, the difference is scaled to the whole seed. Of others it is the share of what was left to gain.
        bool isOf =
            attack.Name == Replay.Nearest.Name || !IsOfCopies(attack)
                ? IsNear(estimate, more) || IsNear(estimate, Math.Clamp(more / Math.Max(1e-9, 1 - control), -1, 1))
                : Math.Sign(estimate) == Math.Sign(more) && Math.Abs(estimate) >= Math.Min(1, Math.Abs(more)) - 1e-9;
        return isOf && interval.Low <= estimate + 1e-9 && estimate <= interval.High + 1e-9;

        static bool IsNear(double one, double other) => Math.Abs(one - other) <= 1e-9;
    }

    private static double AllowedTo(Attack attack) =>
        attack.Name == Replay.Nearest.Name ? AllowedNearness : AttackSuite.Limit;

    private static double LimitOf(Attack attack) =>
        IsOfCopies(attack) && attack.Name != Replay.Nearest.Name ? AttackSuite.CopyLimit : AttackSuite.Limit;

    /// <param name="together">How many attacks are judged together.</param>
    private static Attack Judge(Attack attack, int together)
    {
        // Of several ways to attack each has to pass, at its own level; one that fails does so beside all others.
        IReadOnlyList<GroupGain> ways = attack.Gained
            ?? [new GroupGain(attack.Estimate!.Value, attack.Interval!, attack.Fresh)];
        var gained = ways.MaxBy(way => way.Interval.High)!;
        double allowed = AllowedTo(attack),
            low = ways.Max(way => Lower(way.Gain, way.Interval.Low, together * ways.Count)),
            high = ways.Max(way =>
                way.Gain + (SpecialFunctions.Normal95 / SpecialFunctions.Normal975 * (way.Interval.High - way.Gain))
            ),
            lowestEstimate = Lower(attack.Estimate!.Value, attack.Interval!.Low, together);
        // An attack that is certain about few people fails by more than its estimate.
        bool certain = attack.Verdict == Verdict.Fail && attack.Interval.Low <= attack.Limit,
            fails = certain || Math.Max(low, lowestEstimate) > attack.Limit;
        var unlessItFails = high < allowed ? Verdict.Pass : Verdict.Underpowered;
        var verdict = fails ? Verdict.Fail : unlessItFails;
        return attack with
        {
            Verdict = verdict,
            Gain = new AttackGain(gained.Gain, low, high, allowed, gained.Fresh),
            SampleSizeNeeded = verdict == Verdict.Underpowered ? Needed(attack.Rows, gained, allowed) : null,
        };
    }

    // Errors shrink with √n. A table that leaks nothing passes in four of five cases where its error is
    // allowed/(1.64 + 0.84). The gain has no part in this: it is noisy, and would make N differ tenfold between tables
    // of one generator.
    private static int Needed(int rows, GroupGain gained, double allowed)
    {
        double half = Math.Max(gained.Gain - gained.Interval.Low, gained.Interval.High - gained.Gain),
            ratio =
                (SpecialFunctions.Normal95 + SpecialFunctions.Normal80) * half / SpecialFunctions.Normal975 / allowed;
        return (int)Math.Min(int.MaxValue, Math.Ceiling(rows * Math.Max(1.05, ratio * ratio)));
    }

    // An interval's halves grow with its quantile.
    private static double Lower(double estimate, double low, int together) =>
        estimate - (SpecialFunctions.Simultaneous975(together) / SpecialFunctions.Normal975 * (estimate - low));
}
