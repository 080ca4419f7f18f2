using AethergenAI.Tables;

namespace AethergenAI.Formats;

/// <summary>A column of a Parquet file.</summary>
/// <param name="Type">Its type in DuckDB's SQL, for example DECIMAL(10,2).</param>
internal sealed record ParquetField(string Name, string Type)
{
    private const string WithZone = "TIMESTAMP WITH TIME ZONE";

    private static readonly string[] Whole =
    [
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "HUGEINT",
        "UTINYINT",
        "USMALLINT",
        "UINTEGER",
        "UBIGINT",
        "UHUGEINT",
    ];

    /// <summary>Whether a cell holds several values, or bytes that are no text.</summary>
    internal bool IsNested =>
        Type.EndsWith(']')
        || Type.StartsWith("STRUCT(", StringComparison.Ordinal)
        || Type.StartsWith("MAP(", StringComparison.Ordinal)
        || Type.StartsWith("UNION(", StringComparison.Ordinal)
        || Type is "VARIANT" or "BLOB" or "BIT"
        || Type.StartsWith("GEOMETRY", StringComparison.Ordinal);

    internal bool IsInstant => Type == WithZone;

    internal bool IsTimestamp => Type.StartsWith("TIMESTAMP", StringComparison.Ordinal);

    internal bool IsTime => Type.StartsWith("TIME", StringComparison.Ordinal) && !IsTimestamp;

    internal bool IsFloating => Type is "FLOAT" or "DOUBLE";

    /// <summary>Whole numbers, decimals without places among them.</summary>
    internal bool IsWhole =>
        Whole.Contains(Type) || Type.StartsWith("DECIMAL(", StringComparison.Ordinal) && Scale == 0;

    /// <summary>Whether its numbers may be longer than a double can hold exactly.</summary>
    internal bool MayBeLong =>
        IsWhole && Type is not ("TINYINT" or "SMALLINT" or "INTEGER" or "UTINYINT" or "USMALLINT" or "UINTEGER");

    private int Scale => int.Parse(Type[(Type.IndexOf(',', StringComparison.Ordinal) + 1)..^1]);

    /// <summary>What inference is told.</summary>
    /// <param name="tooLong">Whether a number is longer than a double can hold exactly.</param>
    internal StoredType Stored(bool tooLong) =>
        this switch
        {
            { IsFloating: true } => StoredType.Decimal,
            { IsTimestamp: true } or { Type: "DATE" } => StoredType.Moment,
            { IsTime: true } => StoredType.Time,
            { Type: "BOOLEAN" } => StoredType.Boolean,
            { IsWhole: true } when !tooLong => StoredType.Whole,
            _ when Type.StartsWith("DECIMAL(", StringComparison.Ordinal) && !IsWhole => StoredType.Decimal,
            _ => StoredType.Text,
        };

    /// <summary>
    /// The column as SQL. Everything but numbers with a floating point, dates, times and booleans comes as text.
    /// </summary>
    internal string Expression()
    {
        string column = DuckDb.Name(Name);
        return this switch
        {
            { IsInstant: true } or { IsFloating: true } or { Type: "BOOLEAN" or "DATE" } => column,
            { IsTimestamp: true } => $"{column}::timestamp",
            { IsTime: true } => $"{column}::time",
            _ => $"{column}::varchar",
        };
    }
}
