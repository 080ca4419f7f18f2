using System.Text.Json.Serialization;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// How one column of the schema is made from tokens. Model columns are named by their position
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
    /// The model column whose token 1 says that the cell is missing; null where no cell of the seed is.
    /// </summary>
    public int? Missing { get; init; }

    /// <summary>
    /// Whether the model column has one token more, the last, which says that the cell is missing;
    /// levels and numbers only.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LastIsMissing { get; init; }
}

/// <summary>A token is a level.</summary>
public sealed record LevelEncoding(string Column, int ModelColumn, IReadOnlyList<string> Levels)
    : ColumnEncoding(Column);

/// <summary>A token is a cell of the number line.</summary>
public sealed record NumberEncoding(string Column, int ModelColumn, NumberScale Scale) : ColumnEncoding(Column);

/// <summary>
/// A date or datetime as a sum: the week or the day, then weekday, hour and what is left,
/// each with a model column of its own.
/// </summary>
/// <param name="Origin">Where the first part's 0 lies on the column's number line.</param>
/// <param name="Parts">Two or more; each part's values but the first's are at least 0 and below the step of the part
/// before it.</param>
/// <param name="Min">Inclusive, and at least a step of the first part below <paramref name="Max"/>;
/// a draw below it is moved up by one.</param>
/// <param name="Max">Inclusive; a draw above it is moved down.</param>
public sealed record CalendarEncoding(
    string Column,
    double Origin,
    IReadOnlyList<CalendarPart> Parts,
    double Min,
    double Max
) : ColumnEncoding(Column);

/// <param name="Scale">Of every part but the last, the step is the part's unit.</param>
public sealed record CalendarPart(int ModelColumn, NumberScale Scale);

/// <summary>A token is a combination of several columns' values that occurs in the seed.</summary>
/// <param name="Codes">This column's level for each token, −1 where it is missing.</param>
/// <param name="Counts">Seed rows with each token.</param>
public sealed record LevelCombinationEncoding(
    string Column,
    int ModelColumn,
    IReadOnlyList<string> Levels,
    IReadOnlyList<int> Codes,
    IReadOnlyList<int> Counts
) : ColumnEncoding(Column);

/// <summary>A token is a combination of several columns' values that occurs in the seed.</summary>
/// <param name="Values">This column's number for each token, null where it is missing.</param>
/// <param name="Counts">Seed rows with each token.</param>
public sealed record NumberCombinationEncoding(
    string Column,
    int ModelColumn,
    IReadOnlyList<double?> Values,
    IReadOnlyList<int> Counts
) : ColumnEncoding(Column);

/// <summary>A signed sum of other columns, rounded to the step; not modelled.</summary>
/// <param name="Plus">Columns that are added.</param>
/// <param name="Minus">Columns that are taken away: empty for a total, the other addends for an addend.</param>
/// <param name="Min">Inclusive; a row whose sum lies outside is drawn again. Null: no bound.</param>
/// <param name="Max">Inclusive; a row whose sum lies outside is drawn again. Null: no bound.</param>
/// <param name="Fallback">How the cell is made where a summand is missing; null: it is missing too.</param>
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
/// Another column's value and a modelled distance from it, so that an inequality holds as it is drawn.
/// </summary>
/// <param name="Above">True: <c>Column = Other + gap</c>; false: <c>Column = Other − gap</c>.</param>
/// <param name="Gap">Tokens of the distance, which is at least 0 and above 0 where strict.</param>
/// <param name="Step">The column's own step.</param>
/// <param name="Min">Inclusive; the draw is cut off there. Null: no bound.</param>
/// <param name="Max">Inclusive; the draw is cut off there. Null: no bound.</param>
/// <param name="Fallback">How the cell is made where the other is missing; null: it is missing too.</param>
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
) : ColumnEncoding(Column);

/// <summary>
/// One column's part of a unique key. The row number's image under a keyed permutation of <paramref name="Size"/>
/// is read as a number with mixed radix: this part is <c>image / Divisor mod Count</c>.
/// </summary>
/// <param name="Key">Tells apart the keys of one schema.</param>
public sealed record KeyPart(int Key, long Size, long Divisor, long Count);

/// <summary>First + Step × part of the key.</summary>
public sealed record NumberKeyEncoding(string Column, KeyPart Part, double First, double Step) : ColumnEncoding(Column);

/// <summary>The level at the part of the key.</summary>
public sealed record LevelKeyEncoding(string Column, KeyPart Part, IReadOnlyList<string> Levels)
    : ColumnEncoding(Column);

/// <summary>The part of the key as zero-padded digits between a prefix and a suffix.</summary>
public sealed record IdentifierEncoding(string Column, KeyPart Part, string Prefix, int Digits, string Suffix)
    : ColumnEncoding(Column);

/// <summary>Every cell is missing, as in the seed.</summary>
/// <param name="Number">Whether the column holds numbers (or dates) rather than levels.</param>
public sealed record MissingEncoding(string Column, bool Number) : ColumnEncoding(Column);
