using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// Could someone who knows a person's record tell that it was in the seed? Each seed row and each holdout row
/// gets a score, higher where the row looks like a member; the estimate is 2·AUC − 1 with DeLong's interval.
/// The true-positive rates at 1 % and at 0.1 % false positives are reported as well, because an attack
/// that is certain about a few people is worse than one that is slightly better than chance about all. Carlini et al.
/// (2022), <see href="https://doi.org/10.1109/SP46214.2022.9833649"/>.
/// </summary>
internal static class Membership
{
    internal static readonly MeasureDescription Distance = new(
        "privacy.membership-inference",
        "Membership inference",
        "Could someone tell that a person was in the seed from the distance to the nearest synthetic row?",
        "2·AUC − 1 of telling seed rows from holdout rows by their distance to the nearest synthetic row."
    )
    {
        Scope = IntervalScope.OthersAttacked,
        Better = Better.Lower,
        Minimum = -1,
    };

    internal static readonly MeasureDescription Density = new(
        "privacy.membership-density",
        "Membership inference by density",
        "Could someone tell that a person was in the seed because synthetic rows are denser there " + "than real rows?",
        "2·AUC − 1 of telling seed rows from holdout rows by how much denser synthetic rows are around them."
    )
    {
        Scope = IntervalScope.OthersAttacked,
        Better = Better.Lower,
        Minimum = -1,
    };

    /// <summary>Added to distances before taking their logarithm, so that it is finite for a copy.</summary>
    public const float Floor = 1e-3f;

    private static readonly (string Name, double Rate)[] Rates =
    [
        ("tpr-at-1-percent", 0.01),
        ("tpr-at-0.1-percent", 0.001),
    ];

    /// <summary>Scores each row by the distance to the nearest synthetic row.</summary>
    public static MembershipScores ByDistance(AttackSamples on, float[][] synthetic, CancellationToken ct) =>
        new(Scores(on.TrainPoints, synthetic, ct), Scores(on.HoldoutPoints, synthetic, ct));

    /// <summary>
    /// Scores each row by how much denser synthetic rows are around it than real rows that the generator never saw:
    /// the log ratio of the distances to the nearest row of each kind. Half of the holdout is the reference, the other
    /// half the control group. After van Breugel et al. (2023), <see href="https://arxiv.org/abs/2302.12580"/>,
    /// with nearest-neighbour densities.
    /// </summary>
    public static MembershipScores ByDensity(AttackSamples on, float[][] synthetic, CancellationToken ct)
    {
        int[] order = RandomStream.For(on.Seed, "density-reference").Choose(on.Size, on.Size);
        float[][] reference = MixedPoints.Take(on.HoldoutPoints, order[..(on.Size / 2)]);
        float[][] control = MixedPoints.Take(on.HoldoutPoints, order[(on.Size / 2)..]);
        return new MembershipScores(Ratio(on.TrainPoints), Ratio(control));

        double[] Ratio(float[][] rows)
        {
            float[] toSynthetic = NearestNeighbours.Search(rows, synthetic, null, 1, out _, ct);
            float[] toReference = NearestNeighbours.Search(rows, reference, null, 1, out _, ct);
            return [.. toReference.Zip(toSynthetic, (far, near) => Math.Log(far + Floor) - Math.Log(near + Floor))];
        }
    }

    /// <summary>2·AUC − 1 less what the distances to fresh rows explain of it.</summary>
    /// <param name="fresh">See <see cref="FreshNeighbours.Distances"/>.</param>
    public static GroupGain Gain(MembershipScores scores, FreshDistances? fresh)
    {
        double[] all = [.. scores.Members, .. scores.Controls];
        bool[] member = new bool[all.Length];
        member.AsSpan(0, scores.Members.Length).Fill(true);
        double area = RocAuc.WithPlacements(all, member, out double[] placements);
        return GroupDifference.Of(
            (2 * area) - 1,
            Array.ConvertAll(placements[..scores.Members.Length], placement => 2 * placement),
            Array.ConvertAll(placements[scores.Members.Length..], placement => -2 * placement),
            fresh
        );
    }

    /// <summary>
    /// The same of the density scores, in which the holdout rows, a row itself left out, are the reference: all of them
    /// are also the control group.
    /// </summary>
    public static GroupGain DensityGain(
        AttackSamples on,
        MembershipScores byDistance,
        FreshDistances fresh,
        CancellationToken ct
    )
    {
        float[] toHoldout = FreshNeighbours.Of(on.TrainPoints, on.HoldoutPoints, false, 1, ct).Distances;
        return Gain(
            new MembershipScores(Ratio(toHoldout, byDistance.Members), Ratio(fresh.OfHoldout, byDistance.Controls)),
            fresh
        );

        static double[] Ratio(float[] far, double[] nearness) =>
            [.. far.Zip(nearness, (real, made) => Math.Log(real + Floor) - Math.Log(Floor - made))];
    }

    public static Attack Judge(MeasureDescription description, MembershipScores scores)
    {
        var details = new List<Measure> { Area(scores, out ExcessSuccess excess) };
        details.AddRange(Rates.Select(rate => RateAt(scores, rate.Name, rate.Rate)));
        var attack = AttackSuite.Judge(
            Attack.Asking(description) with
            {
                Details = details,
            },
            excess,
            scores.Members.Length,
            AttackSuite.Limit
        );
        // The attack is certain about more than 5 % of the people, with few false alarms.
        bool sure = details.Skip(1).Any(rate => rate.Interval!.Low - rate.Reference > AttackSuite.Limit);
        return sure ? attack with { Verdict = Verdict.Fail, SampleSizeNeeded = null } : attack;
    }

    /// <summary>
    /// The share of members that score above all but a share <paramref name="rate"/> of the controls;
    /// the interval is that of its excess over the rate.
    /// </summary>
    public static Measure RateAt(MembershipScores scores, string name, double rate)
    {
        double[] controls = [.. scores.Controls.OrderDescending()];
        int allowed = (int)(rate * controls.Length);
        double threshold = controls[allowed];
        int positives = scores.Members.Count(score => score > threshold),
            falsely = controls.Count(score => score > threshold);
        var excess = Proportion.NewcombeDifference(positives, scores.Members.Length, falsely, controls.Length);
        double share = (double)positives / scores.Members.Length,
            control = (double)falsely / controls.Length;
        return new Measure(
            name,
            share,
            new Interval(Math.Clamp(control + excess.Low, 0, 1), Math.Clamp(control + excess.High, 0, 1)),
            control,
            "The reference is the share of false positives."
        );
    }

    private static Measure Area(MembershipScores scores, out ExcessSuccess excess)
    {
        double[] all = [.. scores.Members, .. scores.Controls];
        bool[] member = new bool[all.Length];
        member.AsSpan(0, scores.Members.Length).Fill(true);
        double area = RocAuc.WithPlacements(all, member, out double[] placements);
        double half = SpecialFunctions.Normal975 * Math.Sqrt(RocAuc.Variance(placements, member));
        var interval = new Interval(Math.Max(0, area - half), Math.Min(1, area + half));
        excess = new ExcessSuccess(
            (2 * area) - 1,
            new Interval((2 * interval.Low) - 1, (2 * interval.High) - 1),
            area,
            0.5
        );
        return new Measure("auc", area, interval, 0.5);
    }

    private static double[] Scores(float[][] rows, float[][] synthetic, CancellationToken ct) =>
        Array.ConvertAll(NearestNeighbours.Search(rows, synthetic, null, 1, out _, ct), distance => -(double)distance);
}

/// <param name="Members">One per seed row; higher where the row looks like a member.</param>
/// <param name="Controls">One per holdout row.</param>
internal sealed record MembershipScores(double[] Members, double[] Controls);
