using System.Numerics;

namespace AethergenAI.Generation.Sampling;

/// <summary>
/// A permutation of 0 … Size − 1 chosen by a seed: a Feistel network on the next even number of bits, repeated until
/// the result is in range (cycle walking). It gives row k its unique key without knowing any other row. Black &amp;
/// Rogaway (2002), <see href="https://doi.org/10.1007/3-540-45760-7_9"/>. It spreads keys; it is no encryption.
/// </summary>
public readonly struct KeyedPermutation
{
    private const uint Rounds = 8,
        Keys = 1u << 30;
    private readonly ulong seed;
    private readonly uint key;
    private readonly int half;

    /// <param name="size">At least 1, at most 2⁶².</param>
    /// <param name="key">Distinguishes the permutations of one seed.</param>
    public KeyedPermutation(long size, ulong seed, uint key)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        Size = size;
        this.seed = seed;
        this.key = key;
        half = Math.Max(1, (65 - BitOperations.LeadingZeroCount((ulong)(size - 1))) / 2);
    }

    public long Size { get; }

    /// <param name="index">In [0, Size).</param>
    public long this[long index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
            // The domain is smaller than 4·Size, so a walk takes at most 4 steps on average.
            // It ends, because a cycle returns to its start.
            do
            {
                index = Step(index);
            } while (index >= Size);
            return index;
        }
    }

    private long Step(long index)
    {
        uint mask = (uint)((1L << half) - 1);
        uint left = (uint)(index >> half),
            right = (uint)index & mask;
        for (uint round = 0; round < Rounds; round++)
        {
            (left, right) = (right, (left ^ Philox.Block(right, round, key, Keys, seed).X0) & mask);
        }

        return ((long)left << half) | right;
    }
}
