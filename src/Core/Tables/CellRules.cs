namespace AethergenAI.Tables;

/// <summary>One rule that a column sets for each of its cells.</summary>
/// <param name="Name">kind, not-null, range, step or levels.</param>
/// <param name="Says">The rule in words; never a cell's value.</param>
/// <param name="In">Returns, for given data, the function that tells whether a row's cell satisfies the rule.
/// A missing cell breaks only "not-null".</param>
internal sealed record CellRule(string Name, string Says, Func<ColumnData, Func<int, bool>> In);

/// <summary>
/// The rules of a column's domain: nullability, range, step and levels. Fitting, checking and evaluation all use these.
/// </summary>
internal static class CellRules
{
    public static IEnumerable<CellRule> Of(Column column)
    {
        if (!column.Nullable)
        {
            yield return new("not-null", "is never missing", cells => row => !cells.IsMissing(row));
        }
        if (column is IntegerColumn or DateColumn)
        {
            yield return Number("kind", "is a whole number", value => value == Math.Floor(value));
        }
        if (Range(column) is { } range)
        {
            yield return range;
        }
        if (column is DecimalColumn { Step: { } step })
        {
            yield return Number(
                "step",
                FormattableString.Invariant($"is a whole multiple of {step:0.###############}"),
                value => WrittenDecimals.OnStep(value, step)
            );
        }
        if (column is CategoricalColumn categories)
        {
            yield return Levels(categories.Levels);
        }
        if (column is BooleanColumn boolean)
        {
            yield return Levels([boolean.FalseText, boolean.TrueText]);
        }
    }

    /// <returns>A function that tells whether a row's cell satisfies all rules of its column.</returns>
    public static Func<int, bool> Holds(Column column, ColumnData cells)
    {
        Func<int, bool>[] rules = [.. Of(column).Select(rule => rule.In(cells))];
        return row => Array.TrueForAll(rules, holds => holds(row));
    }

    private static CellRule? Range(Column column)
    {
        (double min, double max) = Bounds.Of(column);
        if (double.IsInfinity(min) && double.IsInfinity(max))
        {
            return null;
        }
        return column is DecimalColumn
            ? Number("range", Says(column), value =>
                !WrittenDecimals.Below(value, min) && !WrittenDecimals.Above(value, max)
            )
            : Number("range", Says(column), value => value >= min && value <= max);
    }

    private static string Says(Column column) =>
        column switch
        {
            IntegerColumn whole => Between(whole.Min, whole.Max),
            DecimalColumn numbers => Between(numbers.Min, numbers.Max),
            DateColumn date => Between(date.Min?.ToString("yyyy-MM-dd"), date.Max?.ToString("yyyy-MM-dd")),
            DateTimeColumn moment => Between(moment.Min?.ToString("s"), moment.Max?.ToString("s")),
            _ => throw new ArgumentException($"'{column.Name}' has no range.", nameof(column)),
        };

    private static string Between(object? min, object? max) =>
        (min, max) switch
        {
            (not null, not null) => FormattableString.Invariant($"is from {min} to {max}"),
            (not null, null) => FormattableString.Invariant($"is at least {min}"),
            _ => FormattableString.Invariant($"is at most {max}"),
        };

    private static CellRule Number(string name, string says, Predicate<double> holds) => new(name, says, cells =>
        {
            double[] values = ((NumberData)cells).Values;
            return row => double.IsNaN(values[row]) || holds(values[row]);
        });

    private static CellRule Levels(IReadOnlyList<string> levels)
    {
        var known = levels.ToHashSet(StringComparer.Ordinal);
        string says =
            levels.Count == 1 ? "is the schema's only level" : $"is one of the schema's {levels.Count:N0} levels";
        return new("levels", says, cells =>
        {
            var data = (LevelData)cells;
            // Looked up once per level that occurs: a file may have a million levels that are not in the schema.
            bool?[] verdicts = new bool?[data.Levels.Count];
            return row =>
            {
                int code = data.Codes[row];
                return code < 0 || (verdicts[code] ??= known.Contains(data.Levels[code]));
            };
        });
    }
}
