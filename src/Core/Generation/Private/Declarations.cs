using AethergenAI.Generation.Encodings;
using AethergenAI.Privacy;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>
/// What a schema must declare before a private fit: all that is missing is said at once, with what to write, and
/// with it what would withhold the claim.
/// </summary>
internal static class Declarations
{
    /// <exception cref="RefusedException">Something is missing: its own refusal if it is one thing, else
    /// <c>privacy.not-declared</c>, which lists all.</exception>
    internal static void Require(Schema schema, PrivacyTerms terms)
    {
        Column[] columns = terms.DomainShare > 0 ? [] : [.. DomainEncoder.Undeclared(schema)];
        bool noMaximum = schema.Privacy is null;
        Column[] keys = [.. DomainEncoder.KeysWithoutRange(schema)];
        bool lacks = noMaximum || columns.Length + keys.Length > 0;
        string[] missing = [.. Missing(noMaximum, columns, keys), .. Withholding(), .. Unfit()];
        int more = Math.Max(0, columns.Length - 1) + Math.Max(0, keys.Length - 1);
        if (lacks && missing.Length + more > 1)
        {
            throw PrivacyRefusals.NotDeclared(missing, columns.Length > 0);
        }
        terms.Require(schema);
        if (DomainEncoder.Totals(schema).FirstOrDefault(Lists) is { } total)
        {
            throw PrivacyRefusals.ListOfTotal(total.Name);
        }
        if (terms.DomainShare > 0 && DomainEncoder.Undeclared(schema).FirstOrDefault(Lists) is { } listed)
        {
            throw PrivacyRefusals.ListBesideShare(listed.Name);
        }
        if (columns.Length > 0)
        {
            throw PrivacyRefusals.NoDomain(columns[0].Name, columns[0] is not CategoricalColumn);
        }
        if (keys.Length > 0)
        {
            throw PrivacyRefusals.NoKeyRange(keys[0].Name, keys[0] is not CategoricalColumn);
        }

        // A fit without these would be accepted, and its claim withheld: they are said with what is missing.
        IEnumerable<string> Withholding() =>
            lacks
                ? UnpaidDeclarations.Of(schema).Select(reason => $"{reason.Why}: {reason.Remedy}, else no ε is claimed")
                : [];

        // Refused likewise, and by every generator: better said now than after the schema is declared.
        IEnumerable<string> Unfit() => lacks ? FittableSchema.Problems(schema).Select(problem => problem.Short) : [];
    }

    private static bool Lists(Column column) => KeyLattice.ListOf(column) is not null;

    private static IEnumerable<string> Missing(bool noMaximum, Column[] columns, Column[] keys)
    {
        if (noMaximum)
        {
            yield return "the most rows that the table may have: \"privacy\": { \"maxRows\": 100000 }, and where a "
                + "person may have several rows also \"entity\", the column that tells them apart, and "
                + "\"rowsPerEntity\"";
        }
        foreach (var (kind, what) in Kinds)
        {
            string[] names = [.. columns.Where(kind).Select(column => $"'{column.Name}'")];
            if (names.Length > 0)
            {
                yield return $"{string.Join(", ", names)}: \"domain\": \"public\" with {what}";
            }
        }
        if (keys.Length > 0)
        {
            yield return $"{string.Join(", ", keys.Select(column => $"'{column.Name}'"))}, which must be unique, so "
                + "that the values are made up: make it an identifier, or give \"domain\": \"public\" with \"min\" and "
                + "\"max\" or all \"values\" (a category: all \"levels\"), room for all rows; nothing else pays for it";
        }
    }

    private static readonly (Func<Column, bool> Is, string What)[] Kinds =
    [
        (column => column is CategoricalColumn, "all \"levels\" that there can be"),
        (
            column => column is IntegerColumn,
            "\"min\" and \"max\" at most 256 apart, such as 0 and 120 for an age, or \"values\", such as [0, 1, 2, 5], "
                + "or \"bins\", such as [0, 10, 100, 1000]"
        ),
        (column => column is DecimalColumn, "\"values\", such as [0, 0.5, 1], or \"bins\", such as [0, 10, 100, 1000]"),
        (
            column => column is DateColumn or DateTimeColumn,
            "\"bins\", such as [\"2000-01-01\", \"2010-01-01\", \"2020-01-01\", \"2030-01-01\"]"
        ),
    ];
}
