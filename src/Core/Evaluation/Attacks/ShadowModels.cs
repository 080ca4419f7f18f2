using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// Membership inference by someone who can run the same generator: the generator is fitted to the attacker's own rows,
/// and trees learn from its output how members differ from non-members. The attacker's rows are a part of the holdout;
/// the control group comes from the rest of it. Shokri et al. (2017), <see href="https://doi.org/10.1109/SP.2017.41"/>;
/// on synthetic data Stadler, Oprisanu &amp; Troncoso (2022), <see href="https://arxiv.org/abs/2011.07018"/>.
/// </summary>
internal static class ShadowModels
{
    internal static readonly MeasureDescription Description = new(
        "privacy.membership-shadow",
        "Membership inference by shadow models",
        "Could someone who can run the same generator tell that a person was in the seed?",
        "2·AUC − 1 of an attack model that learned from other models of the same generator."
    )
    {
        Scope = IntervalScope.OthersAttacked,
        Better = Better.Lower,
        Minimum = -1,
    };

    private const int Shadows = 4;
    private const int MaxRows = 5_000;
    private const int MinRows = 200;
    private const int MaxParts = 10;
    private const int Neighbours = 5;

    public static Attack? Run(
        AttackSamples on,
        EvaluationOptions options,
        ICollection<NotMeasured> notMeasured,
        CancellationToken ct
    )
    {
        if (options.Effort != Effort.Deep || on.Input.Regenerate is not { } regenerate)
        {
            notMeasured.Add(
                new NotMeasured(
                    Description.Name,
                    "Not run: shadow models need the generator and a deep evaluation.",
                    Blocks: false
                )
            );
            return null;
        }

        var holdout = on.Input.Holdout;
        int[] order = RandomStream.For(on.Seed, "shadow-rows").Choose(holdout.RowCount, holdout.RowCount);
        int own = Math.Min(2 * MaxRows, holdout.RowCount / 2);
        if (own < MinRows)
        {
            notMeasured.Add(
                new NotMeasured(
                    Description.Name,
                    $"Shadow models need {2 * MinRows} holdout rows; there are {holdout.RowCount}."
                )
            );
            return null;
        }

        Table attackers = holdout.Take(order[..own]),
            control = holdout.Take(order[own..][..Math.Min(MaxRows, holdout.RowCount - own)]);
        var learned = Enumerable
            .Range(0, Shadows)
            .Select(shadow => Shadow(on, regenerate, attackers, shadow, ct))
            .ToArray();
        var rows = learned.Skip(1).Aggregate(learned[0].Rows, (all, one) => all.Then(one.Rows));
        var trees = GradientBoosting.Classify(
            rows,
            [.. learned.SelectMany(one => one.IsMember)],
            2,
            new BoostingOptions(),
            ct
        );

        // The target's rows are split into parts as large as a shadow model's output and scored against as many
        // non-members; a row's score is its highest.
        float[][] reference = on.Points(on.Space.Encode(attackers));
        int[][] parts =
        [
            .. Enumerable
                .Range(0, on.Synthetic.Rows)
                .Chunk(Math.Min(own / 2, on.Synthetic.Rows))
                .Where(part => part.Length >= Neighbours)
                .Take(MaxParts),
        ];
        int[] members = [.. Enumerable.Range(0, Math.Min(MaxRows, on.Size))];
        return Membership.Judge(
            Description,
            new MembershipScores(
                Score(MixedPoints.Take(on.TrainPoints, members)),
                Score(on.Points(on.Space.Encode(control)))
            )
        ) with
        {
            Note = $"{Shadows} shadow models on {own / 2:N0} rows each.",
        };

        double[] Score(float[][] points) =>
            parts
                .Select(part =>
                    trees.Score(Features(points, MixedPoints.Take(on.SyntheticPoints, part), reference, false, ct), ct)[
                        0
                    ]
                )
                .Aggregate((highest, scores) => [.. highest.Zip(scores, Math.Max)]);
    }

    private static (FeatureMatrix Rows, int[] IsMember) Shadow(
        AttackSamples on,
        Regenerate regenerate,
        Table attackers,
        int shadow,
        CancellationToken ct
    )
    {
        int half = attackers.RowCount / 2;
        int[] order = RandomStream.For(on.Seed, $"shadow {shadow}").Choose(attackers.RowCount, attackers.RowCount);
        Table seed = attackers.Take(order[..half]),
            strangers = attackers.Take(order[half..]);
        var made = regenerate(seed, half, RandomStream.For(on.Seed, $"shadow-seed {shadow}").Next() >> 1, ct);
        float[][] synthetic = on.Points(on.Space.Encode(made)),
            reference = on.Points(on.Space.Encode(attackers));
        var members = Features(on.Points(on.Space.Encode(seed)), synthetic, reference, true, ct);
        var others = Features(on.Points(on.Space.Encode(strangers)), synthetic, reference, true, ct);
        return (
            members.Then(others),
            [.. Enumerable.Repeat(1, seed.RowCount), .. Enumerable.Repeat(0, strangers.RowCount)]
        );
    }

    /// <summary>A row's distances to its nearest synthetic and reference rows, and the log ratio of both.</summary>
    /// <param name="own">Whether the rows are among the reference rows, so that each is its own nearest one.</param>
    private static FeatureMatrix Features(
        float[][] rows,
        float[][] synthetic,
        float[][] reference,
        bool own,
        CancellationToken ct
    )
    {
        int count = rows[0].Length,
            skip = own ? 1 : 0,
            among = Neighbours + skip;
        float[] toSynthetic = NearestNeighbours.Search(rows, synthetic, null, Neighbours, out _, ct);
        float[] toReference = NearestNeighbours.Search(rows, reference, null, among, out _, ct);
        var columns = new List<FeatureColumn>();
        for (int k = 0; k < Neighbours; k++)
        {
            double[] made = new double[count],
                real = new double[count],
                ratio = new double[count];
            for (int i = 0; i < count; i++)
            {
                (made[i], real[i]) = (toSynthetic[(i * Neighbours) + k], toReference[(i * among) + k + skip]);
                ratio[i] = Math.Log(real[i] + Membership.Floor) - Math.Log(made[i] + Membership.Floor);
            }

            columns.AddRange([new(made, null, 0), new(real, null, 0), new(ratio, null, 0)]);
        }

        return new FeatureMatrix(count, columns);
    }
}
