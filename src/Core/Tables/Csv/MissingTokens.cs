using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>The texts that stand for a missing cell: always the empty cell, and these tokens.</summary>
public sealed class MissingTokens
{
    /// <summary>
    /// The tokens if a schema lists none; case matters. "None" and "-" are not included,
    /// because they are often real answers.
    /// </summary>
    public static readonly IReadOnlyList<string> Default =
    [
        "NA",
        "N/A",
        "n/a",
        "#N/A",
        "NaN",
        "nan",
        "null",
        "NULL",
        "?",
        "\\N",
        "<NA>",
    ];

    /// <summary>
    /// Stands for a missing cell in text made of a typed file, where every other text is a text, the empty one too.
    /// It is made of two code points that are never characters.
    /// </summary>
    public const string Null = "\uFDD0null\uFDD1";

    private readonly byte[][] tokens;
    private readonly bool emptyIsText;
    private readonly bool[] firstBytes = new bool[256];
    private readonly int longest;

    public MissingTokens(IReadOnlyList<string>? declared)
    {
        tokens = [.. (declared ?? Default).Where(token => token.Length > 0).Select(Encoding.UTF8.GetBytes)];
        emptyIsText = declared is not null && declared.Contains(Null);
        longest = tokens.Length == 0 ? 0 : tokens.Max(token => token.Length);
        foreach (byte[] token in tokens)
        {
            firstBytes[token[0]] = true;
        }
    }

    public bool Holds(string cell) => Holds(Encoding.UTF8.GetBytes(cell));

    public bool Holds(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty)
        {
            return !emptyIsText;
        }
        if (cell.Length > longest || !firstBytes[cell[0]])
        {
            return false;
        }
        foreach (byte[] token in tokens)
        {
            if (cell.SequenceEqual(token))
            {
                return true;
            }
        }

        return false;
    }
}
