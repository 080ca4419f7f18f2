using AethergenAI.Tables;

namespace AethergenAI.Schemas;

/// <summary>Redacts names and free text, which no generator may learn, in a proposal.</summary>
public static class RedactedColumns
{
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
        string[] known = NamedColumns.Known(schema, names, "redact");

        bool Stays(string name) => !names.Contains(name, StringComparer.Ordinal);
        return proposal with
        {
            Schema = NamedColumns.Freed(schema, Stays) with
            {
                Columns = [.. schema.Columns.Select(column => Stays(column.Name) ? column : Redacted(column))],
            },
            Columns = [.. proposal.Columns.Select(finding => Stays(finding.Name) ? finding : Redacted(finding))],
            Notes =
            [
                .. proposal.Notes,
                $"Redacted, as was asked: {NamedColumns.Listed(known.Where(name => !Stays(name)))}. Each cell that is "
                    + $"not missing counts as {TextColumn.RedactedText}.",
            ],
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
}
