using AethergenAI.Tables;

namespace AethergenAI.Schemas;

/// <summary>Takes names and free text, which no generator may learn, out of a proposal, or redacts them.</summary>
public static class DroppedColumns
{
    /// <summary>
    /// The proposal without the columns and the constraints over them. The schema lists their names, so that files that
    /// still have them are accepted.
    /// </summary>
    /// <exception cref="RefusedException">There is no such column, or no other one.</exception>
    public static SchemaProposal Without(this SchemaProposal proposal, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return proposal;
        }
        Schema schema = proposal.Schema;
        string[] known = Known(schema, names, "drop");
        if (known.All(name => names.Contains(name, StringComparer.Ordinal)))
        {
            throw SchemaRefusals.EverythingDropped();
        }

        bool Stays(string name) => !names.Contains(name, StringComparer.Ordinal);
        string[] dropped = [.. known.Where(name => !Stays(name))];
        return proposal with
        {
            Schema = Loose(schema, Stays) with
            {
                Columns = [.. schema.Columns.Where(column => Stays(column.Name))],
                Dropped = dropped,
            },
            Columns = [.. proposal.Columns.Where(finding => Stays(finding.Name))],
            Notes = [.. proposal.Notes, $"Left out of the schema, as was asked: {Listed(dropped)}."],
        };
    }

    /// <summary>
    /// The proposal with the columns as free text of which only the missing cells are learned, without the constraints
    /// over them.
    /// </summary>
    /// <exception cref="RefusedException">There is no such column.</exception>
    public static SchemaProposal Redacting(this SchemaProposal proposal, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return proposal;
        }
        Schema schema = proposal.Schema;
        string[] known = Known(schema, names, "redact");

        bool Stays(string name) => !names.Contains(name, StringComparer.Ordinal);
        return proposal with
        {
            Schema = Loose(schema, Stays) with
            {
                Columns = [.. schema.Columns.Select(column => Stays(column.Name) ? column : Redacted(column))],
            },
            Columns = [.. proposal.Columns.Select(finding => Stays(finding.Name) ? finding : Redacted(finding))],
            Notes =
            [
                .. proposal.Notes,
                $"Redacted, as was asked: {Listed(known.Where(name => !Stays(name)))}. Each cell that is not missing "
                    + $"counts as {TextColumn.RedactedText}.",
            ],
        };
    }

    private static string[] Known(Schema schema, IReadOnlyList<string> names, string what)
    {
        string[] known = [.. schema.Columns.Select(column => column.Name)];
        return names.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown
            ? throw SchemaRefusals.NoSuchColumn(unknown, what, known)
            : known;
    }

    /// <summary>The schema without constraints over some columns, and without their stored types.</summary>
    private static Schema Loose(Schema schema, Func<string, bool> stays)
    {
        var types = schema.Format.Types?.Where(type => stays(type.Key)).ToDictionary(StringComparer.Ordinal);
        return schema with
        {
            Constraints = [.. schema.Constraints.Where(constraint => constraint.ColumnNames().All(stays))],
            Format = schema.Format with { Types = types is { Count: 0 } ? null : types },
        };
    }

    private static TextColumn Redacted(Column column) =>
        new(column.Name)
        {
            Redacted = TextColumn.RedactedText,
            Nullable = column.Nullable,
            MissingText = column.MissingText,
            OtherMissing = column.OtherMissing,
        };

    private static ColumnFinding Redacted(ColumnFinding finding) =>
        finding with
        {
            Reason = "It is redacted, as was asked.",
            Confidence = 1,
            Profile = new ColumnProfile { Missing = finding.Profile.Missing, Distinct = finding.Profile.Distinct },
        };

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
