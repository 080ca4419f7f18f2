using AethergenAI.Tables;

namespace AethergenAI.Schemas.Checks;

/// <summary>Checks whether the declared time-order column can order rows in time.</summary>
internal static class TimeOrderProblems
{
    public static IEnumerable<SchemaProblem> Of(Schema schema)
    {
        if (schema.TimeOrder is not { } name)
        {
            yield break;
        }
        var column = schema.Columns.FirstOrDefault(column => column.Name == name);
        if (column is null)
        {
            string? nearest = Spelling.Nearest(name, schema.Columns.Select(known => known.Name));
            string meant = nearest is null ? "" : $" Did you mean '{nearest}'?";
            yield return new("schema.unknown-column", "timeOrder", $"There is no column '{name}'.{meant}");
        }
        else if (column is not (DateColumn or DateTimeColumn or IntegerColumn))
        {
            yield return new(
                "schema.time-order",
                "timeOrder",
                $"'{name}' cannot order rows in time: choose a date, a datetime or a whole number."
            );
        }
    }
}
