using AethergenAI.Tables;

namespace AethergenAI.Schemas;

/// <summary>Leaves columns out of a proposal: names and free text, which no generator may learn.</summary>
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
        string[] known = [.. schema.Columns.Select(column => column.Name)];
        if (names.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw SchemaRefusals.NothingToDrop(unknown, known);
        }
        if (known.All(name => names.Contains(name, StringComparer.Ordinal)))
        {
            throw SchemaRefusals.EverythingDropped();
        }

        bool Stays(string name) => !names.Contains(name, StringComparer.Ordinal);
        string[] dropped = [.. known.Where(name => !Stays(name))];
        var types = schema.Format.Types?.Where(type => Stays(type.Key)).ToDictionary(StringComparer.Ordinal);
        return proposal with
        {
            Schema = schema with
            {
                Columns = [.. schema.Columns.Where(column => Stays(column.Name))],
                Constraints = [.. schema.Constraints.Where(constraint => constraint.ColumnNames().All(Stays))],
                Format = schema.Format with { Types = types is { Count: 0 } ? null : types },
                Dropped = dropped,
            },
            Columns = [.. proposal.Columns.Where(finding => Stays(finding.Name))],
            Notes =
            [
                .. proposal.Notes,
                $"Left out of the schema, as was asked: {string.Join(", ", dropped.Select(name => $"'{name}'"))}.",
            ],
        };
    }
}
