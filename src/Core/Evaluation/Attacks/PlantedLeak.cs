using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// The self-test of the attacks: seed rows replace 1 % and 5 % of the synthetic rows, and an attack must find them.
/// If no attack finds a leak that is known to be there, finding none in another table proves nothing.
/// </summary>
internal static class PlantedLeak
{
    private static readonly double[] Shares = [0.01, 0.05];

    /// <summary>
    /// Passes where at least one of exact-copies, near-copies and membership-density finds each share.
    /// </summary>
    public static SelfTest Test(AttackSamples on, CancellationToken ct)
    {
        var plants = new List<Plant>();
        foreach (double share in Shares)
        {
            ct.ThrowIfCancellationRequested();
            var random = RandomStream.For(on.Seed, $"plant {share}");
            int all = Math.Max(1, (int)Math.Round(share * on.Input.Synthetic.RowCount));
            int[] seedRows = random.Choose(on.Input.Train.RowCount, Math.Min(all, on.Input.Train.RowCount));
            var exact = Replay.ExactCopies(on.Input, on.ColumnNames, on.Seed, seedRows);
            plants.Add(
                new Plant(
                    share,
                    "exact-copies",
                    exact.Estimate,
                    exact.Interval,
                    exact.Interval.Low > AttackSuite.CopyLimit
                )
            );

            // The synthetic rows were drawn at random, so the first ones serve as well as any others.
            int few = Math.Min(seedRows.Length, Math.Max(1, (int)Math.Round(share * on.Synthetic.Rows)));
            float[][] planted = on.Points(on.Space.Encode(on.Input.Train.Take(seedRows.AsSpan(0, few))));
            float[][] leaking = Array.ConvertAll([.. on.SyntheticPoints.Zip(planted)], pair =>
                (float[])[.. pair.Second, .. pair.First[few..]]
            );
            var near = Distances.Of(on, leaking, ct).Copies(on.SeedScale);
            plants.Add(
                new Plant(share, "near-copies", near.Estimate, near.Interval, near.Interval.Low > AttackSuite.CopyLimit)
            );
            var sure = Membership.RateAt(Membership.ByDensity(on, leaking, ct), "tpr", 0.001);
            double chance = sure.Reference!.Value;
            plants.Add(
                new Plant(
                    share,
                    "membership-density",
                    sure.Value!.Value - chance,
                    new Interval(sure.Interval!.Low - chance, sure.Interval.High - chance),
                    sure.Interval.Low - chance > AttackSuite.CopyLimit
                )
            );
        }

        bool found = plants.GroupBy(plant => plant.Share).All(share => share.Any(plant => plant.Found));
        return new SelfTest(found ? Verdict.Pass : Verdict.Invalid, plants);
    }
}
