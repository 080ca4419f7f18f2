namespace AethergenAI.Tables.Constraints;

/// <summary>
/// A kind of constraint for people and programs that make one: its fields, and the columns that they take.
/// The check of a schema refuses what the description does not allow.
/// </summary>
/// <param name="Kind">The name of the kind in a schema's JSON.</param>
/// <param name="Title">The rule in a few words, for lists of choices.</param>
/// <param name="Hint">The rule in a sentence.</param>
/// <param name="Fields">The fields that name columns, in order.</param>
public sealed record ConstraintDescription(
    string Kind,
    string Title,
    string Hint,
    IReadOnlyList<ConstraintField> Fields
)
{
    /// <summary>
    /// Sets of kinds of columns: all columns of one constraint are of kinds from one set. Empty: any kinds go together.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Together { get; init; } = [];

    /// <summary>
    /// Whether the rule compares values, so that a constraint which was found in the rows may hold in one reading of
    /// their cells only.
    /// </summary>
    public bool ComparesValues { get; init; }

    /// <summary>The fields that are true or false.</summary>
    public IReadOnlyList<ConstraintFlag> Flags { get; init; } = [];

    /// <param name="columns">By name; they include all columns of the constraint, which are distinct.</param>
    /// <returns>A sentence that says why a constraint of this kind does not fit the columns; null if it fits.</returns>
    internal string? Misfit(Constraint constraint, IReadOnlyDictionary<string, Column> columns)
    {
        string? misfit = Fields
            .Select(field => field.Misfit(constraint, columns))
            .FirstOrDefault(why => why is not null);
        if (misfit is not null)
        {
            return misfit;
        }
        Column[] named = [.. constraint.ColumnNames().Select(name => columns[name])];
        if (GoTogether(named))
        {
            return null;
        }
        Column odd = named.First(column => !GoTogether([named[0], column]));
        return $"'{named[0].Name}' ({ColumnKinds.Of(named[0])}) and '{odd.Name}' ({ColumnKinds.Of(odd)}) cannot be "
            + $"compared: all columns must be {string.Join(", or all ", Together.Select(ConstraintField.Either))}.";
    }

    internal bool GoTogether(IReadOnlyList<Column> columns) =>
        Together.Count == 0
        || Together.Any(kinds => columns.All(column => kinds.Contains(ColumnKinds.Of(column), StringComparer.Ordinal)));
}

/// <summary>A field of a constraint that names one column or several.</summary>
/// <param name="Name">The key in the constraint's JSON.</param>
/// <param name="Label">The field's name for people.</param>
/// <param name="IsList">Whether the value is a list of columns; otherwise it is one column.</param>
/// <param name="Minimum">The smallest number of columns.</param>
/// <param name="Kinds">The kinds of columns that the field takes.</param>
public sealed record ConstraintField(string Name, string Label, bool IsList, int Minimum, IReadOnlyList<string> Kinds)
{
    /// <summary>The largest number of columns; null: as many as there are.</summary>
    public int? Maximum { get; init; }

    internal Func<Constraint, IReadOnlyList<string>> Columns { get; private init; } = _ => [];

    internal static ConstraintField One<T>(
        string name,
        string label,
        IReadOnlyList<string> kinds,
        Func<T, string> column
    )
        where T : Constraint =>
        new(name, label, IsList: false, Minimum: 1, kinds)
        {
            Maximum = 1,
            Columns = constraint => [column((T)constraint)],
        };

    internal static ConstraintField List<T>(
        string name,
        string label,
        int minimum,
        IReadOnlyList<string> kinds,
        Func<T, IReadOnlyList<string>> columns
    )
        where T : Constraint =>
        new(name, label, IsList: true, minimum, kinds) { Columns = constraint => columns((T)constraint) };

    /// <summary>The field for people, and as a schema's JSON has it.</summary>
    private string Called =>
        Label.Equals(Name, StringComparison.OrdinalIgnoreCase) ? $"'{Label}'" : $"'{Label}' ({Name})";

    internal string? Misfit(Constraint constraint, IReadOnlyDictionary<string, Column> columns)
    {
        IReadOnlyList<string> names = Columns(constraint);
        if (names.Count < Minimum)
        {
            return $"{Called} needs at least {(Minimum == 1 ? "one column" : $"{Minimum} columns")}.";
        }
        if (names.Count > Maximum)
        {
            return $"{Called} takes at most {(Maximum == 1 ? "one column" : $"{Maximum} columns")}.";
        }
        string? odd = names.FirstOrDefault(name =>
            !Kinds.Contains(ColumnKinds.Of(columns[name]), StringComparer.Ordinal)
        );
        return odd is null
            ? null
            : $"The kind of '{odd}' is {ColumnKinds.Of(columns[odd])}; {Called} takes only {Either(Kinds)} columns.";
    }

    internal static string Either(IReadOnlyList<string> kinds) =>
        kinds.Count == 1 ? kinds[0] : $"{string.Join(", ", kinds.SkipLast(1))} or {kinds[^1]}";
}

/// <summary>A field of a constraint that is true or false.</summary>
/// <param name="Name">The key in the constraint's JSON.</param>
/// <param name="Label">What it means if it is true.</param>
/// <param name="Default">The value if none is given.</param>
public sealed record ConstraintFlag(string Name, string Label, bool Default);
