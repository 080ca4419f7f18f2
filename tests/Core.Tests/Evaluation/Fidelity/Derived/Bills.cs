using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Fidelity.Derived;

/// <summary>
/// Bills with what a person notices: most are paid exactly, many are multiples of 100, laboratory values are missing
/// together, and a column repeats the month of the date.
/// </summary>
internal static class Bills
{
    private static readonly string[] Laboratory = ["sodium", "potassium", "chloride"];

    public static readonly Schema Schema = new(
        "bills",
        [
            new IntegerColumn("billed", 0, 30_000),
            new IntegerColumn("paid", 0, 30_000),
            new DateColumn("visited"),
            new IntegerColumn("month", 1, 12),
            .. Laboratory.Select(name => new DecimalColumn(name, 0, 200, 0.1) { Nullable = true }),
        ]
    );

    public static Table Draw(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] billed = new double[rows],
            paid = new double[rows],
            visited = new double[rows],
            month = new double[rows];
        double[][] values = Array.ConvertAll(Laboratory, _ => new double[rows]);
        for (int row = 0; row < rows; row++)
        {
            double size = random.NextDouble() * random.NextDouble();
            billed[row] =
                random.NextDouble() < 0.4 ? 100 + (100 * Math.Floor(200 * size)) : 50 + Math.Floor(20_000 * size);
            paid[row] = random.NextDouble() < 0.85 ? billed[row] : Math.Floor(billed[row] * random.NextDouble());
            visited[row] = 730_000 + random.NextInt(9_000);
            month[row] = Month(visited[row]);
            bool missing = random.NextDouble() < 0.3;
            foreach (double[] column in values)
            {
                double value = Math.Round(100 + (40 * random.NextDouble()), 1);
                column[row] = missing ? double.NaN : value;
            }
        }

        return new Table([
            Numbers("billed", billed),
            Numbers("paid", paid),
            Numbers("visited", visited),
            Numbers("month", month),
            .. Laboratory.Zip(values, Numbers),
        ]);
    }

    /// <summary>Of the bills paid exactly, enough are paid nearly that 15 % of the rows break the relation.</summary>
    public static Table PaidNearly(Table table, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] billed = table.Numbers("billed").Values,
            paid = [.. table.Numbers("paid").Values];
        for (int row = 0; row < paid.Length; row++)
        {
            if (paid[row] == billed[row] && random.NextDouble() < 0.15 / 0.85)
            {
                paid[row] = billed[row] + (random.NextDouble() < 0.5 ? -1 : 1) * (1 + random.NextInt(3));
            }
        }
        return table.With(Numbers("paid", paid));
    }

    /// <summary>Multiples of 100 are spread around; what was paid goes with them.</summary>
    public static Table Smoothed(Table table, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] billed = [.. table.Numbers("billed").Values],
            paid = [.. table.Numbers("paid").Values];
        for (int row = 0; row < paid.Length; row++)
        {
            double by = billed[row] % 100 == 0 ? random.NextInt(81) - 40 : 0;
            (billed[row], paid[row]) = (billed[row] + by, Math.Max(0, paid[row] + by));
        }
        return table.With(Numbers("billed", billed)).With(Numbers("paid", paid));
    }

    /// <summary>Each laboratory value is missing as often as before, and on its own.</summary>
    public static Table MissingApart(Table table, ulong seed) =>
        Laboratory.Aggregate(table, (made, name) =>
            made.With(made[name].Take(RandomStream.For(seed, name).Choose(made.RowCount, made.RowCount)))
        );

    /// <summary>In 40 % of the rows the month is that of another row.</summary>
    public static Table MonthsApart(Table table, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] month = Array.ConvertAll(table.Numbers("month").Values, own =>
            random.NextDouble() < 0.4 ? 1 + random.NextInt(12) : own
        );
        return table.With(Numbers("month", month));
    }

    private static double Month(double day) => DateOnly.FromDayNumber((int)day).Month;

    private static NumberData Numbers(string name, double[] values) => new() { Name = name, Values = values };
}
