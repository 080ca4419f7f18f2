using System.Globalization;
using System.Text.RegularExpressions;
using AethergenAI.Tables;

namespace AethergenAI.Formats;

/// <summary>
/// Keeps the types of a Parquet file. The schema's format lists the types that are not the defaults of the columns'
/// kinds; a column is written with its type where the type can hold the kind's values.
/// </summary>
internal static partial class ParquetTypes
{
    /// <summary>Times of day in UTC. Parquet stores no other offset.</summary>
    private const string ZonedTime = "TIME WITH TIME ZONE";

    private static readonly Dictionary<string, (double Min, double Max)> Whole = new(StringComparer.Ordinal)
    {
        ["TINYINT"] = (sbyte.MinValue, sbyte.MaxValue),
        ["SMALLINT"] = (short.MinValue, short.MaxValue),
        ["INTEGER"] = (int.MinValue, int.MaxValue),
        ["BIGINT"] = (long.MinValue, long.MaxValue),
        ["UTINYINT"] = (0, byte.MaxValue),
        ["USMALLINT"] = (0, ushort.MaxValue),
        ["UINTEGER"] = (0, uint.MaxValue),
        ["UBIGINT"] = (0, ulong.MaxValue),
    };

    /// <summary>The schema, whose format lists the types that are not the defaults of the columns' kinds.</summary>
    /// <param name="types">The file's, by name.</param>
    internal static Schema Kept(
        Schema schema,
        IReadOnlyDictionary<string, string> types,
        IReadOnlyList<string>? missing
    )
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (Column column in schema.Columns)
        {
            string type = types[column.Name];
            if (Written(ParquetColumn.Of(column)) != type && Keep(column, type) is not null)
            {
                kept.Add(column.Name, type);
            }
        }
        return schema with { Format = new FileFormat(Missing: missing, Types: kept.Count > 0 ? kept : null) };
    }

    /// <returns>Null if the column's kind has no values of this type.</returns>
    internal static ParquetColumn? Keep(Column column, string type) =>
        column switch
        {
            IntegerColumn whole => Number(column, type, whole.Min ?? 0, whole.Max ?? 0),
            DecimalColumn number => Number(column, type, number.Min ?? 0, number.Max ?? 0),
            DateColumn { Format: var format } => Moment(column.Name, type, format, days: true),
            DateTimeColumn { Format: var format } => Moment(column.Name, type, format, days: false),
            BooleanColumn { FalseText: "0", TrueText: "1" } when Whole.ContainsKey(type) => Cast(column.Name, type),
            BooleanColumn => type == "VARCHAR" ? new TextParquetColumn(column.Name) : null,
            CategoricalColumn categories => Levels(categories, type),
            IdentifierColumn { Pattern: null } when IsWhole(type) => Cast(column.Name, "BIGINT"),
            _ => null,
        };

    private static string Written(ParquetColumn column) => column.FileType ?? column.SqlType;

    private static bool IsWhole(string type) =>
        Whole.ContainsKey(type) || Decimal().IsMatch(type) && type.EndsWith(",0)", StringComparison.Ordinal);

    private static ParquetColumn Cast(string name, string type) => new TextParquetColumn(name) { FileType = type };

    private static ParquetColumn? Number(Column column, string type, double min, double max)
    {
        if (type is "TIME" or ZonedTime)
        {
            return new TimeParquetColumn(column.Name) { FileType = type == ZonedTime ? type : null };
        }
        if (Whole.TryGetValue(type, out var range))
        {
            bool fits = column is IntegerColumn && min >= range.Min && max <= range.Max;
            return fits ? ParquetColumn.Of(column) with { FileType = type } : null;
        }
        if (type is "FLOAT" or "DOUBLE")
        {
            return new DoubleParquetColumn(column.Name) { FileType = type == "FLOAT" ? type : null };
        }
        return type == "VARCHAR" || Decimal().IsMatch(type) ? ParquetColumn.Of(column) with { FileType = type } : null;
    }

    private static ParquetColumn? Moment(string name, string type, string format, bool days) =>
        type switch
        {
            "TIMESTAMP" or "TIMESTAMP WITH TIME ZONE" when !days => new TimestampParquetColumn(
                name,
                Zoned: type != "TIMESTAMP"
            ),
            "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" when !days => new TimestampParquetColumn(
                name,
                Zoned: false
            )
            {
                FileType = type,
            },
            "VARCHAR" => new MomentTextParquetColumn(name, format, days),
            "INTEGER" or "BIGINT" when days => new MomentTextParquetColumn(name, format, days) { FileType = type },
            _ => null,
        };

    private static ParquetColumn? Levels(CategoricalColumn column, string type)
    {
        if (type is "TIME" or ZonedTime)
        {
            return Cast(column.Name, type);
        }
        bool numbers =
            Whole.TryGetValue(type, out var range)
            && column.Levels.All(level =>
                long.TryParse(level, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                && number >= range.Min
                && number <= range.Max
            );
        return numbers ? Cast(column.Name, type) : null;
    }

    [GeneratedRegex(@"^DECIMAL\([0-9]{1,2},[0-9]{1,2}\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Decimal();
}
