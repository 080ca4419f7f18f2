using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Keys that would all have digits but for a few words: a line of totals, a header that is repeated, or a row of units
/// stands among the rows.
/// </summary>
internal sealed class OddKeys
{
    /// <summary>One key of so many may be a word; more of them are keys.</summary>
    private const int OneIn = 10;

    /// <summary>More different words are keys.</summary>
    private const int MaxWords = 3;

    private readonly OddForms forms = new();
    private (int Min, int Max) keyLength = (int.MaxValue, 0),
        wordLength = (int.MaxValue, 0);
    private int keys,
        words;

    public void Observe(ReadOnlySpan<byte> key)
    {
        if (key.ContainsAnyInRange((byte)'0', (byte)'9'))
        {
            keys++;
            keyLength = With(keyLength, key.Length);
            return;
        }
        words++;
        wordLength = With(wordLength, key.Length);
        forms.Observe(key);
    }

    /// <returns>What is in doubt and what to do; null: nothing.</returns>
    public static string? Doubt(ColumnProbe probe, Column judged) =>
        judged is IdentifierColumn && (Numbers(probe) ?? probe.Texts.Keys.Odd.Words()) is { } odd
            ? $"{odd}. Where a line is no row, such as a total or a repeated header, take it out and infer again; if "
                + "these are keys, confirm the kind."
            : null;

    private static string? Numbers(ColumnProbe probe)
    {
        NumberProbe plain = probe.Plain;
        bool few = plain.Tried && plain.Failures > 0 && plain.Failures * (long)OneIn <= probe.Texts.Count;
        if (!few || !plain.Odds.AreWords)
        {
            return null;
        }
        string cells = plain.Failures == 1 ? "one cell" : $"{plain.Failures:N0} cells",
            which = plain.Failures == 1 ? "it stands" : "the first of them stands";
        return $"All but {cells} are numbers; {which} in row {plain.FirstFailure:N0} (of the form {plain.Odds})";
    }

    /// <summary>A word as long as keys are may be a key that has no digit by chance.</summary>
    private string? Words()
    {
        bool few = words is > 0 and <= MaxWords && words * OneIn <= keys,
            apart = wordLength.Max < keyLength.Min || wordLength.Min > keyLength.Max;
        return few && apart
            ? $"All but {words:N0} of {Counts.Of(keys + words, "key")} have digits (of the form {forms})"
            : null;
    }

    private static (int Min, int Max) With((int Min, int Max) lengths, int length) =>
        (Math.Min(lengths.Min, length), Math.Max(lengths.Max, length));
}
