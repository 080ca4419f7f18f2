using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Checks;

/// <summary>Finds what is wrong with the format of a schema's files.</summary>
internal static class FormatProblems
{
    public static IEnumerable<SchemaProblem> Of(Schema schema)
    {
        FileFormat format = schema.Format;
        if (format.Delimiter is { } delimiter && !CsvDelimiter.Allowed(delimiter))
        {
            yield return new(
                "schema.format",
                "format.delimiter",
                "The delimiter must be one ASCII character that is not used in numbers or quotes, for example ';'."
            );
        }
        var missing = new MissingTokens(format.Missing);
        foreach (Column column in schema.Columns)
        {
            if (Texts(column).Any(text => !missing.Holds(Encoding.UTF8.GetBytes(text))))
            {
                yield return new(
                    "schema.format",
                    $"columns.{column.Name}",
                    "Its text for a missing cell is not one of the format's missing texts, so it would be read "
                        + "as a value. "
                        + "Add it to \"missing\" in the format."
                );
            }
            if (column.OtherMissing is { } others && !AreShares(others))
            {
                yield return new(
                    "schema.format",
                    $"columns.{column.Name}",
                    "The shares of its texts for missing cells are not each above 0, or add up to more than 1. "
                        + "Correct \"otherMissing\"."
                );
            }
        }
        foreach (CategoricalColumn column in schema.Columns.OfType<CategoricalColumn>())
        {
            if (Texts(column).Any(text => column.Levels.Contains(text, StringComparer.Ordinal)))
            {
                yield return new(
                    "schema.format",
                    $"columns.{column.Name}",
                    "Its text for a missing cell is one of its levels, so it would be read as that. Remove one of them."
                );
            }
        }
        if (format.Encoding is { } encoding && !TextEncodings.Known(encoding))
        {
            yield return new(
                "schema.format",
                "format.encoding",
                $"There is no encoding '{encoding}'. Examples are utf-8, windows-1251 and shift_jis."
            );
        }
        if (
            format.Names is { } names
            && (names.Any(string.IsNullOrWhiteSpace) || names.Distinct().Count() < names.Count)
        )
        {
            yield return new(
                "schema.format",
                "format.names",
                "A name of a column is empty or stands twice. Give each column of the file its own name."
            );
        }
    }

    /// <summary>The texts that are written for missing cells, but for empty ones.</summary>
    private static IEnumerable<string> Texts(Column column) =>
        (column.OtherMissing ?? [])
            .Where(other => other.Text.Length > 0)
            .Select(other => other.Text)
            .Concat(column.MissingText is { } text ? [text] : []);

    /// <summary>Shares are rounded to hundredths, so that their sum may be a little more than 1.</summary>
    private static bool AreShares(IReadOnlyList<MissingShare> others) =>
        others.All(other => other.Share > 0) && others.Sum(other => other.Share) <= 1 + (0.01 * others.Count);
}
