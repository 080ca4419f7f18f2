using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Counts a column's distinct texts and detects whether any text occurs twice.</summary>
/// <param name="maxLevels">With more distinct texts than this, they are no longer kept
/// and their number is estimated.</param>
internal sealed class DistinctProbe(int maxLevels)
{
    private HyperLogLog? estimate;

    /// <summary>All texts so far, once they are no longer kept; null before, and once one occurred twice.</summary>
    private HashedSet? seen;
    private string? forms;

    /// <summary>What the texts have in common as keys; null while the texts themselves are kept.</summary>
    private KeyForms? keys;
    private bool compares = true;
    private int[] counts = [];

    public int Count { get; private set; }

    /// <summary>In order of appearance; null if there are too many.</summary>
    public Utf8Levels? Levels { get; private set; } = new();

    /// <summary>The number of texts kept to find one that occurs twice.</summary>
    public int Compared => Unique ? Count : 0;

    /// <summary>
    /// Whether no text occurred twice and all were compared. Texts are compared by 64-bit hashes:
    /// among 6 million texts, two hashes agree by chance once in a million files.
    /// </summary>
    public bool Unique => Count > 0 && compares && (Levels is null ? seen is not null : Levels.Count == Count);

    public int Distinct => Unique ? Count : Levels?.Count ?? Math.Min(Count, estimate!.Value);

    public bool Estimated => !Unique && Levels is null;

    public int CountOf(int level) => counts[level];

    /// <summary>The most frequent forms of the texts, of the first ones where they are no longer kept.</summary>
    public string Forms => forms ?? CellForms.OfAll(this);

    /// <summary>What all texts have in common, as keys have.</summary>
    public KeyForms Keys => keys ?? KeyForms.Of(Levels!);

    /// <summary>The pattern that all texts have; null: none.</summary>
    public string? Pattern => Keys.Pattern(Distinct);

    /// <returns>The text's number among the levels; −1 if levels are no longer kept.</returns>
    public int Observe(ReadOnlySpan<byte> cell)
    {
        Count++;
        ulong hash = Utf8Levels.Hash(cell);
        if (seen is not null && !seen.Add(hash))
        {
            seen = null;
        }
        if (Levels is null)
        {
            estimate!.Add(hash);
            keys!.Observe(cell);
            return -1;
        }

        int level = Levels.FindOrAdd(cell, hash);
        if (level == counts.Length)
        {
            Array.Resize(ref counts, Math.Max(4, level * 2));
        }
        counts[level]++;
        if (Levels.Count > maxLevels)
        {
            Forget();
        }
        return level;
    }

    /// <summary>Stops looking for texts that occur twice.</summary>
    public void StopComparing()
    {
        (compares, seen) = (false, null);
    }

    private void Forget()
    {
        estimate = new HyperLogLog();
        seen = Unique ? new HashedSet() : null;
        forms = CellForms.OfAll(this);
        keys = KeyForms.Of(Levels!);
        for (int level = 0; level < Levels!.Count; level++)
        {
            ulong hash = Levels.HashOf(level);
            estimate.Add(hash);
            seen?.Add(hash);
        }
        Levels = null;
    }
}
