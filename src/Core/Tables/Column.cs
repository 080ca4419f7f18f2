using System.Text.Json.Serialization;

namespace AethergenAI.Tables;

public enum ColumnRole
{
    Attribute,
    Identifier,
    QuasiIdentifier,
    Sensitive,
    Target,
}

/// <summary>The source of bounds and levels: declared without looking at the data, or read from the seed.</summary>
public enum ColumnDomain
{
    Seed,
    Public,
}

/// <summary>The case of names of months, weekdays and half days, where .NET writes them otherwise.</summary>
public enum LetterCase
{
    Upper,
    Lower,
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(IntegerColumn), "integer")]
[JsonDerivedType(typeof(DecimalColumn), "decimal")]
[JsonDerivedType(typeof(CategoricalColumn), "categorical")]
[JsonDerivedType(typeof(BooleanColumn), "boolean")]
[JsonDerivedType(typeof(DateColumn), "date")]
[JsonDerivedType(typeof(DateTimeColumn), "datetime")]
[JsonDerivedType(typeof(TextColumn), "text")]
[JsonDerivedType(typeof(IdentifierColumn), "identifier")]
public abstract record Column(string Name)
{
    /// <summary>Whether a cell may be missing.</summary>
    public bool Nullable { get; init; }

    public ColumnRole Role { get; init; }

    public ColumnDomain Domain { get; init; }

    public string? Unit { get; init; }

    public string? Description { get; init; }

    /// <summary>The text that is written for a missing cell; null: the cell is empty.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MissingText { get; init; }

    /// <summary>
    /// Texts that a share of the missing cells have instead of <see cref="MissingText"/>; null: none have.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MissingShare>? OtherMissing { get; init; }

    /// <summary>
    /// Why it is in doubt what the cells mean, and what to do; a fit refuses the column until a person confirms
    /// its kind. Null: no doubt.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Doubt { get; init; }

    /// <summary>True: the kind was in doubt, and a person confirmed it, so that the doubt no longer counts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Confirmed { get; init; }

    /// <summary>Whether a doubt stands that nobody has answered.</summary>
    [JsonIgnore]
    public bool IsInDoubt => Doubt is not null && Confirmed != true;
}

/// <param name="Text">Empty, or one of the format's missing texts.</param>
/// <param name="Share">Of the column's missing cells, in (0, 1].</param>
public sealed record MissingShare(string Text, double Share);

/// <param name="Min">Inclusive.</param>
/// <param name="Max">Inclusive.</param>
public sealed record IntegerColumn(string Name, long? Min = null, long? Max = null) : Column(Name)
{
    /// <summary>How a cell is written, for example <c>$#,##0</c>; docs/1-schemas.md. Null: digits only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Format { get; init; }

    /// <summary>
    /// Public edges, ascending: bin i is [edge i, edge i + 1), the last one closed;
    /// values outside count as the nearest bin.
    /// </summary>
    public IReadOnlyList<double>? Bins { get; init; }

    /// <summary>
    /// All values of a public domain, ascending, instead of bins; any other value counts as the nearest of them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Values { get; init; }
}

/// <param name="Min">Inclusive, in the column's unit.</param>
/// <param name="Max">Inclusive, in the column's unit.</param>
/// <param name="Step">Every value is a whole multiple of the step, for example 0.01;
/// null if values are continuous.</param>
public sealed record DecimalColumn(string Name, double? Min = null, double? Max = null, double? Step = null)
    : Column(Name)
{
    /// <summary>
    /// How a cell is written, for example <c>#.##0,00 €</c>; docs/1-schemas.md. Null: digits and a decimal point,
    /// with as many decimals as the step has.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Format { get; init; }

    /// <inheritdoc cref="IntegerColumn.Bins"/>
    public IReadOnlyList<double>? Bins { get; init; }

    /// <inheritdoc cref="IntegerColumn.Values"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Values { get; init; }
}

/// <param name="Levels">All values that a cell may have; in rank order if <paramref name="Ordered"/>.</param>
public sealed record CategoricalColumn(string Name, IReadOnlyList<string> Levels, bool Ordered = false) : Column(Name)
{
    /// <summary>A level has at most so many ancestors.</summary>
    public const int MaxLevelDepth = 8;

    /// <summary>
    /// The parent of each level that has one, such as C50.1 → C50 and C50 → C. Where a fit pays to discover levels,
    /// a rare one counts as its nearest ancestor that is frequent. Public: written without looking at the data.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Hierarchy { get; init; }
}

/// <param name="FalseText">The text for false in a file.</param>
/// <param name="TrueText">The text for true in a file.</param>
public sealed record BooleanColumn(string Name, string FalseText = "false", string TrueText = "true") : Column(Name);

/// <param name="Min">Inclusive.</param>
/// <param name="Max">Inclusive.</param>
/// <param name="Format">A .NET custom date format, invariant culture; see docs/1-schemas.md.</param>
public sealed record DateColumn(string Name, DateOnly? Min = null, DateOnly? Max = null, string Format = "yyyy-MM-dd")
    : Column(Name)
{
    /// <summary>The case of its letters; null: as .NET writes them, Jan and AM.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LetterCase? Letters { get; init; }

    /// <inheritdoc cref="IntegerColumn.Bins"/>
    public IReadOnlyList<DateOnly>? Bins { get; init; }
}

/// <param name="Min">Inclusive; in UTC if the format has an offset, else as the clock shows.</param>
/// <param name="Max">Inclusive; likewise.</param>
/// <param name="Format">A .NET custom date and time format, invariant culture; see docs/1-schemas.md.</param>
public sealed record DateTimeColumn(
    string Name,
    DateTime? Min = null,
    DateTime? Max = null,
    string Format = "yyyy-MM-dd'T'HH:mm:ss"
) : Column(Name)
{
    /// <summary>The case of its letters; null: as .NET writes them, Jan and AM.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LetterCase? Letters { get; init; }

    /// <inheritdoc cref="IntegerColumn.Bins"/>
    public IReadOnlyList<DateTime>? Bins { get; init; }
}

/// <summary>Free text. No generator models it: drop it, redact it, or change its kind before fitting.</summary>
public sealed record TextColumn(string Name) : Column(Name)
{
    /// <summary>What stands in a redacted cell unless the schema says otherwise.</summary>
    public const string RedactedText = "[redacted]";

    /// <summary>
    /// The text that every cell counts as that is not missing: files are read as if they had it, so that nothing
    /// is learned but which cells are missing. Null: the cells are texts, which no fit accepts.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Redacted { get; init; }
}

/// <summary>A name for a row or an entity. It is generated, never copied.</summary>
/// <param name="Pattern">Classes of letters, and letters that stand for themselves: "P-######", "?##-~~~";
/// docs/1-schemas.md. Null: digits only.</param>
public sealed record IdentifierColumn(string Name, string? Pattern = null) : Column(Name)
{
    /// <summary>The check digits that a text has; null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdentifierCheck? Check { get; init; }

    /// <summary>
    /// What the column names, if several rows may be about the same: "patient". Identifiers of the same entity belong
    /// together: rows that agree in one agree in all. Null: each row has its own.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Entity { get; init; }
}
