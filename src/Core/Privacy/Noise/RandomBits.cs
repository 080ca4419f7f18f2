using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace AethergenAI.Privacy.Noise;

/// <summary>Fills a span with independent, uniformly distributed bytes.</summary>
public delegate void FillBytes(Span<byte> bytes);

/// <summary>
/// Buffered uniform bits, and exact events made from them: no probability is ever rounded. Not safe for concurrent use.
/// The noise of a private release must come from <see cref="FromSystem"/>; other sources are for tests.
/// </summary>
public sealed class RandomBits(FillBytes fill)
{
    private readonly byte[] buffer = new byte[8192];
    private int used = 8192;
    private ulong pool;
    private int pooled;

    /// <summary>The operating system's cryptographic generator; it has no seed that could be stored.</summary>
    public static RandomBits FromSystem() => new(RandomNumberGenerator.Fill);

    public ulong NextUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public uint NextUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public bool Bit()
    {
        if (pooled == 0)
        {
            (pool, pooled) = (NextUInt64(), 64);
        }
        bool bit = (pool & 1) != 0;
        pool >>= 1;
        pooled--;
        return bit;
    }

    /// <summary>A uniformly distributed whole number from 0 to <paramref name="bound"/> − 1.</summary>
    /// <param name="bound">At least 1.</param>
    /// <remarks>Multiplication with rejection. Lemire (2019), <see href="https://doi.org/10.1145/3230636"/>.</remarks>
    public ulong Below(ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        if (bound <= uint.MaxValue)
        {
            return Below32((uint)bound);
        }
        ulong high = Math.BigMul(NextUInt64(), bound, out ulong low);
        if (low < bound)
        {
            ulong threshold = (0 - bound) % bound;
            while (low < threshold)
            {
                high = Math.BigMul(NextUInt64(), bound, out low);
            }
        }

        return high;
    }

    /// <summary>
    /// Like <see cref="Below(ulong)"/>, for bounds of any size: draws bits until they form a number below the bound.
    /// </summary>
    public BigInteger Below(BigInteger bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        long bits = (bound - 1).GetBitLength();
        byte[] bytes = new byte[(bits + 7) / 8];
        while (true)
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = Take(1)[0];
            }
            if (bits % 8 != 0)
            {
                bytes[^1] &= (byte)((1 << (int)(bits % 8)) - 1);
            }
            var number = new BigInteger(bytes, isUnsigned: true);
            if (number < bound)
            {
                return number;
            }
        }
    }

    /// <summary>True with probability <c>numerator/denominator</c>, exactly.</summary>
    /// <param name="numerator">At most <paramref name="denominator"/>.</param>
    /// <param name="denominator">At least 1.</param>
    public bool Bernoulli(ulong numerator, ulong denominator) => Below(denominator) < numerator;

    /// <inheritdoc cref="Bernoulli(ulong, ulong)"/>
    public bool Bernoulli(UInt128 numerator, UInt128 denominator)
    {
        if (denominator <= ulong.MaxValue)
        {
            return Bernoulli((ulong)numerator, (ulong)denominator);
        }
        int spare = (int)UInt128.LeadingZeroCount(denominator - 1);
        UInt128 number;
        do
        {
            number = new UInt128(NextUInt64(), NextUInt64()) >> spare;
        } while (number >= denominator);
        return number < numerator;
    }

    private uint Below32(uint bound)
    {
        ulong product = (ulong)NextUInt32() * bound;
        if ((uint)product < bound)
        {
            uint threshold = (0 - bound) % bound;
            while ((uint)product < threshold)
            {
                product = (ulong)NextUInt32() * bound;
            }
        }

        return (uint)(product >> 32);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (used + count > buffer.Length)
        {
            fill(buffer);
            used = 0;
        }

        used += count;
        return buffer.AsSpan(used - count, count);
    }
}
