using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats;

/// <summary>The columns of a Parquet file, with the facts about their cells that need a query.</summary>
internal sealed class ParquetFields
{
    private const long Second = 1_000_000;
    private const long Millisecond = 1_000;

    /// <summary>Doubles represent every whole number up to this one exactly.</summary>
    internal const long MaxExact = 1L << 53;

    private readonly Dictionary<string, bool> tooLong = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> decimals = new(StringComparer.Ordinal);

    internal IReadOnlyList<ParquetField> All { get; }

    /// <param name="source">The file as SQL.</param>
    /// <param name="file">The file's name, for refusals.</param>
    /// <param name="looks">Of the file's columns, which are looked at.</param>
    /// <param name="schema">As whose kinds the columns are read; null: there is none.</param>
    /// <exception cref="RefusedException">A column is nested, has numbers that its kind cannot hold, or a name that no
    /// column may have.</exception>
    internal ParquetFields(DuckDb duckDb, string source, string file, Func<ParquetField, bool> looks, Schema? schema)
    {
        All = [.. duckDb.Texts($"describe select * from {source}").Select(row => new ParquetField(row[0]!, row[1]!))];
        HeaderNames.Check([.. All.Select(field => field.Name)]);
        ParquetField[] read = [.. All.Where(looks)];
        if (Array.Find(read, field => field.IsNested) is { } nested)
        {
            throw FormatsRefusals.Nested(file, nested.Name, nested.Type);
        }

        ParquetField[] looked = [.. read.Where(field => field.MayBeLong || field.IsTimestamp || field.IsTime)];
        if (looked.Length > 0)
        {
            Look(duckDb, source, looked);
        }
        foreach (ParquetField field in read.Where(IsTooLong))
        {
            if (schema?[field.Name] is DecimalColumn)
            {
                throw FormatsRefusals.TooLong(file, field.Name);
            }
        }
    }

    /// <summary>The schema without formats of numbers that the file stores as numbers.</summary>
    internal Schema Plain(Schema schema)
    {
        var stored = Stored;
        return schema with { Columns = [.. schema.Columns.Select(column => Plain(column, stored))] };
    }

    /// <summary>What the file says about its columns, by name.</summary>
    internal Dictionary<string, StoredType> Stored =>
        All.ToDictionary(one => one.Name, one => one.Stored(IsTooLong(one)));

    /// <summary>The columns' types, by name.</summary>
    internal Dictionary<string, string> Types => All.ToDictionary(one => one.Name, one => one.Type);

    /// <summary>Whether a whole number is longer than a double can hold exactly.</summary>
    internal bool IsTooLong(ParquetField field) => tooLong.GetValueOrDefault(field.Name);

    /// <summary>The decimals of a second that the column's cells need: 0, 3 or 6.</summary>
    internal int Decimals(ParquetField field) => decimals.GetValueOrDefault(field.Name);

    private static Column Plain(Column column, Dictionary<string, StoredType> stored) =>
        stored.TryGetValue(column.Name, out StoredType type) && type is StoredType.Whole or StoredType.Decimal
            ? column switch
            {
                IntegerColumn whole => whole with { Format = null },
                DecimalColumn number => number with { Format = null },
                _ => column,
            }
            : column;

    private void Look(DuckDb duckDb, string source, ParquetField[] fields)
    {
        string[] asked = [.. fields.Select(Asked)];
        string?[] answers = duckDb.Texts($"select {string.Join(", ", asked)} from {source}").Single();
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].MayBeLong)
            {
                tooLong[fields[i].Name] = answers[i] == "true";
            }
            else
            {
                decimals[fields[i].Name] = int.Parse(answers[i] ?? "0");
            }
        }
    }

    private static string Asked(ParquetField field)
    {
        if (field.MayBeLong)
        {
            return $"bool_or({field.Quoted} > {MaxExact} or {field.Quoted} < -{MaxExact})::varchar";
        }
        string part = $"(microsecond({field.Expression()}) % {Second})";
        return $"max(case when {part} is null or {part} = 0 then 0 when {part} % {Millisecond} = 0 then 3 else "
            + "6 end)::varchar";
    }
}
