namespace AethergenAI.Generation.Sampling;

/// <summary>
/// Philox 4×32-10, a counter-based generator: every number depends only on key and counter,
/// so any part of a table can be drawn in any order on any machine. Salmon, Moraes, Dror &amp;
/// Shaw (2011), <see href="https://doi.org/10.1145/2063384.2063405"/>.
/// </summary>
public static class Philox
{
    /// <summary>Four independent 32-bit words for a counter under a key.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Block(uint c0, uint c1, uint c2, uint c3, ulong key)
    {
        uint k0 = (uint)key,
            k1 = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53UL * c0,
                p1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1, c2, c3);
    }
}
