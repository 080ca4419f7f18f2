namespace AethergenAI.Tables.Csv;

/// <summary>Determines the character that separates cells.</summary>
internal static class CsvDelimiter
{
    private static readonly byte[] Candidates = [(byte)',', (byte)';', (byte)'\t', (byte)'|'];

    /// <param name="declared">Null: the candidate that occurs most often outside quotes in the first non-blank line;
    /// the comma if none occurs.</param>
    public static byte Of(string? declared, ReadOnlySpan<byte> text) =>
        declared is null ? Detect(text) : Check(declared);

    /// <summary>Whether it is one ASCII character that cannot be part of a quote, a line break or a number.</summary>
    public static bool Allowed(string declared) =>
        declared is [var c]
        && c is >= '\t' and < (char)127 and not ('"' or '\n' or '\r' or '+' or '-' or '.' or ' ')
        && !char.IsAsciiLetterOrDigit(c);

    private static byte Check(string declared) => Allowed(declared) ? (byte)declared[0] : throw CsvRefusals.Delimiter();

    private static byte Detect(ReadOnlySpan<byte> text)
    {
        Span<int> counts = stackalloc int[Candidates.Length];
        bool quoted = false,
            begun = false;
        foreach (byte b in text)
        {
            if (b == '"')
            {
                quoted = !quoted;
            }
            if (quoted)
            {
                continue;
            }
            if (b is (byte)'\n' or (byte)'\r')
            {
                if (begun)
                {
                    break;
                }
                continue;
            }

            begun |= b != ' ';
            int candidate = Candidates.AsSpan().IndexOf(b);
            if (candidate >= 0)
            {
                counts[candidate]++;
            }
        }

        int best = 0;
        for (int i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[best])
            {
                best = i;
            }
        }

        return Candidates[best];
    }
}
