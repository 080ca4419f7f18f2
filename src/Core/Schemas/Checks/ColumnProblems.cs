using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Checks;

/// <summary>Finds what is wrong with each column by itself.</summary>
internal static class ColumnProblems
{
    private static readonly DateTime Probe = new(2003, 11, 28, 21, 43, 56, DateTimeKind.Utc);

    /// <summary>With the longest names and with decimals: Wednesday, September.</summary>
    private static readonly DateTime Longest = new DateTime(2003, 9, 24, 21, 43, 56, DateTimeKind.Utc).AddTicks(
        7654321
    );

    public static IEnumerable<SchemaProblem> Of(Schema schema)
    {
        if (schema.Version != 1)
        {
            yield return new(
                "schema.version",
                "version",
                $"Version {schema.Version} is not known; this program reads version 1."
            );
        }
        if (schema.Columns.Count == 0)
        {
            yield return new("schema.columns", "columns", "The schema has no columns. Add at least one.");
        }
        if (schema.Columns.Count > HeaderNames.MaxColumns)
        {
            yield return TooMany(schema.Columns.Count);
        }
        foreach (
            var twice in schema
                .Columns.GroupBy(column => column.Name, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
        )
        {
            yield return new(
                "schema.columns",
                $"columns.{twice.Key}",
                $"{twice.Count()} columns have this name. Give each its own name."
            );
        }

        foreach (string both in (schema.Dropped ?? []).Intersect(schema.Columns.Select(column => column.Name)))
        {
            yield return new(
                "schema.columns",
                $"columns.{both}",
                "It is among the dropped columns too. Take it from one of the two lists."
            );
        }

        if (schema.Columns.Count(column => column.Role == ColumnRole.Target) is > 1 and var targets)
        {
            yield return new(
                "schema.target",
                "columns",
                $"{targets} columns have the role target; only one may have it."
            );
        }

        for (int i = 0; i < schema.Columns.Count; i++)
        {
            Column column = schema.Columns[i];
            string where = string.IsNullOrWhiteSpace(column.Name) ? $"columns[{i}]" : $"columns.{column.Name}";
            if (
                string.IsNullOrWhiteSpace(column.Name)
                || column.Name != column.Name.Trim()
                || column.Name.Contains('\0')
            )
            {
                yield return new(
                    "schema.columns",
                    where,
                    "The name is empty, has blanks around it, or contains a NUL character. Correct the name."
                );
            }

            foreach (SchemaProblem problem in Of(column, schema.Format, where))
            {
                yield return problem;
            }
        }
    }

    public static SchemaProblem TooMany(int columns) =>
        new(
            "schema.columns",
            "columns",
            $"The schema has {columns:N0} columns; the limit is {HeaderNames.MaxColumns:N0}."
        );

    private static IEnumerable<SchemaProblem> Of(Column column, FileFormat format, string where) =>
        column switch
        {
            IntegerColumn whole => Bounds(whole.Min, whole.Max, where)
                .Concat(Exact(whole, where))
                .Concat(NumberFormats(whole.Format, where))
                .Concat(PrivacyProblems.Bins(whole.Bins, whole.Min, whole.Max, where))
                .Concat(PrivacyProblems.Values(column, whole.Values, whole.Bins, where)),
            DecimalColumn numbers => Bounds(numbers.Min, numbers.Max, where)
                .Concat(Step(numbers, where))
                .Concat(NumberFormats(numbers.Format, where))
                .Concat(PrivacyProblems.Bins(numbers.Bins, numbers.Min, numbers.Max, where))
                .Concat(PrivacyProblems.Values(column, numbers.Values, numbers.Bins, where)),
            DateColumn date => Bounds(date.Min, date.Max, where)
                .Concat(Format(date.Format, where, time: false))
                .Concat(PrivacyProblems.Bins(date.Bins, date.Min, date.Max, where)),
            DateTimeColumn moment => Bounds(moment.Min, moment.Max, where)
                .Concat(Format(moment.Format, where, time: true))
                .Concat(PrivacyProblems.Bins(moment.Bins, moment.Min, moment.Max, where)),
            CategoricalColumn { Levels.Count: 0, Nullable: true } empty => HierarchyProblems.Of(empty, where),
            CategoricalColumn categories => Levels(categories.Levels, where)
                .Concat(HierarchyProblems.Of(categories, where)),
            BooleanColumn boolean => Levels([boolean.FalseText, boolean.TrueText], where).Concat(Texts(boolean, where)),
            IdentifierColumn { Pattern: { } pattern } => Pattern(pattern, where),
            TextColumn { Redacted: { } text } => Redacted(text, format, where),
            _ => [],
        };

    private static IEnumerable<SchemaProblem> Bounds<T>(T? min, T? max, string where)
        where T : struct, IComparable<T>
    {
        if (min is { } low && max is { } high && low.CompareTo(high) > 0)
        {
            yield return new(
                "schema.bounds",
                where,
                "The minimum is above the maximum, so no value is allowed. Correct one of them."
            );
        }
    }

    private static IEnumerable<SchemaProblem> Exact(IntegerColumn column, string where)
    {
        if (Math.Max(Math.Abs(column.Min ?? 0), Math.Abs(column.Max ?? 0)) > NumberText.MaxExact)
        {
            yield return new(
                "schema.bounds",
                where,
                "Integers are exact up to 2^53. For longer numbers, make the column an identifier."
            );
        }
    }

    private static IEnumerable<SchemaProblem> Step(DecimalColumn column, string where)
    {
        if (column.Step is not { } step)
        {
            yield break;
        }
        if (!(step > 0))
        {
            yield return new(
                "schema.bounds",
                where,
                "The step must be above 0. Leave it out if values are continuous."
            );
        }
        else if (
            column is { Min: { } min, Max: { } max }
            && WrittenDecimals.Above(WrittenDecimals.FirstOnStep(min, step), max)
        )
        {
            yield return new(
                "schema.bounds",
                where,
                "No whole multiple of the step lies between minimum and maximum. Correct the step or one of them."
            );
        }
    }

    private static IEnumerable<SchemaProblem> Format(string format, string where, bool time)
    {
        bool sound;
        try
        {
            var moments = new TemporalFormat(format);
            Span<byte> text = stackalloc byte[TemporalFormat.MaxLength];
            moments.Write(Longest, text);
            sound =
                moments.TryParse(text[..moments.Write(Probe, text)], out DateTime moment)
                && (time ? moment.Date == Probe.Date : moment == new DateTime(Probe.Year, Probe.Month, moment.Day))
                && (time || moment.Day is 1 or 28);
        }
        catch (FormatException)
        {
            sound = false;
        }

        if (!sound)
        {
            yield return new(
                "schema.format",
                where,
                $"A value in the format '{format}' cannot be read back as a {(time ? "date and time" : "date")}. "
                    + $"Use a format such as {(time ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd")}."
            );
        }
    }

    private static IEnumerable<SchemaProblem> NumberFormats(string? format, string where)
    {
        if (format is null)
        {
            yield break;
        }
        string? wrong = format.Length > PatternClass.MaxPattern ? "It is too long." : null;
        try
        {
            _ = NumberFormat.Of(format);
        }
        catch (FormatException unknown)
        {
            wrong = unknown.Message;
        }

        if (wrong is not null)
        {
            yield return new("schema.format", where, $"The format '{format}' is not a pattern of numbers. {wrong}");
        }
    }

    private static IEnumerable<SchemaProblem> Levels(IReadOnlyList<string> levels, string where)
    {
        if (levels.Count == 0)
        {
            yield return new(
                "schema.levels",
                where,
                "The column has no levels, so no value is allowed. Add at least one."
            );
        }
        if (levels.Any(level => level is null))
        {
            yield return new("schema.levels", where, "A level is null. Remove it: a missing cell is no level.");
        }
        int distinct = levels.Distinct(StringComparer.Ordinal).Count();
        if (distinct < levels.Count)
        {
            yield return new(
                "schema.levels",
                where,
                $"{Counts.Of(levels.Count - distinct, "level", "is", "are")} listed twice. Remove the repeats."
            );
        }
    }

    private static IEnumerable<SchemaProblem> Texts(BooleanColumn column, string where)
    {
        if (column.FalseText.Length == 0 || column.TrueText.Length == 0)
        {
            yield return new(
                "schema.levels",
                where,
                "A text is empty, but an empty cell in a file means missing. Give it another text."
            );
        }
    }

    private static IEnumerable<SchemaProblem> Redacted(string text, FileFormat format, string where)
    {
        if (new MissingTokens(format.Missing).Holds(Encoding.UTF8.GetBytes(text)) || text != text.Trim())
        {
            yield return new(
                "schema.levels",
                where,
                "The text of redacted cells is empty, has blanks around it, or means missing. Choose another text, "
                    + $"such as {TextColumn.RedactedText}."
            );
        }
    }

    private static IEnumerable<SchemaProblem> Pattern(string pattern, string where)
    {
        if (pattern.Length > PatternClass.MaxPattern)
        {
            yield return new("schema.pattern", where, $"A pattern may have at most {PatternClass.MaxPattern} letters.");
        }
        else if (PatternClass.Places(pattern).All(place => place.Kind is null))
        {
            yield return new(
                "schema.pattern",
                where,
                "A pattern needs a class of letters, such as '#' for a digit: P-######. "
                    + "Otherwise all texts are the same."
            );
        }
    }
}
