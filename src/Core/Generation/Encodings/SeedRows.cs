using AethergenAI.Generation.Constraints;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>The rows of a seed that a fit may learn from: those that satisfy the schema.</summary>
internal static class SeedRows
{
    /// <exception cref="RefusedException">The seed lacks a column, or none of its rows satisfies the schema.</exception>
    internal static Table Valid(Table seed, Schema schema)
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

        bool[] valid = new bool[seed.RowCount];
        valid.AsSpan().Fill(true);
        foreach (var column in schema.Columns)
        {
            Keep(
                valid,
                CellCheck(column, seed),
                $"the range, levels and missing cells that the schema allows in '{column.Name}'"
            );
        }

        foreach (var constraint in schema.Constraints.Where(constraint => constraint.Active))
        {
            Keep(
                valid,
                RowCheck.Of(constraint, schema, seed),
                $"the constraint {ConstraintName.Of(constraint)} together with the rest of the schema"
            );
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

    private static Func<int, bool> CellCheck(Column column, Table seed)
    {
        var data = seed[column.Name];
        bool nullable = column.Nullable;
        if (data is NumberData numbers)
        {
            var (min, max) = ColumnBounds.Declared(column);
            return row =>
                double.IsNaN(numbers.Values[row])
                    ? nullable
                    : !(numbers.Values[row] < min) && !(numbers.Values[row] > max);
        }

        var levels = (LevelData)data;
        bool[] allowed = column is CategoricalColumn categorical
            ? [.. levels.Levels.Select(categorical.Levels.ToHashSet(StringComparer.Ordinal).Contains)]
            : [.. levels.Levels.Select(_ => true)];
        return row => levels.Codes[row] < 0 ? nullable : allowed[levels.Codes[row]];
    }

    private static void Check(Column column, Table seed)
    {
        if (column is TextColumn)
        {
            throw GenerationRefusals.TextColumn(column.Name);
        }
        bool number = column is IntegerColumn or DecimalColumn or DateColumn or DateTimeColumn;
        if (!seed.Has(column.Name) || seed[column.Name] is NumberData != number)
        {
            throw GenerationRefusals.MissingColumn(column.Name);
        }
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
