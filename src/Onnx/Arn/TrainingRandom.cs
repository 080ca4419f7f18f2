using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// The random numbers of a fit. Each depends only on the fit's random seed, a purpose, a number (such as the step's)
/// and how many numbers were drawn before.
/// </summary>
internal sealed class TrainingRandom(ulong seed, DrawPurpose purpose, long number)
{
    private uint drawn;

    /// <summary>A uniform number in (0, 1).</summary>
    internal double Unit()
    {
        var (word, _, _, _) = Philox.Block(
            (uint)number,
            (uint)(number >> 32),
            drawn++,
            (uint)purpose | (1u << 30),
            seed
        );
        return (word + 0.5) * (1.0 / 4294967296.0);
    }

    /// <summary>A uniform whole number in [0, bound).</summary>
    internal int Below(int bound) => (int)(Unit() * bound);

    /// <summary>A standard normal number.</summary>
    internal double Normal() => NormalQuantile.Of(Unit());

    /// <summary>0 … count − 1 in random order (Fisher–Yates).</summary>
    internal int[] Order(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}

/// <summary>The purposes of random numbers; each has its own independent stream.</summary>
internal enum DrawPurpose
{
    Weights = 1,
    Batch = 3,
    Columns,
    Dropout,
    Fixed,
    Judges,
}
