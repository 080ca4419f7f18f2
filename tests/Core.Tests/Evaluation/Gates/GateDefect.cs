using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Gates;

/// <summary>What a table of real rows is made into.</summary>
/// <param name="Fails">The gates of which at least one must fail; none for fresh rows.</param>
/// <param name="Make">From the seed, as many fresh rows, the schema and a random seed.</param>
internal sealed record GateDefect(string Name, string[] Fails, Func<Table, Table, Schema, ulong, Table> Make)
{
    private const string Copy = "not-a-copy",
        Faithful = "faithful",
        Useful = "useful";

    public static readonly GateDefect Fresh = new("fresh", [], (_, fresh, _, _) => fresh);

    /// <summary>Fresh rows, then every defect that the gates are to find.</summary>
    public static readonly IReadOnlyList<GateDefect> All =
    [
        Fresh,
        new("replay", [Copy], (seed, _, _, draw) => seed.Take(Order(seed.RowCount, draw, "replay"))),
        new("5 % perturbed", [Copy], (seed, _, _, draw) => Perturbed(seed, 0.05, draw)),
        new("half replay", [Copy], (seed, fresh, _, _) => HalfReplay(seed, fresh)),
        new("shuffled", [Faithful, Useful], (_, fresh, _, draw) => Perturbed(fresh, 1, draw)),
        new("mode collapse", [Faithful, Useful], (_, fresh, _, _) => Repeated(fresh, Few(fresh))),
        new("noise", [Faithful, "valid"], (_, fresh, _, draw) => Numbers(fresh, column => Noisy(column, draw))),
        new("lost class", [Useful], (_, fresh, schema, _) => LostClass(fresh, schema)),
        new("shifted unit", [Faithful], (_, fresh, _, _) => Numbers(fresh, column => Times(column, 1.6))),
    ];

    /// <summary>A share of the cells is exchanged for another row's cell of the same column.</summary>
    public static Table Perturbed(Table table, double share, ulong draw) =>
        new([
            .. table.Columns.Select(column =>
            {
                var random = RandomStream.For(draw, $"perturb {column.Name}");
                return column.Take([
                    .. Enumerable
                        .Range(0, table.RowCount)
                        .Select(row => random.NextDouble() < share ? random.NextInt(table.RowCount) : row),
                ]);
            }),
        ]);

    private static Table HalfReplay(Table seed, Table fresh)
    {
        int half = fresh.RowCount / 2;
        return TableConcatenation.Of([
            seed.Take([.. Enumerable.Range(0, half)]),
            fresh.Take([.. Enumerable.Range(half, fresh.RowCount - half)]),
        ]);
    }

    // One row in fifty, again and again.
    private static int[] Few(Table fresh) => [.. Enumerable.Range(0, Math.Max(1, fresh.RowCount / 50))];

    private static Table LostClass(Table fresh, Schema schema)
    {
        var target = fresh.Levels(schema.Columns.Single(column => column.Role == ColumnRole.Target).Name);
        return Repeated(fresh, [.. Enumerable.Range(0, fresh.RowCount).Where(row => target.Codes[row] == 0)]);
    }

    private static Table Repeated(Table fresh, int[] kept) =>
        fresh.Take([.. Enumerable.Range(0, fresh.RowCount).Select(row => kept[row % kept.Length])]);

    private static Table Numbers(Table table, Func<NumberData, NumberData> change) =>
        new([.. table.Columns.Select(column => column is NumberData numbers ? change(numbers) : column)]);

    private static NumberData Times(NumberData column, double factor) =>
        new() { Name = column.Name, Values = Array.ConvertAll(column.Values, value => Math.Round(value * factor)) };

    // A tenth of the column's standard deviation; of a heavy tail, of the middle half's width.
    private static NumberData Noisy(NumberData column, ulong draw)
    {
        double[] known = [.. column.Values.Where(double.IsFinite).Order()];
        double spread = (known[known.Length * 3 / 4] - known[known.Length / 4]) / 1.349,
            mean = known.Average(),
            deviation = Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
        double size = 0.1 * (spread > 0 ? Math.Min(spread, deviation) : deviation);
        var random = RandomStream.For(draw, $"noise {column.Name}");
        return new NumberData
        {
            Name = column.Name,
            Values = Array.ConvertAll(column.Values, value => value + (size * Normal(ref random))),
        };
    }

    private static double Normal(ref RandomStream random) =>
        SpecialFunctions.NormalQuantile((random.NextInt(1 << 20) + 0.5) / (1 << 20));

    private static int[] Order(int rows, ulong draw, string purpose) =>
        RandomStream.For(draw, purpose).Choose(rows, rows);
}
