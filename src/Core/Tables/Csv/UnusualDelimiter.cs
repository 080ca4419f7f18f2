namespace AethergenAI.Tables.Csv;

/// <summary>
/// Finds a delimiter that is none of the usual ones, in a file that these leave in one column. It must cut the header
/// and every row into the same number of cells.
/// </summary>
internal static class UnusualDelimiter
{
    /// <summary>Fewer rows fit by chance.</summary>
    private const int MinRows = 3;

    /// <summary>A column of pairs, such as <c>a@b</c>, may have the character in its name as well.</summary>
    private const int MinCells = 3;

    /// <summary>Below what is certain, so that a person is asked to look.</summary>
    private const double Sure = 0.85,
        OneColumn = 0.5;

    /// <summary>They are parts of dates, clock times and names of columns, in the header as well: dd/mm/yyyy.</summary>
    private const string WithinCells = ":/";

    /// <summary>Names of columns and codes have it both.</summary>
    private const char WithinNames = '_';

    /// <returns>Null where no unusual delimiter fits; a comma, in doubt, where one may be meant.</returns>
    internal static DetectedDelimiter? In(ReadOnlySpan<byte> text, bool whole)
    {
        DetectedDelimiter? doubt = null;
        int line = text.IndexOfAny((byte)'\n', (byte)'\r');
        foreach (byte candidate in Candidates(line < 0 ? text : text[..line]))
        {
            List<SampleCell[]> rows = CsvSample.Cut(text, candidate, whole);
            if (rows.Count <= MinRows || rows[0].Length < 2 || !rows.TrueForAll(row => row.Length == rows[0].Length))
            {
                continue;
            }
            if (rows[0].Length >= MinCells && !WithinCells.Contains((char)candidate, StringComparison.Ordinal))
            {
                return new DetectedDelimiter(candidate, Sure, rows.Count);
            }
            doubt ??= new DetectedDelimiter((byte)',', OneColumn, rows.Count);
        }
        return doubt;
    }

    private static List<byte> Candidates(ReadOnlySpan<byte> header)
    {
        var candidates = new List<byte>();
        foreach (byte letter in header)
        {
            char character = (char)letter;
            if (character != WithinNames && CsvDelimiter.Allowed(character.ToString()) && !candidates.Contains(letter))
            {
                candidates.Add(letter);
            }
        }
        return candidates;
    }
}
