using System.Numerics;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Estimates how many different hashes were added, in 4 KiB, with a standard error of 1.04/√4096 = 1.6 %.
/// Flajolet et al. (2007), <see href="https://doi.org/10.46298/dmtcs.3545"/>.
/// </summary>
internal sealed class HyperLogLog
{
    private const int Bits = 12;
    private const int Registers = 1 << Bits;

    private readonly byte[] ranks = new byte[Registers];

    public int Value
    {
        get
        {
            double sum = ranks.Sum(rank => Math.ScaleB(1, -rank));
            double estimate = 0.7213 / (1 + 1.079 / Registers) * Registers * Registers / sum;
            int empty = ranks.Count(rank => rank == 0);
            // With few values many registers are empty, and their number gives a better estimate than the ranks.
            if (estimate <= 2.5 * Registers && empty > 0)
            {
                estimate = Registers * Math.Log((double)Registers / empty);
            }
            return (int)Math.Min(int.MaxValue, Math.Round(estimate));
        }
    }

    /// <param name="hash">64 well-mixed bits.</param>
    public void Add(ulong hash)
    {
        int register = (int)(hash >> (64 - Bits));
        byte rank = (byte)(BitOperations.LeadingZeroCount(hash << Bits | 1UL << (Bits - 1)) + 1);
        if (rank > ranks[register])
        {
            ranks[register] = rank;
        }
    }
}
