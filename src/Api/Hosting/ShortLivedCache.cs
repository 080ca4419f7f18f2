using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace AethergenAI.Api.Hosting;

/// <summary>
/// Keeps what the database answered for two seconds, so that not each request asks it. What changes elsewhere counts
/// here after that time.
/// </summary>
internal sealed class ShortLivedCache<TKey, TValue>(TimeProvider clock)
    where TKey : notnull
{
    private const int MaxKept = 10_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<TKey, (TValue Value, long At)> known = new();

    internal async Task<TValue> GetAsync(TKey key, Func<Task<TValue>> ask)
    {
        if (known.TryGetValue(key, out var kept) && clock.GetElapsedTime(kept.At) < Fresh)
        {
            return kept.Value;
        }
        if (known.Count >= MaxKept)
        {
            known.Clear();
        }
        long asked = clock.GetTimestamp();
        TValue value = await ask();
        known[key] = (value, asked);
        return value;
    }

    /// <summary>What is kept, however old.</summary>
    internal bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        bool found = known.TryGetValue(key, out var kept);
        value = kept.Value;
        return found;
    }

    /// <summary>Keeps another value until the answer would have been asked for again.</summary>
    internal void Replace(TKey key, TValue value)
    {
        if (known.TryGetValue(key, out var kept))
        {
            known.TryUpdate(key, (value, kept.At), kept);
        }
    }

    /// <summary>Lets the next request ask the database.</summary>
    internal void Forget(Func<TKey, bool> which)
    {
        foreach (TKey key in known.Keys.Where(which))
        {
            known.TryRemove(key, out _);
        }
    }
}
