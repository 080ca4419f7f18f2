using System.Numerics;

namespace AethergenAI.Generation.Marginals;

/// <summary>Enumerates the members of a set of attributes stored as bits, ascending and without allocation.</summary>
internal struct AttributeSet
{
    private readonly ulong[] words;
    private ulong bits;
    private int word;

    private AttributeSet(ulong[] words) => (this.words, bits, word) = (words, words.Length > 0 ? words[0] : 0, 0);

    public int Current { get; private set; }

    internal static AttributeSet Of(ulong[] words) => new(words);

    public readonly AttributeSet GetEnumerator() => this;

    public bool MoveNext()
    {
        while (bits == 0)
        {
            if (++word >= words.Length)
            {
                return false;
            }
            bits = words[word];
        }

        Current = (word * 64) + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return true;
    }

    internal readonly int[] ToArray()
    {
        int[] members = new int[words.Sum(BitOperations.PopCount)];
        int next = 0;
        foreach (int member in this)
        {
            members[next++] = member;
        }
        return members;
    }
}
