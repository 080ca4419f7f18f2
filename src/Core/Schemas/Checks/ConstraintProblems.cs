using AethergenAI.Tables;

namespace AethergenAI.Schemas.Checks;

/// <summary>What is wrong with constraints: what they refer to, and what cannot hold.</summary>
internal static class ConstraintProblems
{
    public static IEnumerable<SchemaProblem> Of(Schema schema)
    {
        var columns = schema
            .Columns.GroupBy(column => column.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var sound = new List<(int Index, Constraint Constraint)>();
        for (int i = 0; i < schema.Constraints.Count; i++)
        {
            SchemaProblem[] problems = [.. Of(schema.Constraints[i], $"constraints[{i}]", columns)];
            if (problems.Length == 0 && schema.Constraints[i].Active)
            {
                sound.Add((i, schema.Constraints[i]));
            }
            foreach (SchemaProblem problem in problems)
            {
                yield return problem;
            }
        }

        foreach ((int i, Constraint constraint) in sound)
        {
            string? why = constraint switch
            {
                InequalityConstraint order
                    when Cycles.ThroughStrict(
                        order,
                        sound.Select(pair => pair.Constraint).OfType<InequalityConstraint>()
                    ) => $"'{order.Low}' would be below itself by way of other inequalities.",
                InequalityConstraint order => Bounds
                    .Of(columns[order.Low])
                    .Contradicts(order, Bounds.Of(columns[order.High])),
                SumConstraint sum
                    when Cycles.OfTotals(sum, sound.Select(pair => pair.Constraint).OfType<SumConstraint>()) =>
                    $"'{sum.Total}' would be a part of itself by way of other sums.",
                SumConstraint sum => Bounds.Contradict(sum, columns),
                _ => null,
            };
            if (why is not null)
            {
                yield return new(
                    "schema.impossible",
                    $"constraints[{i}]",
                    why + " No row can satisfy that; correct it or switch it off."
                );
            }
        }
    }

    private static IEnumerable<SchemaProblem> Of(
        Constraint constraint,
        string where,
        Dictionary<string, Column> columns
    )
    {
        IReadOnlyList<string> names = constraint.Columns();
        string[] unknown = [.. names.Where(name => !columns.ContainsKey(name))];
        foreach (string name in unknown)
        {
            string? nearest = Spelling.Nearest(name, columns.Keys);
            yield return new(
                "schema.unknown-column",
                where,
                $"There is no column '{name}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}"
            );
        }

        if (unknown.Length > 0)
        {
            yield break;
        }
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            yield return new("schema.constraint", where, "A column stands in it twice.");
            yield break;
        }

        string? wrong = constraint switch
        {
            InequalityConstraint order when !Comparable(columns[order.Low], columns[order.High]) =>
                $"'{order.Low}' and '{order.High}' cannot be compared: both must be numbers, both dates, or both datetimes.",
            SumConstraint { Addends.Count: < 2 } => "A sum needs two addends or more.",
            SumConstraint
                when names.FirstOrDefault(name => columns[name] is not (IntegerColumn or DecimalColumn)) is { } odd =>
                $"'{odd}' is no number, so it cannot be in a sum.",
            CombinationsConstraint { Columns.Count: < 2 } => "Combinations need two columns or more.",
            CombinationsConstraint
                when names.FirstOrDefault(name => columns[name] is TextColumn or IdentifierColumn) is { } odd =>
                $"'{odd}' is generated or text, so its combinations mean nothing.",
            UniqueConstraint { Columns.Count: 0 } => "It names no column.",
            _ => null,
        };
        if (wrong is not null)
        {
            yield return new("schema.constraint", where, wrong);
        }
    }

    private static bool Comparable(Column low, Column high) =>
        (low, high)
            is
                (IntegerColumn or DecimalColumn, IntegerColumn or DecimalColumn)
                or
                (DateColumn, DateColumn)
                or
                (DateTimeColumn, DateTimeColumn);
}
