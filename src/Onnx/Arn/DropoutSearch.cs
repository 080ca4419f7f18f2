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
/// Raises dropout as long as held-back rows become more likely, until drawn rows are shown not to replay the rows that
/// were learnt.
/// </summary>
internal static class DropoutSearch
{
    /// <summary>
    /// Tries the rates in their order. A rate is taken if the held-back rows are more likely under it than under the
    /// rates before. The search ends at a rate that is not taken, or that is shown not to replay
    /// (the interval lies below <see cref="ReplayNote.Tolerated"/>).
    /// </summary>
    /// <param name="rates">At least one, ascending.</param>
    /// <returns>The last rate taken, and all that were tried.</returns>
    internal static (Trained Taken, IReadOnlyList<DropoutTry> Tries) Run(
        IReadOnlyList<float> rates,
        Func<float, Trained> train
    )
    {
        var taken = train(rates[0]);
        var tries = new List<DropoutTry> { taken.Try };
        foreach (float rate in rates.Skip(1))
        {
            if (taken.Try.Interval.High < ReplayNote.Tolerated)
            {
                break;
            }
            var now = train(rate);
            tries.Add(now.Try);
            if (now.Try.Loss >= taken.Try.Loss)
            {
                break;
            }
            taken = now;
        }

        return (taken, tries);
    }

    /// <summary>A trained network.</summary>
    internal sealed record Trained(float[] Weights, TrainingOutcome How, DropoutTry Try);
}
