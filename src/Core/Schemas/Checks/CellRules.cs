using AethergenAI.Tables;

namespace AethergenAI.Schemas.Checks;

/// <summary>What one column says of its own cells.</summary>
internal static class CellRules
{
    public static IEnumerable<Rule> Of(Column column, string expected)
    {
        yield return new KindRule(column.Name, expected);
        if (!column.Nullable)
        {
            yield return new NotNullRule(column.Name);
        }
        switch (column)
        {
            case IntegerColumn { Min: not null } or IntegerColumn { Max: not null }:
                var whole = (IntegerColumn)column;
                yield return new RangeRule(
                    column.Name,
                    whole.Min ?? double.NegativeInfinity,
                    whole.Max ?? double.PositiveInfinity,
                    Between(whole.Min, whole.Max)
                );
                break;
            case DecimalColumn numbers:
                if (numbers.Min is not null || numbers.Max is not null)
                {
                    yield return new RangeRule(
                        column.Name,
                        numbers.Min ?? double.NegativeInfinity,
                        numbers.Max ?? double.PositiveInfinity,
                        Between(numbers.Min, numbers.Max)
                    );
                }

                if (numbers.Step is { } step)
                {
                    yield return new StepRule(column.Name, step);
                }
                break;
            case DateColumn date when date.Min is not null || date.Max is not null:
                yield return new RangeRule(
                    column.Name,
                    date.Min?.DayNumber ?? double.NegativeInfinity,
                    date.Max?.DayNumber ?? double.PositiveInfinity,
                    Between(Iso(date.Min), Iso(date.Max))
                );
                break;
            case DateTimeColumn moment when moment.Min is not null || moment.Max is not null:
                yield return new RangeRule(
                    column.Name,
                    Seconds(moment.Min) ?? double.NegativeInfinity,
                    Seconds(moment.Max) ?? double.PositiveInfinity,
                    Between(moment.Min?.ToString("s"), moment.Max?.ToString("s"))
                );
                break;
            case CategoricalColumn categories:
                yield return new LevelsRule(column.Name, categories.Levels.Count);
                break;
        }
    }

    private static double? Seconds(DateTime? moment) => (moment - DateTime.UnixEpoch)?.TotalSeconds;

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd");

    private static string Between(object? min, object? max) =>
        (min, max) switch
        {
            (not null, not null) => FormattableString.Invariant($"is from {min} to {max}"),
            (not null, null) => FormattableString.Invariant($"is at least {min}"),
            _ => FormattableString.Invariant($"is at most {max}"),
        };
}

internal sealed class KindRule(string column, string expected) : Rule("kind", [column], $"is {expected}")
{
    public override void Observe(CheckedRows rows)
    {
        if (!rows.Breaks.TryGetValue(Columns[0], out var broken))
        {
            return;
        }
        foreach (int row in broken)
        {
            Violate(rows, row);
        }
    }
}

internal sealed class NotNullRule(string column) : Rule("not-null", [column], "is never missing")
{
    public override void Observe(CheckedRows rows)
    {
        ColumnData cells = rows.Block[Columns[0]];
        for (int row = 0; row < cells.Length; row++)
        {
            if (cells.IsMissing(row) && !rows.Broken(Columns[0], row))
            {
                Violate(rows, row);
            }
        }
    }
}

internal sealed class RangeRule(string column, double min, double max, string says) : Rule("range", [column], says)
{
    public override void Observe(CheckedRows rows)
    {
        double[] values = rows.Block.Numbers(Columns[0]).Values;
        for (int row = 0; row < values.Length; row++)
        {
            if (values[row] < min || values[row] > max)
            {
                Violate(rows, row);
            }
        }
    }
}

internal sealed class StepRule(string column, double step)
    : Rule("step", [column], FormattableString.Invariant($"is a whole multiple of {step:0.###############}"))
{
    public override void Observe(CheckedRows rows)
    {
        double[] values = rows.Block.Numbers(Columns[0]).Values;
        for (int row = 0; row < values.Length; row++)
        {
            double steps = values[row] / step;
            // The quotient of two decimals' nearest doubles is off by some of its last bits.
            if (Math.Abs(steps - Math.Round(steps)) > 1e-9 + Math.Abs(steps) * 1e-12)
            {
                Violate(rows, row);
            }
        }
    }
}

internal sealed class LevelsRule(string column, int levels)
    : Rule("levels", [column], $"is one of the schema's {levels} levels")
{
    public override void Observe(CheckedRows rows)
    {
        int[] codes = rows.Block.Levels(Columns[0]).Codes;
        for (int row = 0; row < codes.Length; row++)
        {
            if (codes[row] >= levels)
            {
                Violate(rows, row);
            }
        }
    }
}
