using AethergenAI.Tables;

namespace AethergenAI.Formats;

/// <summary>A column of a Parquet file.</summary>
/// <param name="Source">Its name as the file has it.</param>
/// <param name="Type">Its type in DuckDB's SQL, for example DECIMAL(10,2).</param>
internal sealed record ParquetField(string Source, string Type)
{
    /// <summary>The most digits that DuckDB keeps in 64 bits.</summary>
    internal const int MaxDigits = 18;

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

    /// <summary>Its name without the blanks around it, as the names of every file are read.</summary>
    internal string Name { get; } = Source.Trim();

    /// <summary>Its name in SQL.</summary>
    internal string Quoted => DuckDb.Name(Source);

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

    /// <summary>Whether it holds whole numbers. Decimals without decimal places are whole numbers, too.</summary>
    internal bool IsWhole => Whole.Contains(Type) || IsDecimal && Scale == 0;

    /// <summary>Whether its numbers may be longer than a double can hold exactly.</summary>
    internal bool MayBeLong =>
        IsWhole && Type is not ("TINYINT" or "SMALLINT" or "INTEGER" or "UTINYINT" or "USMALLINT" or "UINTEGER");

    /// <summary>Whether it is a decimal whose digits fit into 64 bits.</summary>
    internal bool IsShort => IsDecimal && int.Parse(Type[8..Type.IndexOf(',', StringComparison.Ordinal)]) <= MaxDigits;

    /// <summary>The number of decimal places of a DECIMAL.</summary>
    internal int Scale => int.Parse(Type[(Type.IndexOf(',', StringComparison.Ordinal) + 1)..^1]);

    private bool IsDecimal => Type.StartsWith("DECIMAL(", StringComparison.Ordinal);

    /// <summary>The type that inference is told.</summary>
    /// <param name="tooLong">Whether a number is longer than a double can hold exactly.</param>
    internal StoredType Stored(bool tooLong) =>
        this switch
        {
            { IsFloating: true } => StoredType.Decimal,
            { IsTimestamp: true } or { Type: "DATE" } => StoredType.Moment,
            { IsTime: true } => StoredType.Time,
            { Type: "BOOLEAN" } => StoredType.Boolean,
            { IsWhole: true } when !tooLong => StoredType.Whole,
            { IsDecimal: true, IsWhole: false } => StoredType.Decimal,
            _ => StoredType.Text,
        };

    /// <summary>
    /// The column as SQL. Everything but numbers with a floating point, dates, times and booleans comes as text.
    /// </summary>
    internal string Expression()
    {
        return this switch
        {
            { IsInstant: true } or { IsFloating: true } or { Type: "BOOLEAN" or "DATE" } => Quoted,
            { IsTimestamp: true } => $"{Quoted}::timestamp",
            { IsTime: true } => $"{Quoted}::time",
            _ => $"{Quoted}::varchar",
        };
    }
}
