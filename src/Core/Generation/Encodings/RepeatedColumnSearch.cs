using AethergenAI.Generation.Constraints;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Finds columns that repeat another one in some rows: the same number, one that differs by a constant or by a factor,
/// or a part of a date. A token says only in which bin a number lies, so such relations would be lost.
/// </summary>
/// <remarks>
/// Of both numbers, values that more than 1 % of the rows have are left out, such as 0: they have a token of their
/// own, and the generator itself learns how they go with other columns. A relation counts if it holds in 1 % of the
/// other cells, in 20 of them with 10 different values, and four times as often as between the cells of a row and
/// those of the next one, and as differences a few steps away, which is what chance makes. A factor
/// must hold in 90 %, a part of a date in 99 %. Of two columns of numbers the later one repeats the earlier one.
/// O(columns² · 1,000 rows), and O(rows) for each relation that these rows show.
/// </remarks>
internal sealed class RepeatedColumnSearch(Schema schema, Table seed, ConstraintPlan plan)
{
    private const int MinRows = 20,
        Screened = 1_000,
        ScreenRows = 3,
        FrequentRows = 10,
        MinValues = 10,
        Neighbours = 5;

    private const double MinShare = 0.01,
        PartShare = 0.99,
        PartChance = 0.95,
        FrequentShare = 0.01,
        FactorShare = 0.9,
        Nudge = 1e-9,
        AboveChance = 4;

    private static readonly ValuePart[] Parts =
    [
        ValuePart.Year,
        ValuePart.Month,
        ValuePart.DayOfMonth,
        ValuePart.IsoWeekday,
        ValuePart.Weekday,
        ValuePart.Quarter,
        ValuePart.DayOfYear,
        ValuePart.Hour,
        ValuePart.Minute,
    ];

    private readonly Dictionary<string, double[]> rareOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> otherOf = new(StringComparer.Ordinal);

    /// <summary>A relation that was found, and the rows that keep it.</summary>
    /// <param name="Both">The rows in which both columns have a value.</param>
    /// <param name="Chance">The rows that keep it with the other column's value of the next row.</param>
    internal sealed record Found(RepeatedColumn Repeats, bool[] Rows, int Both, int Chance)
    {
        internal int Count { get; } = Rows.Count(row => row);

        internal double Share => (double)Count / Both;
    }

    /// <param name="values">The column's numbers; NaN where a cell is missing.</param>
    /// <param name="rare">The same without frequent values, see <see cref="Rare"/>; null: only parts of dates are
    /// looked for.</param>
    /// <param name="whole">Whether parts of dates are looked for.</param>
    /// <returns>Null if the column repeats no other.</returns>
    internal Found? Of(Column column, double[] values, double[]? rare, bool whole)
    {
        Found? best = null;
        double? step = ColumnStep.Of(column, seed);
        bool before = true;
        foreach (var other in schema.Columns)
        {
            before &= other.Name != column.Name;
            if (!May(column.Name, other))
            {
                continue;
            }
            double[] from = seed.Numbers(other.Name).Values;
            bool moments = other is DateColumn or DateTimeColumn;
            if (before && rare is not null && Alike(column, other))
            {
                best = Larger(best, Number(column, other, rare, RareOf(other), step));
            }
            if (whole && moments)
            {
                best = Larger(best, PartOf(other, values, from));
            }
        }

        if (best is null)
        {
            return null;
        }
        otherOf[column.Name] = best.Repeats.Other;
        double[] frequent = best.Repeats.Part == ValuePart.Value ? Frequent(best.Repeats.Other) : [];
        return frequent.Length == 0 ? best : best with { Repeats = best.Repeats with { Except = frequent } };
    }

    /// <summary>The numbers that few rows have; NaN in place of the others.</summary>
    internal static double[] Rare(double[] values)
    {
        var counts = values.Where(double.IsFinite).CountBy(value => value).ToDictionary();
        double frequent = Math.Max(FrequentRows, FrequentShare * values.Length);
        return Array.ConvertAll(values, value =>
            double.IsFinite(value) && counts[value] <= frequent ? value : double.NaN
        );
    }

    /// <summary>The texts of levels as whole numbers; null if any is no plain whole number.</summary>
    internal static double[]? Whole(LevelData levels)
    {
        double[] numbers = [.. levels.Levels.Select(RepeatedColumn.WholeOf)];
        if (numbers.AsSpan().Contains(double.NaN))
        {
            return null;
        }
        return [.. levels.Codes.Select(code => code < 0 ? double.NaN : numbers[code])];
    }

    private double[] Frequent(string other)
    {
        double[] rare = rareOf[other];
        return
        [
            .. seed.Numbers(other)
                .Values.Where((value, row) => double.IsFinite(value) && double.IsNaN(rare[row]))
                .Distinct()
                .Order(),
        ];
    }

    private double[] RareOf(Column other)
    {
        if (!rareOf.TryGetValue(other.Name, out double[]? values))
        {
            rareOf.Add(other.Name, values = Rare(seed.Numbers(other.Name).Values));
        }
        return values;
    }

    internal static bool Alike(Column column, Column other) =>
        column.GetType() == other.GetType()
        || (column is IntegerColumn or DecimalColumn && other is IntegerColumn or DecimalColumn);

    private static Found? Larger(Found? best, Found? found) =>
        found is not null && (best is null || found.Count > best.Count) ? found : best;

    /// <summary>Whether a column may repeat another: that one is modelled, and does not hang on this one.</summary>
    private bool May(string column, Column other) => !plan.Gaps.ContainsKey(other.Name) && MayFollow(column, other);

    /// <summary>
    /// Whether a column may be computed from another: that one has numbers, and does not hang on this one.
    /// </summary>
    internal bool MayFollow(string column, Column other)
    {
        string name = other.Name;
        if (!seed.Has(name) || seed[name] is not NumberData)
        {
            return false;
        }
        if (plan.Keys.ContainsKey(name) || plan.Sums.ContainsKey(name))
        {
            return false;
        }
        for (string? from = name; from is not null; from = Other(from))
        {
            if (from == column)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Notes that a column is computed from another.</summary>
    internal void Follow(string column, string other) => otherOf[column] = other;

    private string? Other(string column) =>
        otherOf.GetValueOrDefault(column) ?? plan.Gaps.GetValueOrDefault(column)?.Other;

    private Found? Number(Column column, Column other, double[] values, double[] from, double? step)
    {
        var difference = Relation(values, from, step, (value, of) => Rounded(value - of, step));
        var found = difference is { } offset
            ? Kept(Checked(new(other.Name, ValuePart.Value, 1, offset, null), values, from, false, step), values)
            : null;
        if (column is DateColumn or DateTimeColumn)
        {
            return found;
        }
        if (ExactFactor.Of(values, from, step) is not { } factor || factor == 1)
        {
            return found;
        }
        // A product that ends in a half is rounded up in some files, down in others, or as its last bits have it.
        foreach (double nudged in (double[])[factor, factor * (1 + Nudge), factor * (1 - Nudge)])
        {
            var repeated = new RepeatedColumn(other.Name, ValuePart.Value, nudged, 0, null);
            found = Larger(found, Kept(Checked(repeated, values, from, false, step), values, FactorShare));
        }
        return found;
    }

    private static Found? Kept(Found found, double[] values, double share = MinShare)
    {
        if (found.Count < Math.Max(MinRows, Math.Max(share * found.Both, AboveChance * found.Chance)))
        {
            return null;
        }
        return values.Where((_, row) => found.Rows[row]).Distinct().Count() >= MinValues ? found : null;
    }

    private static double Rounded(double difference, double? step) =>
        step is null ? Digits(difference) : NumberScale.Round(difference, step);

    /// <summary>Six digits: sums and products of decimals differ in their last ones.</summary>
    private static double Digits(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value == 0 ? 0 : double.NaN;
        }
        int power = 5 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        double scale = Math.Pow(10, Math.Abs(power));
        return power > 0 ? Math.Round(value * scale) / scale : Math.Round(value / scale) * scale;
    }

    /// <summary>
    /// The most frequent result of two cells of a row, among the first rows, which are in no order.
    /// </summary>
    /// <param name="step">The step of results of which neighbours are looked at; null: none are.</param>
    private static double? Relation(double[] values, double[] from, double? step, Func<double, double, double> of)
    {
        var counts = new Dictionary<double, int>();
        int seen = 0;
        for (int row = 0; row < values.Length && seen < Screened; row++)
        {
            double result = of(values[row], from[row]);
            if (double.IsNaN(result))
            {
                continue;
            }
            seen++;
            counts[result] = counts.GetValueOrDefault(result) + 1;
        }

        if (counts.Count == 0)
        {
            return null;
        }
        var most = counts.MaxBy(count => count.Value);
        double near = step is { } width ? Math.Max(Near(width), Near(-width)) : 0;
        return most.Value >= Math.Max(ScreenRows, AboveChance * near) ? most.Key : null;

        double Near(double away) =>
            Enumerable
                .Range(1, Neighbours)
                .Average(k => counts.GetValueOrDefault(NumberScale.Round(most.Key + (k * away), step)));
    }

    private static Found Checked(RepeatedColumn repeated, double[] values, double[] from, bool time, double? step)
    {
        bool[] rows = new bool[values.Length];
        int both = 0,
            chance = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            if (double.IsNaN(values[row]) || double.IsNaN(from[row]))
            {
                continue;
            }
            both++;
            rows[row] = values[row] == repeated.Of(from[row], time, step);
            chance += values[row] == repeated.Of(from[(row + 1) % rows.Length], time, step) ? 1 : 0;
        }

        return new Found(repeated, rows, both, chance);
    }

    private static Found? PartOf(Column other, double[] values, double[] from)
    {
        bool time = other is DateTimeColumn;
        Found? best = null;
        foreach (var part in Parts)
        {
            double[] taken = Array.ConvertAll(from, value => RepeatedColumn.Taken(part, value, time));
            if (Relation(values, taken, null, (value, of) => value - of) is not { } offset)
            {
                continue;
            }
            var found = Checked(new RepeatedColumn(other.Name, part, 1, offset, null), values, from, time, 1);
            bool kept = found.Count >= Math.Max(MinRows, PartShare * found.Both);
            best = kept && found.Chance <= PartChance * found.Count ? Larger(best, found) : best;
        }

        return best;
    }
}
