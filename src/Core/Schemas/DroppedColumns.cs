using AethergenAI.Tables;

namespace AethergenAI.Schemas;

/// <summary>Takes names and free text, which no generator may learn, out of a proposal.</summary>
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
        string[] known = NamedColumns.Known(schema, names, "drop");
        if (known.All(name => names.Contains(name, StringComparer.Ordinal)))
        {
            throw SchemaRefusals.EverythingDropped();
        }

        bool Stays(string name) => !names.Contains(name, StringComparer.Ordinal);
        string[] dropped = [.. known.Where(name => !Stays(name))];
        return proposal with
        {
            Schema = NamedColumns.Freed(schema, Stays) with
            {
                Columns = [.. schema.Columns.Where(column => Stays(column.Name))],
                Dropped = dropped,
            },
            Columns = [.. proposal.Columns.Where(finding => Stays(finding.Name))],
            Notes = [.. proposal.Notes, $"Left out of the schema, as was asked: {NamedColumns.Listed(dropped)}."],
        };
    }
}
