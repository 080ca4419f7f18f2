using AethergenAI.Tables;

namespace AethergenAI.Schemas.Checks;

/// <summary>Finds what is wrong with a schema's declarations for differential privacy.</summary>
internal static class PrivacyProblems
{
    private const int MaxBins = 4096;

    public static IEnumerable<SchemaProblem> Of(Schema schema)
    {
        if (schema.Privacy is not { } privacy)
        {
            yield break;
        }
        if (privacy.MaxRows < 1)
        {
            yield return new(
                "schema.privacy",
                "privacy.maxRows",
                "The maximum number of rows must be a whole number from 1."
            );
        }
        if (privacy.RowsPerEntity < 1)
        {
            yield return new(
                "schema.privacy",
                "privacy.rowsPerEntity",
                "The maximum number of rows per entity must be a whole number from 1."
            );
        }
        if (privacy.Entity is null)
        {
            if (privacy.RowsPerEntity > 1)
            {
                yield return new(
                    "schema.privacy",
                    "privacy.rowsPerEntity",
                    "'rowsPerEntity' needs 'privacy.entity': it limits how many rows one entity contributes."
                );
            }
            yield break;
        }

        var column = schema.Columns.FirstOrDefault(column => column.Name == privacy.Entity);
        if (column is null)
        {
            string? nearest = Spelling.Nearest(privacy.Entity, schema.Columns.Select(known => known.Name));
            string meant = nearest is null ? "" : $" Did you mean '{nearest}'?";
            yield return new(
                "schema.unknown-column",
                "privacy.entity",
                $"There is no column '{privacy.Entity}'.{meant}"
            );
        }
        else if (!SchemaPrivacy.EntityKinds.Contains(ColumnKinds.Of(column)))
        {
            yield return new(
                "schema.privacy",
                "privacy.entity",
                $"'{privacy.Entity}' cannot identify entities: choose an identifier, a category or a whole number."
            );
        }
    }

    public static IEnumerable<SchemaProblem> Bins<TEdge, TBound>(
        IReadOnlyList<TEdge>? edges,
        TBound? min,
        TBound? max,
        string where
    )
        where TEdge : IComparable<TEdge>
        where TBound : struct
    {
        if (edges is null)
        {
            yield break;
        }
        if (edges.Count < 2 || edges.Count > MaxBins + 1)
        {
            yield return new(
                "schema.bins",
                $"{where}.bins",
                $"There are {edges.Count} edges. Give at least two, and enough for at most {MaxBins:N0} bins."
            );
        }
        else if (edges.Zip(edges.Skip(1)).Any(pair => pair.First.CompareTo(pair.Second) >= 0))
        {
            yield return new("schema.bins", $"{where}.bins", "Each edge must be above the one before it.");
        }
        else if ((max is { } high && Beyond(edges[0], high) > 0) || (min is { } low && Beyond(edges[^1], low) < 0))
        {
            yield return new(
                "schema.bins",
                $"{where}.bins",
                "No bin lies between minimum and maximum. Correct the bins or one of them."
            );
        }
    }

    public static IEnumerable<SchemaProblem> Values(
        Column column,
        IReadOnlyList<double>? values,
        IReadOnlyList<double>? bins,
        string where
    )
    {
        if (values is null)
        {
            return [];
        }
        var (min, max) = Tables.Bounds.Of(column);
        double? step = column is IntegerColumn ? 1 : ((DecimalColumn)column).Step;
        (bool Wrong, string Message)[] problems =
        [
            (bins is not null, "Give either values or bins."),
            (
                values.Count is 0 or > MaxBins,
                $"{(values.Count == 1 ? "There is" : "There are")} {Counts.Of(values.Count, "value")}. Give at "
                    + $"least one and at most {MaxBins:N0}."
            ),
            (
                values.Zip(values.Skip(1)).Any(pair => !(pair.First < pair.Second)),
                "Each value must be above the one before it."
            ),
            (values.Any(value => !(value >= min && value <= max)), "Each value must lie between minimum and maximum."),
            (
                step is { } width && values.Any(value => !WrittenDecimals.OnStep(value, width)),
                column is IntegerColumn
                    ? "Each value must be a whole number."
                    : "Each value must be a multiple of the step."
            ),
        ];
        return problems
            .Where(problem => problem.Wrong)
            .Take(1)
            .Select(problem => new SchemaProblem("schema.values", $"{where}.values", problem.Message));
    }

    private static int Beyond<TEdge, TBound>(TEdge edge, TBound bound)
        where TEdge : IComparable<TEdge>
        where TBound : struct =>
        bound is TEdge same
            ? edge.CompareTo(same)
            : Comparer<double>.Default.Compare(Convert.ToDouble(edge), Convert.ToDouble(bound));
}
