namespace AethergenAI.Tables.Csv;

/// <summary>What the beginning of a file was judged to be.</summary>
/// <param name="Delimiter">The character between cells.</param>
/// <param name="DelimiterSure">In [0, 1]; null if it was declared, or if the file's own "sep=" line says it.</param>
/// <param name="SeparatorLine">Whether the file begins with Excel's "sep=" line, which is no row.</param>
/// <param name="Rows">The first rows, the header included.</param>
internal sealed record CsvBeginning(
    char Delimiter,
    double? DelimiterSure,
    bool SeparatorLine,
    IReadOnlyList<SampleCell[]> Rows
)
{
    /// <summary>Judges the text that comes next, and takes the "sep=" line from it.</summary>
    /// <param name="known">The names that the header is expected to have; empty if it may have any.</param>
    public static CsvBeginning Take(Utf8Stream text, FileFormat format, IReadOnlySet<string> known)
    {
        ReadOnlySpan<byte> sample = text.Peek(CsvSample.Bytes);
        char? separator = null;
        if (SeparatorLineOf(sample, out int length) is { } said)
        {
            separator = said;
            text.Skip(length);
            sample = text.Peek(CsvSample.Bytes);
        }

        bool whole = sample.Length < CsvSample.Bytes;
        DetectedDelimiter? judged =
            format.Delimiter is null && separator is null ? DelimiterDetector.Detect(sample, whole, known) : null;
        byte delimiter = format.Delimiter is { } declared
            ? CsvDelimiter.Check(declared)
            : judged?.Character ?? (byte)separator!.Value;
        List<SampleCell[]> rows = CsvSample.Cut(sample, delimiter, whole);
        return new CsvBeginning((char)delimiter, judged?.Sure, separator is not null, rows);
    }

    /// <summary>Takes the declared delimiter, else the comma, whatever the text: its first line may be a row.</summary>
    public static CsvBeginning Declared(Utf8Stream text, FileFormat format)
    {
        ReadOnlySpan<byte> sample = text.Peek(CsvSample.Bytes);
        byte delimiter = CsvDelimiter.Written(format);
        List<SampleCell[]> rows = CsvSample.Cut(sample, delimiter, whole: sample.Length < CsvSample.Bytes);
        return new CsvBeginning((char)delimiter, null, SeparatorLine: false, rows);
    }

    /// <returns>The delimiter that a first line such as <c>sep=;</c> names; null if there is no such line.</returns>
    internal static char? SeparatorLineOf(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        if (text.Length < 5 || !text.StartsWith("sep="u8) && !text.StartsWith("SEP="u8) || text[4] >= 0x80)
        {
            return null;
        }
        ReadOnlySpan<byte> end = text[5..];
        int breaks = 0;
        while (breaks < end.Length && breaks < 2 && end[breaks] is (byte)'\r' or (byte)'\n')
        {
            breaks++;
        }
        length = 5 + breaks;
        return breaks > 0 && CsvDelimiter.Allowed($"{(char)text[4]}") ? (char)text[4] : null;
    }
}
