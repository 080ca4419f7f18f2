using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>Selects the seed rows that a fit may learn from: the rows that satisfy the schema.</summary>
internal static class SeedRows
{
    /// <param name="keysMayRepeat">See <see cref="FitRequest.KeysMayRepeat"/>.</param>
    /// <exception cref="RefusedException">The seed lacks a column, or none of its rows
    /// satisfies the schema.</exception>
    internal static Table Valid(Table seed, Schema schema, bool keysMayRepeat = false)
    {
        if (schema.Columns.Count == 0)
        {
            throw GenerationRefusals.NoColumns();
        }
        if (seed.RowCount == 0)
        {
            throw GenerationRefusals.NoRows();
        }
        foreach (var column in schema.Columns)
        {
            Check(column, seed);
        }
        FarNumbers.Refuse(schema, seed, "seed");

        bool[] valid = new bool[seed.RowCount];
        valid.AsSpan().Fill(true);
        foreach (var column in schema.Columns)
        {
            Keep(
                valid,
                CellRules.Holds(column, seed[column.Name]),
                $"the rules for range, step, levels and missing cells of '{column.Name}'"
            );
        }

        foreach (var constraint in schema.Constraints.Where(constraint => constraint.Active))
        {
            // A constraint that only the seed could contradict holds in the seed itself.
            if ((keysMayRepeat && !constraint.OneRowTells) || constraint.Rule(schema, seed: null) is not { } rule)
            {
                continue;
            }
            Keep(valid, rule(seed), $"the constraint {constraint.Sentence()} together with the rest of the schema");
        }

        return valid.AsSpan().Contains(false)
            ? seed.Take([.. Enumerable.Range(0, seed.RowCount).Where(row => valid[row])])
            : seed;
    }

    private static void Keep(bool[] valid, Func<int, bool> holds, string what)
    {
        bool any = false;
        for (int row = 0; row < valid.Length; row++)
        {
            any |= valid[row] &= holds(row);
        }
        if (!any)
        {
            throw GenerationRefusals.NoValidRow(what);
        }
    }

    private static void Check(Column column, Table seed)
    {
        bool number = column is IntegerColumn or DecimalColumn or DateColumn or DateTimeColumn;
        if (!seed.Has(column.Name) || seed[column.Name] is NumberData != number)
        {
            throw GenerationRefusals.MissingColumn(column.Name);
        }
        FittableSchema.RequireRedacted(column, seed);
        if (!number)
        {
            return;
        }
        int infinite = Array.FindIndex(seed.Numbers(column.Name).Values, double.IsInfinity);
        if (infinite >= 0)
        {
            throw GenerationRefusals.NotFinite(column.Name, infinite);
        }
    }
}
