using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Sampling;

/// <summary>
/// Shares the rows of a block among entities, with as many rows each as the seed's entities have. The rows of an
/// entity follow one another within one block, so that a block depends on no other, and few rows have few entities.
/// </summary>
internal static class EntityBlocks
{
    /// <summary>Distinguishes this noise from that of keys and rows.</summary>
    private const uint Stream = 0x454E5449;

    /// <returns>For each row of the block, the place of the first row of its entity.</returns>
    public static int[] Of(IReadOnlyList<EntityRows> counts, ulong seed, long block, string entity)
    {
        uint key = Key(entity);
        long total = counts.Sum(count => (long)count.Entities);
        int[] first = new int[RowSampler.BlockRows];
        int at = 0;
        for (uint number = 0; at < first.Length; number++)
        {
            var noise = Philox.Block((uint)block, number, key, Stream, seed);
            int rows = Rows(counts, (long)(((UInt128)(((ulong)noise.X0 << 32) | noise.X1) * (ulong)total) >> 64));
            int begin = at;
            for (; rows > 0 && at < first.Length; rows--)
            {
                first[at++] = begin;
            }
        }

        return first;
    }

    private static int Rows(IReadOnlyList<EntityRows> counts, long place)
    {
        foreach (var count in counts)
        {
            place -= count.Entities;
            if (place < 0)
            {
                return count.Rows;
            }
        }

        return counts[^1].Rows;
    }

    /// <summary>FNV-1a.</summary>
    private static uint Key(string entity)
    {
        uint hash = 2166136261;
        foreach (char c in entity)
        {
            hash = (hash ^ c) * 16777619;
        }
        return hash;
    }
}
