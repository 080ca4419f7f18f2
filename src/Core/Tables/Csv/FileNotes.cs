using System.Globalization;

namespace AethergenAI.Tables.Csv;

/// <summary>Sentences about how a file was read.</summary>
internal static class FileNotes
{
    private const int MaxColumns = 20;

    /// <summary>What every command says: what may be wrong, and what is not as usual.</summary>
    /// <param name="onCells">
    /// Whether to tell what only some cells show. A guess at encoding or delimiter can hang on one row.
    /// </param>
    public static List<string> Unusual(CsvTokenizer file, bool onCells)
    {
        var notes = new List<string>();
        if (file.TextEncoding is { } encoding && (onCells || !file.EncodingGuessed))
        {
            notes.Add(
                file.EncodingGuessed
                    ? $"The file is not UTF-8 and was read as {encoding} (Western European). "
                        + "If letters look wrong, declare its encoding."
                    : $"The file was read as {encoding}."
            );
        }
        if (onCells && file.Beginning.DelimiterSure is { } sure and < ReadingPart.DoubtfulBelow)
        {
            notes.Add(
                $"Cells were separated at {CsvDelimiter.Name(file.Delimiter)}, {Percent(sure)} sure. "
                    + "If that is wrong, declare the delimiter."
            );
        }
        if (file.Headless)
        {
            notes.Add("Line 1 was read as a row, because the file was declared to have no header.");
        }
        if (onCells && Trimmed(file) is { } trimmed)
        {
            notes.Add(trimmed);
        }
        return notes;
    }

    private static string? Trimmed(CsvTokenizer file)
    {
        string[] columns = [.. file.Header.Where((_, at) => file.TrimmedCells[at] > 0).Select(name => $"'{name}'")];
        if (columns.Length == 0)
        {
            return null;
        }
        long cells = file.TrimmedCells.Sum(count => (long)count);
        string more = columns.Length > MaxColumns ? $" and {columns.Length - MaxColumns} more" : "";
        string number = cells.ToString("N0", CultureInfo.InvariantCulture),
            noun = cells == 1 ? "cell" : "cells",
            place = columns.Length == 1 ? "column" : "columns",
            names = string.Join(", ", columns.Take(MaxColumns));
        return $"Blanks around the text of {number} {noun} were left out, in {place} {names}{more}. "
            + "If they belong to the text, put these cells in quotes.";
    }

    /// <summary>What inference says about the whole file, in one sentence.</summary>
    /// <param name="commaForms">The number of columns whose own form has a decimal comma, such as <c>#.##0,00 €</c>.
    /// </param>
    public static string ReadAs(CsvTokenizer file, DialectDetection judged, bool decimalComma, int commaForms)
    {
        string[] parts =
        [
            file.TextEncoding ?? "UTF-8",
            Delimiter(file),
            Header(file, judged),
            DecimalSign(judged, decimalComma, commaForms),
        ];
        return $"Read as {string.Join("; ", parts)}.";
    }

    private static string Delimiter(CsvTokenizer file)
    {
        string name = $"{CsvDelimiter.Name(file.Delimiter)} between cells";
        if (file.Beginning.DelimiterSure is { } sure)
        {
            return $"{name} ({Percent(sure)} sure)";
        }
        return file.Beginning.SeparatorLine ? $"{name} (as the sep= line says)" : $"{name} (declared)";
    }

    private static string Header(CsvTokenizer file, DialectDetection judged)
    {
        if (file.Headless)
        {
            return "no header (declared)";
        }
        return judged.HeaderSure is { } sure
            ? $"line 1 is the header ({Percent(sure)} sure)"
            : "line 1 is the header (declared)";
    }

    private static string DecimalSign(DialectDetection judged, bool comma, int forms) =>
        (judged.DecimalSign, comma) switch
        {
            ({ Comma: true } sign, _) => $"numbers have a decimal comma ({Percent(sign.Sure)} sure)",
            ({ CommaColumns: > 0 } sign, _) =>
                $"numbers have a decimal point, but in {Counts.Of(sign.CommaColumns, "column")} a decimal comma",
            (_, false) when forms > 0 =>
                $"plain numbers have a decimal point, those of {Counts.Of(forms, "column")} a decimal comma",
            (_, true) => "numbers have a decimal comma (declared)",
            _ => "numbers have a decimal point",
        };

    private static string Percent(double share) =>
        Math.Floor(share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}
