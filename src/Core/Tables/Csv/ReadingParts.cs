using System.Globalization;

namespace AethergenAI.Tables.Csv;

/// <summary>Each part of how a file is read, with the reason in a sentence.</summary>
internal static class ReadingParts
{
    private const string Said = "You said so.";

    public static ReadingPart Encoding(string? used, bool declared) =>
        (used ?? TextEncodings.Utf8, declared) switch
        {
            (var name, true) => new(name, ReadingBasis.Declared, Said),
            (TextEncodings.Utf8, _) => new(TextEncodings.Utf8, ReadingBasis.Judged, "All its bytes are valid UTF-8.")
            {
                Sure = 1,
            },
            (TextEncodings.Western, _) => new(
                TextEncodings.Western,
                ReadingBasis.Judged,
                "Its bytes are not UTF-8. As Western European text, its accented letters stand where words have them."
            ),
            (var name, _) => new(name, ReadingBasis.File, "The file's byte order mark says so."),
        };

    public static ReadingPart Delimiter(CsvBeginning file)
    {
        string value = file.Delimiter.ToString();
        if (file.DelimiterSure is not { } sure)
        {
            return file.SeparatorLine
                ? new(value, ReadingBasis.File, "The file's first line, sep=, says so.")
                : new(value, ReadingBasis.Declared, Said);
        }
        int width = file.Rows.Count == 0 ? 0 : file.Rows[0].Length;
        int alike = file.Rows.Count(row => row.Length == width);
        return new(
            value,
            ReadingBasis.Judged,
            $"Cut there, {Number(alike)} of the first {Number(file.Rows.Count)} lines have {Counts.Of(width, "cell")}."
        )
        {
            Sure = sure,
        };
    }

    /// <param name="judged">Null if it was declared.</param>
    public static ReadingPart Header(bool absent, DetectedHeader? judged)
    {
        if (judged is not { } header)
        {
            return new(absent ? "absent" : "present", ReadingBasis.Declared, Said);
        }
        return new(header.IsData ? "absent" : "present", ReadingBasis.Judged, Why(header)) { Sure = header.Sure };
    }

    /// <param name="judged">Null if it was declared.</param>
    public static ReadingPart DecimalSign(bool declaredComma, DetectedDecimalSign? judged)
    {
        if (judged is not { } sign)
        {
            return new(declaredComma ? "comma" : "point", ReadingBasis.Declared, Said);
        }
        return new(sign.Comma ? "comma" : "point", ReadingBasis.Judged, Why(sign))
        {
            Sure = sign.CommaColumns + sign.PointColumns > 0 ? sign.Sure : null,
        };
    }

    private static string Why(DetectedHeader header) =>
        header switch
        {
            { Cells: 0 } => "No line below tells whether line 1 is the header.",
            { ForHeader: > 0 } => $"Of its {Counts.Of(header.Cells, "cell")}, {Number(header.ForHeader)} "
                + "have letters where the cells below are numbers, dates or codes.",
            { WeaklyForHeader: > 0 } => $"Of its {Counts.Of(header.Cells, "cell")}, {Number(header.WeaklyForHeader)} "
                + "are unlike the texts below.",
            _ => "Its cells look neither like names nor like a row, so it was taken for the header.",
        };

    private static string Why(DetectedDecimalSign sign) =>
        sign switch
        {
            { CommaColumns: 0, PointColumns: 0 } => "No number in the first lines has decimals.",
            { CommaColumns: > 0, PointColumns: > 0 } =>
                $"The numbers of {Counts.Of(sign.PointColumns, "column")} have a decimal point, those of "
                    + $"{Counts.Of(sign.CommaColumns, "column")} a decimal comma. Each column is read as it is "
                    + "written.",
            { Comma: true } => $"The numbers of {Counts.Of(sign.CommaColumns, "column")} have a decimal comma.",
            _ => $"The numbers of {Counts.Of(sign.PointColumns, "column")} have a decimal point.",
        };

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
