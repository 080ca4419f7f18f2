using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Private;

/// <summary>
/// What a schema says of the rows and nothing pays for: it withholds the claim of a private fit. It follows from the
/// schema alone, so it is known before anything is spent.
/// </summary>
internal static class UnpaidDeclarations
{
    /// <param name="Why">Why the claim is withheld, in the claim's words.</param>
    /// <param name="Remedy">What to change in the schema, as a part of a sentence.</param>
    internal sealed record Reason(string Why, string Remedy);

    /// <exception cref="RefusedException">The schema cannot be modelled with differential privacy.</exception>
    internal static IReadOnlyList<Reason> Of(Schema schema) => [.. Proposed(schema), .. Seen(schema)];

    /// <returns>What a person is told before anything is spent; null: nothing is known to withhold the claim.</returns>
    /// <exception cref="RefusedException">The schema cannot be modelled with differential privacy.</exception>
    internal static string? Warning(Schema schema, PrivacyTerms terms)
    {
        var sure = Of(schema);
        Reason[] perhaps = terms.DomainShare > 0 ? [.. Limits(schema)] : [];
        string claim = sure.Count > 0 ? "is withheld" : "may be withheld";
        return sure.Count + perhaps.Length == 0
            ? null
            : $"The claim of a private fit to this schema {claim}, and its ε is spent all the same: "
                + $"{string.Join("; ", sure.Concat(perhaps).Select(reason => $"{reason.Why} ({reason.Remedy})"))}.";
    }

    /// <summary>What a paid search for a domain keeps to, and withholds the claim if it reaches further.</summary>
    private static IEnumerable<Reason> Limits(Schema schema) =>
        from column in DomainEncoder.Undeclared(schema)
        where column.Domain == ColumnDomain.Seed
        where column is not CategoricalColumn { Levels.Count: 0 }
        let what = Values(column).FirstOrDefault(said => said is "range" or "levels")
        where what is not null
        select new Reason(
            $"the {what} of '{column.Name}' limit{(what == "range" ? "s" : "")} what the paid search may find",
            $"leave the {what} out, or declare the column public if nobody looked at the rows for it"
        );

    private static IEnumerable<Reason> Proposed(Schema schema) =>
        from constraint in schema.Constraints
        where constraint is { Active: true, Reason: not null }
        select new Reason(
            $"the constraint {constraint.Sentence()} was proposed from the seed",
            "remove its reason if you know without the rows that it holds, or switch it off"
        );

    /// <summary>
    /// Keys and totals are not modelled, so nothing pays for what the schema says of their values: it must be declared
    /// public.
    /// </summary>
    private static IEnumerable<Reason> Seen(Schema schema)
    {
        var modelled = DomainEncoder.Modelled(schema).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        foreach (
            var column in schema.Columns.Where(one => one.Domain != ColumnDomain.Public && !modelled.Contains(one.Name))
        )
        {
            string[] said = [.. Values(column)];
            if (said.Length > 0)
            {
                string are = said is ["range"] ? "is" : "are";
                yield return new Reason(
                    $"the {string.Join(" and the ", said)} of '{column.Name}' {are} in the schema and not declared "
                        + "public",
                    column is CategoricalColumn || IsKey(schema, column)
                        ? "make it an identifier, whose texts are made up, or declare it public if nobody looked at "
                            + "the rows for it"
                        : "leave it out, or declare it public if nobody looked at the rows for it"
                );
            }
        }
    }

    private static bool IsKey(Schema schema, Column column) =>
        schema.Constraints.OfType<UniqueConstraint>().Any(unique => unique.Columns.Contains(column.Name));

    /// <summary>What a column's declaration says of its values, beside how they are written.</summary>
    private static IEnumerable<string> Values(Column column)
    {
        if (ColumnBounds.Declared(column) is { Min: not null } or { Max: not null })
        {
            yield return "range";
        }
        if (column is CategoricalColumn { Levels.Count: > 0 } or CategoricalColumn { Hierarchy: not null })
        {
            yield return "levels";
        }
        if (column is IntegerColumn { Values: not null } or DecimalColumn { Values: not null })
        {
            yield return "values";
        }
        bool hasBins =
            column
            is IntegerColumn { Bins: not null }
                or DecimalColumn { Bins: not null }
                or DateColumn { Bins: not null }
                or DateTimeColumn { Bins: not null };
        if (hasBins)
        {
            yield return "bins";
        }
    }
}
