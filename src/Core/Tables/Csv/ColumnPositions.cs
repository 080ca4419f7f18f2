namespace AethergenAI.Tables.Csv;

/// <summary>Where the columns of a schema stand in a file that names its columns.</summary>
public static class ColumnPositions
{
    /// <summary>The schema with those of its columns that the file has, if the others may be left out.</summary>
    /// <exception cref="RefusedException">The file has none of them.</exception>
    public static Schema Present(IReadOnlyList<string> names, Schema schema, CsvOptions options)
    {
        if (options.Lacking != MissingColumns.LeaveOut)
        {
            return schema;
        }
        Column[] present = [.. schema.Columns.Where(column => names.Contains(column.Name, StringComparer.Ordinal))];
        return present.Length > 0 ? schema with { Columns = present } : throw CsvRefusals.UnknownColumns(names);
    }

    /// <param name="delimiter">Where the cells of a text were separated; null: the file is no text.</param>
    /// <returns>The position of each of the schema's columns.</returns>
    /// <exception cref="RefusedException">The file lacks some, or has others that may not be skipped.</exception>
    public static int[] Find(IReadOnlyList<string> names, Schema schema, CsvOptions options, char? delimiter = null)
    {
        var at = names.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        string[] lacking = [.. schema.Columns.Select(column => column.Name).Where(name => !at.ContainsKey(name))];
        if (lacking.Length > 0)
        {
            throw CsvRefusals.MissingColumns(lacking, delimiter);
        }
        var known = schema.Columns.Select(column => column.Name).Concat(schema.Dropped ?? []);
        string[] unknown = [.. names.Except(known, StringComparer.Ordinal)];
        if (unknown.Length > 0 && options.Unknown == UnknownColumns.Refuse)
        {
            throw CsvRefusals.UnknownColumns(unknown);
        }
        return [.. schema.Columns.Select(column => at[column.Name])];
    }

    /// <returns>A sentence about the file's columns that the schema drops; null if there is none.</returns>
    public static string? Dropped(IReadOnlyList<string> names, Schema schema)
    {
        var unused = (schema.Dropped ?? []).Except(
            schema.Columns.Select(column => column.Name),
            StringComparer.Ordinal
        );
        string[] dropped = [.. names.Intersect(unused, StringComparer.Ordinal)];
        return dropped.Length > 0
            ? $"Not used, because the schema drops them: '{string.Join("', '", dropped)}'."
            : null;
    }
}
