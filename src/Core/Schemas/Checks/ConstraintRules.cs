using System.Collections;
using System.Numerics.Tensors;
using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Schemas.Checks;

/// <summary>What a schema's constraints say of a row. A row with a missing cell among the columns satisfies them.</summary>
internal static class ConstraintRules
{
    /// <returns>Null where the constraint cannot be checked: combinations need the seed.</returns>
    public static Rule? Of(Constraint constraint, Schema schema, Table? seed) =>
        constraint switch
        {
            InequalityConstraint order => new InequalityRule(order),
            SumConstraint sum => new SumRule(sum, SumTolerance.Of(schema[sum.Total])),
            UniqueConstraint unique => new UniqueRule(unique),
            CombinationsConstraint combinations => seed is null ? null : new CombinationsRule(combinations, seed),
            _ => throw new ArgumentException($"There is no rule for {constraint.GetType().Name}.", nameof(constraint)),
        };
}

internal sealed class InequalityRule(InequalityConstraint order)
    : Rule(
        "inequality",
        [order.Low, order.High],
        order.Strict ? $"'{order.Low}' is below '{order.High}'" : $"'{order.Low}' is at most '{order.High}'"
    )
{
    public override void Observe(CheckedRows rows)
    {
        double[] low = rows.Block.Numbers(order.Low).Values,
            high = rows.Block.Numbers(order.High).Values;
        for (int row = 0; row < low.Length; row++)
        {
            if (low[row] > high[row] || order.Strict && low[row] == high[row])
            {
                Violate(rows, row);
            }
        }
    }
}

/// <param name="tolerance">Absolute, in the total's unit.</param>
internal sealed class SumRule(SumConstraint sum, double tolerance)
    : Rule(
        "sum",
        [.. sum.Addends, sum.Total],
        $"{string.Join(" + ", sum.Addends.Select(addend => $"'{addend}'"))} = '{sum.Total}'"
    )
{
    public override void Observe(CheckedRows rows)
    {
        double[] totals = rows.Block.Numbers(sum.Total).Values;
        double[] sums = new double[totals.Length],
            sizes = new double[totals.Length];
        TensorPrimitives.Abs(totals, sizes);
        foreach (string addend in sum.Addends)
        {
            double[] values = rows.Block.Numbers(addend).Values;
            for (int row = 0; row < sums.Length; row++)
            {
                sums[row] += values[row];
                sizes[row] += Math.Abs(values[row]);
            }
        }

        for (int row = 0; row < totals.Length; row++)
        {
            if (!SumTolerance.Holds(sums[row], totals[row], tolerance, sizes[row]))
            {
                Violate(rows, row);
            }
        }
    }
}

internal sealed class UniqueRule(UniqueConstraint unique) : Rule("unique", unique.Columns, "does not occur twice")
{
    private readonly HashSet<UInt128> seen = [];
    private readonly BitArray codes = new(1024);

    public override void Observe(CheckedRows rows)
    {
        if (Columns.Count == 1 && rows.Block[Columns[0]] is LevelData texts)
        {
            ObserveCodes(rows, texts.Codes);
            return;
        }
        ColumnData[] data = [.. Columns.Select(column => rows.Block[column])];
        CellHash[] cells = [.. data.Select(column => new CellHash(column))];
        for (int row = 0; row < rows.Block.RowCount; row++)
        {
            if (!Array.Exists(data, column => column.IsMissing(row)) && !seen.Add(CellHash.Of(cells, row)))
            {
                Violate(rows, row);
            }
        }
    }

    /// <summary>Codes of one reading name texts one to one.</summary>
    private void ObserveCodes(CheckedRows rows, int[] cells)
    {
        for (int row = 0; row < cells.Length; row++)
        {
            int code = cells[row];
            if (code < 0)
            {
                continue;
            }
            if (code >= codes.Length)
            {
                codes.Length = Math.Max(code + 1, codes.Length * 2);
            }
            if (codes[code])
            {
                Violate(rows, row);
            }
            codes[code] = true;
        }
    }
}

internal sealed class CombinationsRule(CombinationsConstraint combinations, Table seed)
    : Rule("combinations", combinations.Columns, "stand in a combination that occurs in the seed")
{
    private readonly HashSet<UInt128> allowed = Allowed(combinations, seed);

    public override void Observe(CheckedRows rows)
    {
        ColumnData[] data = [.. Columns.Select(column => rows.Block[column])];
        CellHash[] cells = [.. data.Select(column => new CellHash(column))];
        for (int row = 0; row < rows.Block.RowCount; row++)
        {
            if (!Array.Exists(data, column => column.IsMissing(row)) && !allowed.Contains(CellHash.Of(cells, row)))
            {
                Violate(rows, row);
            }
        }
    }

    private static HashSet<UInt128> Allowed(CombinationsConstraint combinations, Table seed)
    {
        CellHash[] cells = [.. combinations.Columns.Select(column => new CellHash(seed[column]))];
        return [.. Enumerable.Range(0, seed.RowCount).Select(row => CellHash.Of(cells, row))];
    }
}

/// <summary>Names a cell by its meaning, so that two tables agree whatever their codes are.</summary>
internal sealed class CellHash(ColumnData column)
{
    private readonly double[]? numbers = (column as NumberData)?.Values;
    private readonly int[]? codes = (column as LevelData)?.Codes;
    private readonly ulong[] levels = column is LevelData texts
        ? [.. texts.Levels.Select(level => Tables.Csv.Utf8Levels.Hash(System.Text.Encoding.UTF8.GetBytes(level)))]
        : [];

    /// <summary>128 bits of a row's cells: among 10⁹ rows two different ones agree with a chance of 10⁻²⁰.</summary>
    public static UInt128 Of(CellHash[] cells, int row)
    {
        ulong high = 0x243F6A8885A308D3,
            low = 0x13198A2E03707344;
        foreach (CellHash cell in cells)
        {
            ulong part =
                cell.numbers is { } values ? (ulong)BitConverter.DoubleToInt64Bits(values[row] + 0.0)
                : cell.codes![row] < 0 ? 0
                : cell.levels[cell.codes[row]];
            high = SeedSplit.Mix(high ^ part);
            low = SeedSplit.Mix(low + part * 0x9E3779B97F4A7C15);
        }

        return new UInt128(high, low);
    }
}
