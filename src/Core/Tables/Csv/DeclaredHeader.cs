namespace AethergenAI.Tables.Csv;

/// <summary>
/// The header of a file whose schema is known. Where the schema's format lists the names of files without a header,
/// a file may still have one: what the product writes has.
/// </summary>
internal sealed class DeclaredHeader(Schema schema, FileFormat format)
{
    /// <summary>The names that a header may have.</summary>
    public IReadOnlySet<string> Known { get; } =
        (format.Names ?? [])
            .Concat(schema.Columns.Select(column => column.Name))
            .Concat(schema.Dropped ?? [])
            .ToHashSet(StringComparer.Ordinal);

    /// <returns>The names of the columns if the file has no header line; null if line 1 is the header.</returns>
    /// <exception cref="RefusedException">The file has another number of columns than names are listed.</exception>
    public IReadOnlyList<string>? Names(CsvBeginning file)
    {
        if (format.Names is not { } names || file.Rows.Count == 0)
        {
            return null;
        }
        SampleCell[] first = file.Rows[0];
        if (first.All(cell => Known.Contains(cell.Text.Trim())))
        {
            return null;
        }
        return first.Length == names.Count ? names : throw CsvRefusals.NameCount(names.Count, first.Length);
    }

    /// <summary>
    /// Where the schema's columns stand in a file without a header: by name; those that were renamed in their order,
    /// which is clear as long as the schema has all of the file's columns.
    /// </summary>
    public int[] Positions(Schema read, IReadOnlyList<string> names)
    {
        string[] lacking = [.. read.Columns.Select(column => column.Name).Except(names, StringComparer.Ordinal)];
        if (lacking.Length == 0)
        {
            var at = names.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
            return [.. read.Columns.Select(column => at[column.Name])];
        }
        if (read.Columns.Count != names.Count)
        {
            throw CsvRefusals.HeaderlessColumns(lacking);
        }
        string[] known = [.. read.Columns.Select(column => column.Name)];
        var free = new Queue<int>(Enumerable.Range(0, names.Count).Where(i => !known.Contains(names[i])));
        return
        [
            .. known.Select(name => names.Contains(name, StringComparer.Ordinal) ? Place(names, name) : free.Dequeue()),
        ];
    }

    private static int Place(IReadOnlyList<string> names, string name) =>
        names.Index().First(pair => pair.Item == name).Index;
}
