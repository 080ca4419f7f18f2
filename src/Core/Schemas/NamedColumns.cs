using AethergenAI.Tables;

namespace AethergenAI.Schemas;

/// <summary>The columns that a person named to be dropped or redacted.</summary>
internal static class NamedColumns
{
    internal static string[] Known(Schema schema, IReadOnlyList<string> names, string what)
    {
        string[] known = [.. schema.Columns.Select(column => column.Name)];
        return names.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown
            ? throw SchemaRefusals.NoSuchColumn(unknown, what, known)
            : known;
    }

    /// <summary>The schema without constraints over some columns, and without their stored types.</summary>
    internal static Schema Freed(Schema schema, Func<string, bool> stays)
    {
        var types = schema.Format.Types?.Where(type => stays(type.Key)).ToDictionary(StringComparer.Ordinal);
        return schema with
        {
            Constraints = [.. schema.Constraints.Where(constraint => constraint.ColumnNames().All(stays))],
            Format = schema.Format with { Types = types is { Count: 0 } ? null : types },
        };
    }

    internal static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
