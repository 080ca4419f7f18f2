using System.Text.Json.Serialization;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// How the cells of one schema column are made from tokens. Model columns are given by their index
/// in <see cref="ModelManifest.Columns"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LevelEncoding), "levels")]
[JsonDerivedType(typeof(NumberEncoding), "numbers")]
[JsonDerivedType(typeof(CalendarEncoding), "calendar")]
[JsonDerivedType(typeof(LevelCombinationEncoding), "level-combination")]
[JsonDerivedType(typeof(NumberCombinationEncoding), "number-combination")]
[JsonDerivedType(typeof(SumEncoding), "sum")]
[JsonDerivedType(typeof(GapEncoding), "gap")]
[JsonDerivedType(typeof(NumberKeyEncoding), "number-key")]
[JsonDerivedType(typeof(LevelKeyEncoding), "level-key")]
[JsonDerivedType(typeof(IdentifierEncoding), "identifier")]
[JsonDerivedType(typeof(MissingEncoding), "missing")]
public abstract record ColumnEncoding(string Column)
{
    /// <summary>
    /// The model column whose token 1 means that the cell is missing; null if no cell of the seed is missing.
    /// </summary>
    public int? Missing { get; init; }

    /// <summary>
    /// The column that cells repeat in some or all rows; null: none. Only of levels, numbers and dates. In rows that
    /// the flag marks the own model column has no token.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("echo")]
    public RepeatedColumn? Repeats { get; init; }

    /// <summary>
    /// Whether the last token of the model column means that the cell is missing; only for levels and numbers.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LastIsMissing { get; init; }
}

/// <summary>A token is a level.</summary>
public sealed record LevelEncoding(string Column, int ModelColumn, IReadOnlyList<string> Levels)
    : ColumnEncoding(Column);

/// <summary>A token is a cell of the number scale.</summary>
public sealed record NumberEncoding(string Column, int ModelColumn, NumberScale Scale) : ColumnEncoding(Column)
{
    /// <summary>The multiples on which numbers gather; null: on none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Heaps? Heaps { get; init; }
}

/// <summary>
/// A date or datetime as a sum of parts: the week or the day, then weekday, hour and remainder,
/// each with its own model column.
/// </summary>
/// <param name="Origin">The position of the first part's 0 on the column's number line.</param>
/// <param name="Parts">At least two. The values of each part but the first are at least 0 and below the step
/// of the part before it.</param>
/// <param name="Min">Inclusive, and at least one step of the first part below <paramref name="Max"/>;
/// a draw below it is moved up by one step.</param>
/// <param name="Max">Inclusive; a draw above it is moved down by one step of the first part.</param>
public sealed record CalendarEncoding(
    string Column,
    double Origin,
    IReadOnlyList<CalendarPart> Parts,
    double Min,
    double Max
) : ColumnEncoding(Column);

/// <param name="Scale">In all parts but the last, the step is the part's unit.</param>
public sealed record CalendarPart(int ModelColumn, NumberScale Scale);

/// <summary>A token is a combination of several columns' values that occurs in the seed.</summary>
/// <param name="Codes">This column's level for each token; −1 if it is missing.</param>
/// <param name="Counts">The number of seed rows with each token.</param>
public sealed record LevelCombinationEncoding(
    string Column,
    int ModelColumn,
    IReadOnlyList<string> Levels,
    IReadOnlyList<int> Codes,
    IReadOnlyList<int> Counts
) : ColumnEncoding(Column);

/// <summary>A token is a combination of several columns' values that occurs in the seed.</summary>
/// <param name="Values">This column's number for each token; null if it is missing.</param>
/// <param name="Counts">The number of seed rows with each token.</param>
public sealed record NumberCombinationEncoding(
    string Column,
    int ModelColumn,
    IReadOnlyList<double?> Values,
    IReadOnlyList<int> Counts
) : ColumnEncoding(Column);

/// <summary>A signed sum of other columns, rounded to the step. The column is computed, not modelled.</summary>
/// <param name="Plus">Columns that are added.</param>
/// <param name="Minus">Columns that are subtracted: none for a total, the other addends for an addend.</param>
/// <param name="Min">Inclusive; a row with a sum below it is drawn again. Null: no bound.</param>
/// <param name="Max">Inclusive; a row with a sum above it is drawn again. Null: no bound.</param>
/// <param name="Fallback">How the cell is made if a summand is missing; null: the cell is then missing too.</param>
public sealed record SumEncoding(
    string Column,
    IReadOnlyList<string> Plus,
    IReadOnlyList<string> Minus,
    double? Step = null,
    double? Min = null,
    double? Max = null,
    NumberEncoding? Fallback = null
) : ColumnEncoding(Column);

/// <summary>
/// Another column's value plus, minus or times a modelled gap: so that an inequality holds by construction, or because
/// the other column leaves little of this one open.
/// </summary>
/// <param name="Above">True: <c>Column = Other + gap</c>; false: <c>Column = Other − gap</c>.</param>
/// <param name="Gap">The scale of the gap's tokens. Where an inequality is to hold, the gap is at least 0, and above 0
/// if the inequality is strict.</param>
/// <param name="Step">The column's own step.</param>
/// <param name="Min">Inclusive; the draw is limited to it. Null: no bound.</param>
/// <param name="Max">Inclusive; the draw is limited to it. Null: no bound.</param>
/// <param name="Fallback">How the cell is made if the other column is missing, or if <see cref="Apart"/> says so; null:
/// the cell is then missing too.</param>
public sealed record GapEncoding(
    string Column,
    string Other,
    bool Above,
    bool Strict,
    int ModelColumn,
    NumberScale Gap,
    double? Step = null,
    double? Min = null,
    double? Max = null,
    NumberEncoding? Fallback = null
) : ColumnEncoding(Column)
{
    /// <summary>How many significant digits the column's numbers have at most; null: as many as its step gives
    /// them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Digits { get; init; }

    /// <summary>
    /// Whether the gap is a factor: <c>Column = Other × gap</c>. It is then at least 1 where the column is not to be
    /// below the other one, and at most 1 where it is not to be above it; the other column's numbers are positive.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsRatio { get; init; }

    /// <summary>Whether no inequality is to hold, so that a value may be rounded to either side.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFree { get; init; }

    /// <summary>
    /// The model column whose token 1 marks rows that have both numbers and yet are made by the fallback: of frequent
    /// numbers, and of those that have no ratio. Null: there are none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Apart { get; init; }

    /// <summary>The number of seed rows with each token of the gap; null in models of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Counts { get; init; }

    /// <summary>The multiples on which the column's numbers gather, which have no atoms; null: on none. The bounds are
    /// then not null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Heaps? Heaps { get; init; }

    internal GapForm Form => new(Above, IsRatio);

    internal Precision Precision => new(Step, Digits);

    /// <summary>The frequent numbers of the rows that <see cref="Apart"/> marks; null: there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Frequent { get; init; }

    /// <summary>Whether the fallback makes a number, whatever the other one is.</summary>
    internal bool IsApart(double value) =>
        Apart is not null && (Frequent?.Contains(value) == true || (IsRatio && !(value > 0)));

    /// <summary>
    /// What the gap is measured from: the other column's number, rounded as this one's are where nothing forbids it.
    /// </summary>
    internal double From(double other) => IsFree && !IsRatio ? Precision.Round(other) : other;
}

/// <summary>
/// One column's part of a unique key. The image of the row number under a keyed permutation of <paramref name="Size"/>
/// is read as a mixed-radix number; this part is <c>image / Divisor mod Count</c>.
/// </summary>
/// <param name="Key">Distinguishes the keys of one schema.</param>
public sealed record KeyPart(int Key, long Size, long Divisor, long Count);

/// <summary>The number First + Step × part of the key.</summary>
public sealed record NumberKeyEncoding(string Column, KeyPart Part, double First, double Step) : ColumnEncoding(Column)
{
    /// <summary>How many steps lie between neighbouring numbers; null: one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Every { get; init; }

    /// <summary>One number per part of the key, where they are not evenly spaced; null: they are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Values { get; init; }
}

/// <summary>The level whose index is the part of the key.</summary>
public sealed record LevelKeyEncoding(string Column, KeyPart Part, IReadOnlyList<string> Levels)
    : ColumnEncoding(Column);

/// <summary>The part of the key in the letters of a pattern.</summary>
/// <param name="Pattern">See <see cref="IdentifierColumn.Pattern"/>.</param>
public sealed record IdentifierEncoding(string Column, KeyPart Part, string Pattern) : ColumnEncoding(Column)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdentifierCheck? Check { get; init; }

    /// <summary>The identifiers where they are plain numbers as wide as the seed's; null: they are not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlainNumbers? Plain { get; init; }

    /// <summary>How many rows the seed's entities have; null: each row has its own identifier.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<EntityRows>? Entities { get; init; }
}

/// <summary>The number of entities with this many rows.</summary>
public sealed record EntityRows(int Rows, int Entities);

/// <summary>Every cell is missing, as in the seed.</summary>
/// <param name="Number">Whether the column holds numbers (or dates) rather than levels.</param>
public sealed record MissingEncoding(string Column, bool Number) : ColumnEncoding(Column);
