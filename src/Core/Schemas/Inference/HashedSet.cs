namespace AethergenAI.Schemas.Inference;

/// <summary>A set of 64-bit hashes: at most half full, 8 bytes per slot.</summary>
internal sealed class HashedSet
{
    private ulong[] slots = new ulong[32];

    public int Count { get; private set; }

    /// <param name="hash">Well mixed; 0 is stored as 1.</param>
    /// <returns>False if the hash was already in the set.</returns>
    public bool Add(ulong hash)
    {
        if (!Place(hash == 0 ? 1 : hash))
        {
            return false;
        }
        if (++Count * 2 > slots.Length)
        {
            Grow();
        }
        return true;
    }

    private bool Place(ulong hash)
    {
        int mask = slots.Length - 1;
        int slot = (int)(hash & (ulong)mask);
        while (slots[slot] != 0)
        {
            if (slots[slot] == hash)
            {
                return false;
            }
            slot = (slot + 1) & mask;
        }

        slots[slot] = hash;
        return true;
    }

    private void Grow()
    {
        ulong[] full = slots;
        slots = new ulong[full.Length * 2];
        foreach (ulong hash in full)
        {
            if (hash != 0)
            {
                Place(hash);
            }
        }
    }
}
