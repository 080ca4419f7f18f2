namespace AethergenAI;

/// <summary>What a mistyped name was probably meant to be.</summary>
public static class Spelling
{
    /// <returns>The known name with the fewest edits, ties in ordinal order; null where more than half of the name
    /// would have to change.</returns>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var best = known
            .Select(candidate =>
                (Candidate: candidate, Edits: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant()))
            )
            .OrderBy(pair => pair.Edits)
            .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Candidate is not null && best.Edits * 2 <= Math.Max(name.Length, best.Candidate.Length)
            ? best.Candidate
            : null;
    }

    /// <summary>
    /// The Levenshtein distance: the fewest insertions, deletions and replacements of one character that turn one name
    /// into the other.
    /// </summary>
    /// <remarks>O(|left|·|right|) time, O(|right|) space.</remarks>
    internal static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int[] above = [.. Enumerable.Range(0, right.Length + 1)];
        int[] row = new int[right.Length + 1];
        for (int i = 0; i < left.Length; i++)
        {
            row[0] = i + 1;
            for (int j = 0; j < right.Length; j++)
            {
                int replaced = above[j] + (left[i] == right[j] ? 0 : 1);
                row[j + 1] = Math.Min(replaced, Math.Min(above[j + 1], row[j]) + 1);
            }

            (above, row) = (row, above);
        }

        return above[^1];
    }
}
