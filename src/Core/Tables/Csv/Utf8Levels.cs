using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// Distinct texts, numbered in order of appearance. A look-up by UTF-8 bytes allocates no string. A table of thousands
/// of columns has as many of these, so one with few texts is small.
/// </summary>
internal sealed class Utf8Levels
{
    private byte[] arena = [];
    private int[] ends = [];

    /// <summary>The upper halves of the hashes: texts with different ones need not be compared.</summary>
    private uint[] tags = [];
    private int[] slots = new int[8];

    public int Count { get; private set; }

    /// <summary>The number of bytes of all texts together.</summary>
    public int Bytes => Count == 0 ? 0 : ends[Count - 1];

    public ReadOnlySpan<byte> this[int level] => arena.AsSpan(Begin(level), ends[level] - Begin(level));

    /// <returns>The level's number, or −1.</returns>
    public int Find(ReadOnlySpan<byte> text, ulong hash)
    {
        int mask = slots.Length - 1;
        for (int slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            int level = slots[slot] - 1;
            if (level < 0)
            {
                return -1;
            }
            if (tags[level] == Tag(hash) && this[level].SequenceEqual(text))
            {
                return level;
            }
        }
    }

    public int FindOrAdd(ReadOnlySpan<byte> text) => FindOrAdd(text, Hash(text));

    public int FindOrAdd(ReadOnlySpan<byte> text, ulong hash)
    {
        int level = Find(text, hash);
        return level >= 0 ? level : Add(text, hash);
    }

    public ulong HashOf(int level) => Hash(this[level]);

    public string Text(int level) => Encoding.UTF8.GetString(this[level]);

    public string[] ToStrings()
    {
        var texts = new string[Count];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.UTF8.GetString(this[i]);
        }
        return texts;
    }

    /// <summary>64 well-mixed bits; the same on every platform and in every version.</summary>
    public static ulong Hash(ReadOnlySpan<byte> text)
    {
        const ulong k = 0x9E3779B97F4A7C15;
        ulong hash = k ^ (ulong)text.Length;
        while (text.Length >= 8)
        {
            hash = (BitOperations.RotateLeft(hash, 29) ^ MemoryMarshal.Read<ulong>(text)) * k;
            text = text[8..];
        }

        ulong tail = 0;
        for (int i = text.Length - 1; i >= 0; i--)
        {
            tail = tail << 8 | text[i];
        }
        hash = (BitOperations.RotateLeft(hash, 29) ^ tail) * k;
        hash = (hash ^ hash >> 30) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ hash >> 27) * 0x94D049BB133111EB;
        return hash ^ hash >> 31;
    }

    private static uint Tag(ulong hash) => (uint)(hash >> 32);

    private int Begin(int level) => level == 0 ? 0 : ends[level - 1];

    private int Add(ReadOnlySpan<byte> text, ulong hash)
    {
        if (Count == ends.Length)
        {
            int capacity = Math.Max(4, Count * 2);
            Array.Resize(ref ends, capacity);
            Array.Resize(ref tags, capacity);
        }

        int begin = Bytes;
        if (arena.Length < begin + text.Length)
        {
            Array.Resize(ref arena, Math.Max(arena.Length * 2, begin + text.Length));
        }
        text.CopyTo(arena.AsSpan(begin));
        ends[Count] = begin + text.Length;
        tags[Count] = Tag(hash);
        Count++;
        if (Count * 2 > slots.Length)
        {
            Rehash();
        }
        else
        {
            Place(Count - 1, hash);
        }
        return Count - 1;
    }

    private void Rehash()
    {
        slots = new int[slots.Length * 2];
        for (int level = 0; level < Count; level++)
        {
            Place(level, HashOf(level));
        }
    }

    private void Place(int level, ulong hash)
    {
        int mask = slots.Length - 1;
        int slot = (int)hash & mask;
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }
        slots[slot] = level + 1;
    }
}
