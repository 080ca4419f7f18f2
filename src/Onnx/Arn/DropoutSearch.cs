using AethergenAI.Generation.Replay;
using AethergenAI.Statistics;

namespace AethergenAI.Onnx.Arn;

/// <summary>What one network trained at a dropout rate did on the rows held back from it.</summary>
/// <param name="Dropout">In [0, 1).</param>
/// <param name="Loss">Nats per held-back row, over the column orders of training.</param>
/// <param name="Nearer">The share of drawn rows nearer to train rows than to held-back rows, see
/// <see cref="TokenReplay"/>.</param>
/// <param name="Interval">Of <paramref name="Nearer"/>, 95 %.</param>
internal sealed record DropoutTry(double Dropout, double Loss, double Nearer, Interval Interval)
{
    /// <summary>Nothing was measured.</summary>
    internal static readonly DropoutTry None = new(0, 0, 0.5, new Interval(0, 0));
}

/// <summary>
/// Raises dropout, as long as held-back rows do not become less likely, until drawn rows are shown not to replay
/// the rows that were learnt.
/// </summary>
internal static class DropoutSearch
{
    /// <summary>
    /// Tries the rates in their order. A rate is taken if the held-back rows are no less likely than at the best rate
    /// so far, by one standard error of the paired difference. The search ends at a rate that is not, or that is shown
    /// not to replay (the interval lies below <see cref="ReplayNote.Tolerated"/>).
    /// One standard error: Breiman et al. (1984), ISBN 978-0-412-04841-8.
    /// </summary>
    /// <param name="rates">At least one, ascending.</param>
    /// <returns>The last rate taken, and all that were tried.</returns>
    internal static (Trained Taken, IReadOnlyList<DropoutTry> Tries) Run(
        IReadOnlyList<float> rates,
        Func<float, Trained> train
    )
    {
        var tries = new List<DropoutTry>();
        Trained? taken = null,
            best = null;
        foreach (float rate in rates)
        {
            var now = train(rate);
            tries.Add(now.Try);
            if (best is not null && IsWorse(now.Losses, best.Losses))
            {
                break;
            }
            taken = now;
            best = best is null || now.Try.Loss < best.Try.Loss ? now : best;
            if (now.Try.Interval.High < ReplayNote.Tolerated)
            {
                break;
            }
        }

        return (taken!, tries);
    }

    /// <summary>Whether losses of the same rows are larger by more than one standard error.</summary>
    private static bool IsWorse(double[] now, double[] best)
    {
        double[] differences = [.. now.Zip(best, (mine, theirs) => mine - theirs)];
        double mean = differences.Average(),
            variance = differences.Sum(one => (one - mean) * (one - mean)) / Math.Max(1, differences.Length - 1);
        return mean > Math.Sqrt(variance / differences.Length);
    }

    /// <summary>A trained network.</summary>
    /// <param name="Losses">Nats, one per held-back row.</param>
    internal sealed record Trained(float[] Weights, TrainingOutcome How, double[] Losses, DropoutTry Try);
}
