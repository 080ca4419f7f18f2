using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Generation.Conditioning;

/// <summary>Converts conditions in text form (a column and a value) to given cells for a sampling request.</summary>
public static class Conditions
{
    /// <summary>
    /// Splits a text such as <c>sex=Female</c> at the separator that follows a column's name;
    /// names and values may contain separators themselves.
    /// </summary>
    /// <exception cref="RefusedException">The text before each separator is not a column of the schema.</exception>
    public static (string Column, string Value) Split(string words, char separator, Schema schema)
    {
        var column = schema
            .Columns.Where(known => words.StartsWith(known.Name, StringComparison.Ordinal))
            .Where(known => words.Length > known.Name.Length && words[known.Name.Length] == separator)
            .MaxBy(known => known.Name.Length);
        if (column is not null)
        {
            return (column.Name, words[(column.Name.Length + 1)..]);
        }
        int end = words.IndexOf(separator, StringComparison.Ordinal);
        if (end < 0 && schema.Columns.Any(known => known.Name == words))
        {
            throw ConditionRefusals.ConditionWithoutValue(words, separator);
        }
        throw Unknown(end < 0 ? words : words[..end], schema);
    }

    /// <summary>One row with the given values.</summary>
    /// <exception cref="RefusedException">A column is unknown or given twice,
    /// or a value is not allowed in its column.</exception>
    public static Table Row(ModelManifest model, IReadOnlyList<(string Column, string Value)> conditions)
    {
        if (
            conditions
                .GroupBy(condition => condition.Column, StringComparer.Ordinal)
                .FirstOrDefault(same => same.Count() > 1) is
            { } twice
        )
        {
            throw ConditionRefusals.ConditionTwice(twice.Key);
        }

        return new Table([.. conditions.Select(condition => Cell(model, condition.Column, condition.Value))]);
    }

    /// <summary>One cell, as a column of a table with one row.</summary>
    internal static ColumnData Cell(ModelManifest model, string name, string value)
    {
        var column = model.Schema.Columns.FirstOrDefault(known => known.Name == name)
            ?? throw Unknown(name, model.Schema);
        using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{Quoted(name)}\n{Quoted(value)}\n"));
        // The value is parsed like a file's cell, but with a decimal point, and only the empty cell counts as missing.
        using var rows = new TypedRows(
            text,
            new Schema("condition", [Unredacted(column)]),
            new CsvOptions { Format = new FileFormat(Delimiter: ",") }
        );
        rows.Next(CancellationToken.None);
        string expected = rows.Columns[0].Expected;
        if (value.Length == 0 || rows.Columns[0].Breaks.Count > 0)
        {
            throw ConditionRefusals.ConditionValue(name, expected);
        }
        var cell = rows.Take()[name];
        if (cell.IsMissing(0))
        {
            throw ConditionRefusals.ConditionValue(name, expected);
        }
        Check(model, column, cell);
        return cell;
    }

    /// <summary>
    /// The schema to read given cells by: those of a redacted column as they stand, so that it is told that nothing can
    /// be asked of them.
    /// </summary>
    public static Schema Readable(Schema schema) => schema with { Columns = [.. schema.Columns.Select(Unredacted)] };

    /// <exception cref="RefusedException">The column is redacted, and a cell is not the text that stands for all.
    /// </exception>
    internal static void RequireRedacted(Column column, ColumnData cells)
    {
        if (
            column is TextColumn { Redacted: { } text }
            && cells is LevelData data
            && data.Levels.Any(level => level != text)
        )
        {
            throw GenerationRefusals.GivenRedacted(column.Name, text);
        }
    }

    /// <exception cref="RefusedException">A given number is outside the declared range, or not on the list of values.
    /// </exception>
    internal static void RequireNumbers(Column column, double[] given)
    {
        var (min, max) = ColumnBounds.Declared(column);
        int outside = Array.FindIndex(given, value => value < min || value > max || double.IsInfinity(value));
        if (outside >= 0)
        {
            throw GenerationRefusals.GivenRange(column.Name, outside);
        }
        if (KeyLattice.ListOf(column)?.ToHashSet() is not { } list)
        {
            return;
        }
        int other = Array.FindIndex(given, value => !double.IsNaN(value) && !list.Contains(value));
        if (other >= 0)
        {
            throw ConditionRefusals.GivenList(column.Name, other);
        }
    }

    private static Column Unredacted(Column column) =>
        column is TextColumn text ? text with { Redacted = null } : column;

    private static void Check(ModelManifest model, Column column, ColumnData cell)
    {
        RequireRedacted(column, cell);
        if (cell is NumberData { Values: [var number] })
        {
            var (min, max) = ColumnBounds.Declared(column);
            if (number < min || number > max)
            {
                throw ConditionRefusals.ConditionRange(column.Name);
            }
            if (KeyLattice.ListOf(column) is { } list && !list.Contains(number))
            {
                throw ConditionRefusals.ConditionList(column.Name);
            }
            return;
        }

        if (column is IdentifierColumn identifier && !IdentifierText.Matches(identifier, ((LevelData)cell)[0]!))
        {
            throw ConditionRefusals.ConditionPattern(identifier);
        }

        var encoding = model.Encodings.First(other => other.Column == column.Name);
        if (
            OutputLevels.EncodedBy(encoding) is { } known
            && !known.Contains(((LevelData)cell)[0], StringComparer.Ordinal)
        )
        {
            throw ConditionRefusals.ConditionLevel(column.Name);
        }
    }

    private static RefusedException Unknown(string name, Schema schema) =>
        ConditionRefusals.ConditionColumn(name, Spelling.Nearest(name, schema.Columns.Select(column => column.Name)));

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
