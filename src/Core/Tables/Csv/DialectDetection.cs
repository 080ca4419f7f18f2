namespace AethergenAI.Tables.Csv;

/// <summary>What inference finds out about a file before it reads its rows: header and decimal sign.</summary>
internal sealed class DialectDetection(CsvOptions options, FileFormat format)
{
    private readonly MissingTokens missing = new(format.Missing);

    /// <summary>The decimal sign; null if it was declared.</summary>
    public DetectedDecimalSign? DecimalSign { get; private set; }

    /// <summary>How sure it is that line 1 is the header; null if that was declared.</summary>
    public double? HeaderSure { get; private set; }

    /// <returns>The names of the columns if the file has no header line; null if line 1 is the header.</returns>
    /// <exception cref="RefusedException">Line 1 looks like a row of data, and nothing was declared.</exception>
    public IReadOnlyList<string>? Names(CsvBeginning file)
    {
        List<SampleCell[]> rows = [.. file.Rows];
        DetectedHeader? header = null;
        bool absent = options.Header == HeaderLine.Absent || format.Names is not null;
        if (options.Header == HeaderLine.Detect && !absent)
        {
            DetectedHeader judged = HeaderDetector.Detect(rows, missing);
            (header, HeaderSure) = (judged, judged.Sure);
            if (judged.IsData)
            {
                throw CsvRefusals.NoHeader(judged.Sure);
            }
        }
        if (!options.DecimalSignDeclared && !format.DecimalComma)
        {
            DecimalSign = DecimalSignDetector.Detect(rows, header: !absent, missing);
        }
        options.Detected?.Invoke(Reading(file, absent, header));
        return absent && rows.Count > 0 ? Given(rows[0].Length) : null;
    }

    private FileReading Reading(CsvBeginning file, bool absent, DetectedHeader? header) =>
        new()
        {
            Encoding = ReadingParts.Encoding(format.Encoding, format.Encoding is not null),
            Delimiter = ReadingParts.Delimiter(file),
            Header = ReadingParts.Header(absent, header),
            DecimalSign = ReadingParts.DecimalSign(format.DecimalComma, DecimalSign),
            Missing = format.Missing ?? MissingTokens.Default,
            MissingDeclared = format.Missing is not null,
        };

    private IReadOnlyList<string> Given(int columns)
    {
        if (format.Names is not { } names)
        {
            return [.. Enumerable.Range(1, columns).Select(number => $"column_{number}")];
        }
        return names.Count == columns ? names : throw CsvRefusals.NameCount(names.Count, columns);
    }
}
