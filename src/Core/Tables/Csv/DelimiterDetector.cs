namespace AethergenAI.Tables.Csv;

/// <summary>A delimiter that was found.</summary>
/// <param name="Sure">In [0, 1]: 1 if every row has as many cells as the header and no other character fits.</param>
/// <param name="Rows">The number of rows on which it was judged, the header included.</param>
internal readonly record struct DetectedDelimiter(byte Character, double Sure, int Rows);

/// <summary>
/// Finds the delimiter of a file by cutting its first rows at every candidate. A candidate is good if it gives every
/// row the same number of cells, the header too, and cells that hold no other candidate. A comma inside a number or
/// before a blank is part of the cell.
/// </summary>
internal static class DelimiterDetector
{
    /// <summary>How much a candidate counts that does not occur in the header at all.</summary>
    private const double NotInHeader = 0.02;

    /// <summary>How much a candidate counts that gives the header another number of cells than the rows.</summary>
    private const double OtherHeader = 0.3;

    /// <summary>The fewest rows that outweigh a header without the candidate.</summary>
    private const int ManyRows = 3;

    /// <summary>The share of these rows that must have the same number of cells.</summary>
    private const double MinConsistency = 0.9;

    private static readonly byte[] Candidates = [.. CsvDelimiter.Usual.Select(usual => (byte)usual.Value[0])];

    /// <param name="whole">Whether the text ends where the file ends.</param>
    /// <param name="known">The names that the header is expected to have; empty if it may have any.</param>
    public static DetectedDelimiter Detect(ReadOnlySpan<byte> text, bool whole, IReadOnlySet<string> known)
    {
        var tried = new List<CandidateCut>();
        foreach (byte candidate in Candidates)
        {
            List<SampleCell[]> rows = CsvSample.Cut(text, candidate, whole);
            if (known.Count > 0 && rows is [var first, ..] && first.All(cell => known.Contains(cell.Text.Trim())))
            {
                return new DetectedDelimiter(candidate, 1, rows.Count);
            }
            tried.Add(Try(candidate, rows));
        }
        CandidateCut best = tried.MaxBy(trial => trial.Score)!;
        if (tried.TrueForAll(trial => trial.HeaderCells <= 1) && UnusualDelimiter.In(text, whole) is { } unusual)
        {
            return unusual;
        }
        if (best.Score == 0)
        {
            CandidateCut header = tried.MaxBy(trial => trial.HeaderCells)!;
            return new DetectedDelimiter(header.Character, header.HeaderCells > 1 ? 0.5 : 1, header.Rows);
        }
        if (best is { Character: (byte)',', HeaderCells: 1, DecimalCommas: true })
        {
            return new DetectedDelimiter((byte)';', 0.9, best.Rows); // one column of numbers such as 3,14
        }

        double second = tried.Where(trial => trial.Character != best.Character).Max(trial => trial.Score);
        double sure = best.Score * best.Score / (best.Score * best.Score + second * second);
        return new DetectedDelimiter(best.Character, sure * best.Consistency, best.Rows);
    }

    private sealed record CandidateCut(byte Character, int Rows, int HeaderCells)
    {
        public double Score { get; init; }

        /// <summary>The share of rows that have the most frequent number of cells.</summary>
        public double Consistency { get; init; }

        /// <summary>Whether every row is one number with a decimal comma.</summary>
        public bool DecimalCommas { get; init; }
    }

    private static CandidateCut Try(byte candidate, List<SampleCell[]> rows)
    {
        var trial = new CandidateCut(candidate, rows.Count, rows.Count == 0 ? 0 : rows[0].Length);
        List<SampleCell[]> body = rows.Count > 1 ? rows[1..] : rows;
        var widths = body.GroupBy(row => row.Length)
            .OrderByDescending(group => group.Count())
            .ThenByDescending(group => group.Key == trial.HeaderCells)
            .ToList();
        if (widths.Count == 0 || widths[0].Key < 2)
        {
            return trial;
        }
        int width = widths[0].Key;
        double consistency = (double)widths[0].Count() / body.Count;
        if (trial.HeaderCells == 1 && (body.Count < ManyRows || consistency < MinConsistency))
        {
            return trial; // most likely one column of texts
        }
        double plain = widths[0].SelectMany(row => row).Average(cell => IsPlain(cell, candidate) ? 1.0 : 0.0);
        double columns = (width - 1.0) / width;
        double score = consistency * consistency * columns * (0.1 + 0.9 * plain) * HeaderFit(trial.HeaderCells, width);
        return trial with
        {
            Score = score,
            Consistency = consistency,
            DecimalCommas = body.TrueForAll(row => row.Length <= 2 && row.All(cell => IsDigits(cell.Text))),
        };
    }

    private static double HeaderFit(int cells, int width)
    {
        if (cells == width)
        {
            return 1;
        }
        return cells == 1 ? NotInHeader : OtherHeader;
    }

    /// <summary>Whether the cell looks like one cell, not like several that another delimiter would separate.</summary>
    private static bool IsPlain(SampleCell cell, byte delimiter)
    {
        if (cell.Quoted)
        {
            return true;
        }
        foreach (byte other in Candidates)
        {
            if (other != delimiter && other != ',' && cell.Text.Contains((char)other, StringComparison.Ordinal))
            {
                return false;
            }
        }
        return CommasBelong(cell.Text);
    }

    /// <summary>Whether every comma is within a number or before a blank.</summary>
    private static bool CommasBelong(string text)
    {
        for (int at = text.IndexOf(','); at >= 0; at = text.IndexOf(',', at + 1))
        {
            bool inNumber =
                at > 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]);
            bool beforeBlank = at + 1 < text.Length && text[at + 1] == ' ';
            if (!inNumber && !beforeBlank)
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsDigits(string text) =>
        text.TrimStart('-', '+') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit);
}
