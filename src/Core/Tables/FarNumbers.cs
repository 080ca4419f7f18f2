using System.Globalization;

namespace AethergenAI.Tables;

/// <summary>
/// Finds numbers that cannot be measurements beside the others of their column, such as 1.8E+308 or a whole number of
/// 16 digits as a mark for "no value". A model would draw values between them and the real ones.
/// </summary>
internal static class FarNumbers
{
    /// <summary>Squares and sums of larger numbers do not fit into double precision.</summary>
    private const double Largest = 1e100;

    /// <summary>How many times the largest of the other numbers a far one is at least.</summary>
    private const double Gap = 1e9;

    /// <summary>At least this share of the numbers that are not 0 lies below the gap.</summary>
    private const double MinBelow = 0.9;

    private const int MaxNamed = 5;

    /// <param name="which">The table in words, such as "seed".</param>
    /// <exception cref="RefusedException">A column of numbers holds far ones, and its bounds are not declared
    /// public, or they are larger than can be computed with.</exception>
    public static void Refuse(Schema schema, Table table, string which)
    {
        foreach (var column in schema.Columns.Where(column => column is IntegerColumn or DecimalColumn))
        {
            if (!table.Has(column.Name) || table[column.Name] is not NumberData numbers)
            {
                continue;
            }
            double limit = column.Domain == ColumnDomain.Public ? Largest : Math.Min(Largest, FarFrom(numbers.Values));
            int[] rows =
            [
                .. Enumerable
                    .Range(0, numbers.Length)
                    .Where(row => double.IsFinite(numbers.Values[row]) && Math.Abs(numbers.Values[row]) >= limit),
            ];
            if (rows.Length > 0)
            {
                throw Refusal(column.Name, which, rows, numbers.Values);
            }
        }
    }

    /// <returns>The magnitude from which numbers are far; infinite where none is.</returns>
    internal static double FarFrom(ReadOnlySpan<double> values)
    {
        double[] sizes = new double[values.Length];
        int count = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value) && value != 0)
            {
                sizes[count++] = Math.Abs(value);
            }
        }
        Array.Sort(sizes, 0, count);
        for (int at = Math.Max(1, (int)Math.Ceiling(MinBelow * count)); at < count; at++)
        {
            if (sizes[at] >= Gap * Math.Max(1, sizes[at - 1]))
            {
                return sizes[at];
            }
        }

        return double.PositiveInfinity;
    }

    private static RefusedException Refusal(string column, string which, int[] rows, double[] values)
    {
        var far = rows.ToHashSet();
        double others = values
            .Where((value, row) => double.IsFinite(value) && !far.Contains(row))
            .Select(Math.Abs)
            .DefaultIfEmpty(0)
            .Max();
        int orders = (int)Math.Floor(Math.Log10(rows.Min(row => Math.Abs(values[row])) / Math.Max(1, others)));
        string named = string.Join(
                ", ",
                rows.Take(MaxNamed).Select(row => (row + 1).ToString("N0", CultureInfo.InvariantCulture))
            ),
            more = rows.Length > MaxNamed ? $" and {rows.Length - MaxNamed:N0} more" : "",
            cells = Counts.Of(rows.Length, "cell"),
            places = rows.Length == 1 ? "row" : "rows",
            lie = rows.Length == 1 ? "lies" : "lie";
        return new(
            RefusalKind.Invalid,
            "table.far-number",
            $"In the {which} table, {cells} of column '{column}' ({places} {named}{more}) {lie} {orders} orders of "
                + "magnitude beyond its other numbers, as a mark for \"no value\" does. "
                + "Declare that text as a missing token, or empty the cells. "
                + "If the numbers are real and below 1E+100, declare the column's bounds public."
        );
    }
}
