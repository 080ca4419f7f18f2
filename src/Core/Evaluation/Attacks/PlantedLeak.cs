using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// The self-test of the attacks: seed rows replace some of the synthetic rows, word for word, with some of their cells
/// exchanged, or with half of their columns kept, and the attacks have to find them. What is not found here would
/// not be found in the table either.
/// </summary>
internal static class PlantedLeak
{
    internal const string WordForWord = "word for word",
        Moved = "a twentieth of the cells exchanged",
        Perturbed = "a fifth of the cells exchanged",
        Partial = "half of the columns kept";

    // Larger shares are planted where rows repeat one another by chance, so that fewer copies hide among them.
    private static readonly double[] SharesOfCopies = [0.01, 0.05],
        SharesAmongRepeats = [0.01, 0.05, 0.2, 0.5],
        SharesOfOthers = [0.01, 0.05, 0.2];

    /// <summary>
    /// Word-for-word copies decide: the test passes where at least one of exact-copies, near-copies and
    /// membership-density finds each share that is large enough to be found in this table, and cannot be run where
    /// none is. The other kinds are sought by near-copies and nearest-record and say how far the checks see; a quick
    /// evaluation leaves them out.
    /// </summary>
    /// <param name="distances">Of the table as it is.</param>
    /// <param name="copies">The search for exact copies in the table as it is: what chance has put there.</param>
    public static SelfTest Test(
        AttackSamples on,
        Distances distances,
        ExactCopySearch copies,
        Effort effort,
        CancellationToken ct
    )
    {
        var plants = new List<Plant>();
        bool canTest = false,
            blind = false;
        int? needed = null;
        foreach (double share in copies.Repeats ? SharesAmongRepeats : SharesOfCopies)
        {
            ct.ThrowIfCancellationRequested();
            int[] seedRows = SeedRows(on, share, on.Input.Synthetic.RowCount);
            var exact = Replay.ExactCopies(on.Input, on.ColumnNames, on.Seed, seedRows);
            Plant[] planted =
            [
                Planted(WordForWord, share, "exact-copies", exact.Excess, AttackSuite.CopyLimit),
                .. Copied(on, distances, share, seedRows, ct),
            ];
            plants.AddRange(planted);
            needed = copies.RowsNeeded(seedRows.Length, exact.Found.Design);
            if (copies.WouldFind(seedRows.Length, exact.Found.Design))
            {
                canTest = true;
                blind |= !planted.Any(plant => plant.Found);
            }
        }

        foreach (string kind in effort == Effort.Quick ? Array.Empty<string>() : [Moved, Perturbed, Partial])
        {
            ct.ThrowIfCancellationRequested();
            plants.AddRange(Others(on, distances, kind, ct));
        }
        var outcome = blind ? Verdict.Invalid : Verdict.Pass;
        return new SelfTest(canTest ? outcome : Verdict.NotMeasured, plants) { RowsNeeded = canTest ? null : needed };
    }

    private static int[] SeedRows(AttackSamples on, double share, int rows) =>
        RandomStream
            .For(on.Seed, $"plant {share}")
            .Choose(
                on.Input.Train.RowCount,
                Math.Min(on.Input.Train.RowCount, Math.Max(1, (int)Math.Round(share * rows)))
            );

    // The synthetic rows were drawn at random, so the first ones serve as well as any others.
    private static IEnumerable<Plant> Copied(
        AttackSamples on,
        Distances distances,
        double share,
        int[] seedRows,
        CancellationToken ct
    )
    {
        int few = Math.Min(seedRows.Length, Math.Max(1, (int)Math.Round(share * on.Synthetic.Rows)));
        float[][] planted = on.Points(on.Space.Encode(Leaked(on, WordForWord, seedRows[..few])));
        var near = distances.With(distances.OfOthers(on, planted, ct), few).Copies(on.SeedScale);
        yield return Planted(WordForWord, share, "near-copies", near, AttackSuite.CopyLimit);

        float[][] leaking = Array.ConvertAll([.. on.SyntheticPoints.Zip(planted)], pair =>
            (float[])[.. pair.Second, .. pair.First[few..]]
        );
        var sure = Membership.RateAt(Membership.ByDensity(on, leaking, ct), "tpr", 0.001);
        double chance = sure.Reference!.Value;
        yield return Planted(
            WordForWord,
            share,
            "membership-density",
            new ExcessSuccess(
                sure.Value!.Value - chance,
                new Interval(sure.Interval!.Low - chance, sure.Interval.High - chance),
                sure.Value.Value,
                chance
            ),
            AttackSuite.CopyLimit
        );
    }

    private static IEnumerable<Plant> Others(AttackSamples on, Distances distances, string kind, CancellationToken ct)
    {
        int[] seedRows = SeedRows(on, SharesOfOthers[^1], on.Synthetic.Rows);
        var planted = distances.OfOthers(on, on.Points(on.Space.Encode(Leaked(on, kind, seedRows))), ct);
        foreach (double share in SharesOfOthers)
        {
            int few = Math.Min(seedRows.Length, Math.Max(1, (int)Math.Round(share * on.Synthetic.Rows)));
            var with = distances.With(planted, few);
            yield return Planted(kind, share, "near-copies", with.Copies(on.SeedScale), AttackSuite.CopyLimit);
            yield return Planted(kind, share, "nearest-record", with.Nearer(), AttackSuite.Limit);
        }
    }

    private static Plant Planted(string kind, double share, string attack, ExcessSuccess excess, double limit) =>
        new(
            share,
            attack,
            excess.Estimate,
            excess.Interval,
            AttackGates.Lower(excess.Estimate, excess.Interval.Low) > limit
        )
        {
            Kind = kind,
        };

    /// <summary>The seed rows as they are planted.</summary>
    private static Table Leaked(AttackSamples on, string kind, int[] seedRows)
    {
        var train = on.Input.Train;
        if (kind == WordForWord)
        {
            return train.Take(seedRows);
        }
        double exchanged = kind switch
        {
            Moved => 0.05,
            Perturbed => 0.2,
            _ => 1,
        };
        string[] names = [.. on.ColumnNames];
        int[] order = RandomStream.For(on.Seed, "plant columns").Choose(names.Length, names.Length);
        var kept = order[..((names.Length + 1) / 2)].Select(at => names[at]).ToHashSet();
        return new Table([
            .. names.Select(name =>
            {
                var random = RandomStream.For(on.Seed, $"plant {kind} {name}");
                return train[name]
                    .Take([
                        .. seedRows.Select(row =>
                            (kind != Partial || !kept.Contains(name)) && random.NextDouble() < exchanged
                                ? random.NextInt(train.RowCount)
                                : row
                        ),
                    ]);
            }),
        ]);
    }
}
