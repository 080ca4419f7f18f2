namespace AethergenAI;

/// <summary>Finds the known name that a mistyped name probably means.</summary>
public static class Spelling
{
    /// <returns>
    /// The known name with the smallest edit distance, the first in ordinal order among equals;
    /// null if more than half of the name would have to change.
    /// </returns>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var best = known
            .Where(candidate => IsSimilar(Math.Abs(name.Length - candidate.Length), name, candidate))
            .Select(candidate =>
                (Candidate: candidate, Edits: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant()))
            )
            .OrderBy(pair => pair.Edits)
            .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Candidate is not null && IsSimilar(best.Edits, name, best.Candidate) ? best.Candidate : null;
    }

    /// <summary>Whether so many edits leave half of the name; names differ at least by their lengths.</summary>
    private static bool IsSimilar(int edits, string name, string candidate) =>
        edits * 2 <= Math.Max(name.Length, candidate.Length);

    /// <summary>
    /// The Levenshtein distance: the smallest number of insertions, deletions and replacements of one character
    /// that turn one name into the other.
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
