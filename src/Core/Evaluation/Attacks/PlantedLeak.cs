using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// The self-test of the attacks: seed rows replace some of the synthetic rows, word for word, with a fifth of their
/// cells exchanged, or with half of their columns kept, and the attacks have to find them. What is not found here would
/// not be found in the table either.
/// </summary>
internal static class PlantedLeak
{
    internal const string WordForWord = "word for word",
        Perturbed = "a fifth of the cells exchanged",
        Partial = "half of the columns kept";

    private const double ExchangedShare = 0.2;

    // One-sided, 2 %: how rarely a test that can be run may call working attacks blind.
    private const double FalselyBlind = 2.053748910631823;

    private static readonly (string Kind, double Share)[] Copies = [(WordForWord, 0.01), (WordForWord, 0.05)];

    private static readonly (string Kind, double Share)[] Disguised =
    [
        (Perturbed, 0.05),
        (Perturbed, 0.2),
        (Partial, 0.05),
        (Partial, 0.2),
    ];

    /// <summary>
    /// Word-for-word copies decide: the test passes where at least one of exact-copies, near-copies and
    /// membership-density finds each share that is large enough to be found in so many rows, and cannot be run where
    /// none is. The other kinds are sought by near-copies alone and say how far the attacks see; a quick evaluation
    /// leaves them out.
    /// </summary>
    /// <param name="distances">Of the table as it is.</param>
    /// <param name="copies">The search for exact copies in the table as it is: what chance has put there.</param>
    public static SelfTest Test(
        AttackSamples on,
        Distances distances,
        ExcessSuccess copies,
        Effort effort,
        CancellationToken ct
    )
    {
        var plants = new List<Plant>();
        foreach (var (kind, share) in effort == Effort.Quick ? Copies : [.. Copies, .. Disguised])
        {
            ct.ThrowIfCancellationRequested();
            plants.AddRange(Plants(on, distances, kind, share, ct));
        }

        double[] testable = [.. Copies.Select(one => one.Share).Where(share => CanBeFound(on, copies, share))];
        bool found = testable.All(share =>
            plants.Any(plant => plant.Kind == WordForWord && plant.Share == share && plant.Found)
        );
        var outcome = found ? Verdict.Pass : Verdict.Invalid;
        return new SelfTest(testable.Length == 0 ? Verdict.NotMeasured : outcome, plants);
    }

    private static IEnumerable<Plant> Plants(
        AttackSamples on,
        Distances distances,
        string kind,
        double share,
        CancellationToken ct
    )
    {
        var random = RandomStream.For(on.Seed, $"plant {share}");
        int all = Math.Max(1, (int)Math.Round(share * on.Input.Synthetic.RowCount));
        int[] seedRows = random.Choose(on.Input.Train.RowCount, Math.Min(all, on.Input.Train.RowCount));
        if (kind == WordForWord)
        {
            var exact = Replay.ExactCopies(on.Input, on.ColumnNames, on.Seed, seedRows);
            yield return Planted("exact-copies", exact.Estimate, exact.Interval);
        }

        // The synthetic rows were drawn at random, so the first ones serve as well as any others.
        int few = Math.Min(seedRows.Length, Math.Max(1, (int)Math.Round(share * on.Synthetic.Rows)));
        float[][] planted = on.Points(on.Space.Encode(Leaked(on, kind, seedRows[..few])));
        var near = distances.With(on, planted, ct).Copies(on.SeedScale);
        yield return Planted("near-copies", near.Estimate, near.Interval);
        if (kind != WordForWord)
        {
            yield break;
        }
        float[][] leaking = Array.ConvertAll([.. on.SyntheticPoints.Zip(planted)], pair =>
            (float[])[.. pair.Second, .. pair.First[few..]]
        );
        var sure = Membership.RateAt(Membership.ByDensity(on, leaking, ct), "tpr", 0.001);
        double chance = sure.Reference!.Value;
        yield return Planted(
            "membership-density",
            sure.Value!.Value - chance,
            new Interval(sure.Interval!.Low - chance, sure.Interval.High - chance)
        );

        Plant Planted(string attack, double estimate, Interval interval) =>
            new(share, attack, estimate, interval, interval.Low > AttackSuite.CopyLimit) { Kind = kind };
    }

    /// <summary>The seed rows as they are planted.</summary>
    private static Table Leaked(AttackSamples on, string kind, int[] seedRows)
    {
        var train = on.Input.Train;
        if (kind == WordForWord)
        {
            return train.Take(seedRows);
        }
        string[] names = [.. on.ColumnNames];
        int[] order = RandomStream.For(on.Seed, "plant columns").Choose(names.Length, names.Length);
        var kept = order[..((names.Length + 1) / 2)].Select(at => names[at]).ToHashSet();
        return new Table([
            .. names.Select(name =>
            {
                var random = RandomStream.For(on.Seed, $"plant {kind} {name}");
                double exchanged = kind == Perturbed ? ExchangedShare : 1;
                return train[name]
                    .Take([
                        .. seedRows.Select(row =>
                            (kind == Perturbed || !kept.Contains(name)) && random.NextDouble() < exchanged
                                ? random.NextInt(train.RowCount)
                                : row
                        ),
                    ]);
            }),
        ]);
    }

    // Whether the search for exact copies would find so many, though it looks at a part of the seed and chance adds
    // copies of its own: in at least 98 % of draws.
    private static bool CanBeFound(AttackSamples on, ExcessSuccess copies, double share)
    {
        double rows = on.Input.Synthetic.RowCount,
            hits = Math.Max(1, Math.Round(share * rows)) / on.SeedScale,
            byChance = copies.Control * rows,
            spread = Math.Sqrt((hits * (1 - (1 / on.SeedScale))) + (2 * byChance));
        double fewest = hits + byChance - (FalselyBlind * spread);
        return fewest > byChance
            && fewest <= rows
            && Proportion.NewcombeDifference(fewest, rows, byChance, rows).Low * on.SeedScale > AttackSuite.CopyLimit;
    }
}
