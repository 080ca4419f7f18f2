namespace AethergenAI.Tables.Constraints;

internal enum ConstraintProblemKind
{
    UnknownColumn,
    Misfit,
    Contradiction,
}

/// <param name="Index">The constraint's index in the schema.</param>
/// <param name="Message">A sentence that says what is wrong; the caller adds what to do about it.</param>
internal sealed record ConstraintProblem(int Index, ConstraintProblemKind Kind, string Message);

/// <summary>Finds constraints that do not fit the schema's columns or that no row can satisfy.</summary>
internal static class ConstraintProblems
{
    /// <summary>
    /// First the constraints, active or not, that do not fit the columns; then the active ones that no row can satisfy.
    /// </summary>
    public static IEnumerable<ConstraintProblem> Of(Schema schema)
    {
        var columns = schema
            .Columns.GroupBy(column => column.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var sound = new List<int>();
        for (int i = 0; i < schema.Constraints.Count; i++)
        {
            ConstraintProblem[] problems = [.. References(i, schema.Constraints[i], columns)];
            if (problems.Length == 0 && schema.Constraints[i].Active)
            {
                sound.Add(i);
            }
            foreach (ConstraintProblem problem in problems)
            {
                yield return problem;
            }
        }

        Constraint[] all = [.. sound.Select(i => schema.Constraints[i])];
        foreach (int i in sound)
        {
            if (schema.Constraints[i].Contradiction(columns, all) is { } why)
            {
                yield return new(i, ConstraintProblemKind.Contradiction, why);
            }
        }
    }

    private static IEnumerable<ConstraintProblem> References(
        int index,
        Constraint constraint,
        Dictionary<string, Column> columns
    )
    {
        IReadOnlyList<string> names = constraint.ColumnNames();
        string[] unknown = [.. names.Where(name => !columns.ContainsKey(name))];
        foreach (string name in unknown)
        {
            string? nearest = Spelling.Nearest(name, columns.Keys);
            string meant = nearest is null ? "" : $" Did you mean '{nearest}'?";
            yield return new(index, ConstraintProblemKind.UnknownColumn, $"There is no column '{name}'.{meant}");
        }

        if (unknown.Length > 0)
        {
            yield break;
        }
        string? misfit =
            names.Distinct(StringComparer.Ordinal).Count() < names.Count
                ? "The constraint names the same column twice."
                : constraint.KindDescription.Misfit(constraint, columns);
        if (misfit is not null)
        {
            yield return new(index, ConstraintProblemKind.Misfit, misfit);
        }
    }
}
