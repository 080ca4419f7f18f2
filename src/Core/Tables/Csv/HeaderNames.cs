namespace AethergenAI.Tables.Csv;

/// <summary>What the names of a file's columns may be.</summary>
public static class HeaderNames
{
    internal const int MaxColumns = 4096;

    /// <exception cref="RefusedException">A name is empty, too long, no text or there twice, or there are too
    /// many.</exception>
    public static IReadOnlyList<string> Check(IReadOnlyList<string> names)
    {
        if (names.Count > MaxColumns)
        {
            throw CsvRefusals.TooManyColumns(names.Count, MaxColumns);
        }
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i].Length == 0)
            {
                throw CsvRefusals.EmptyHeader(i + 1);
            }
            if (names[i].Length > InputGate.MaxName)
            {
                throw CsvRefusals.LongName(i + 1, InputGate.MaxName);
            }
            InputGate.CheckText(names[i], $"the name of column {i + 1}");
            if (!positions.TryAdd(names[i], i + 1))
            {
                throw CsvRefusals.DuplicateHeader(names[i], positions[names[i]], i + 1);
            }
        }
        return names;
    }
}
