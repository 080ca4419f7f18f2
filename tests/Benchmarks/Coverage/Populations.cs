using AethergenAI.Core.Tests.Evaluation;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Benchmarks.Coverage;

/// <summary>A source that as many tables as wanted are drawn from.</summary>
internal sealed record Population(string Name, Schema Schema, string Target, Func<int, ulong, Table> Draw)
{
    private static readonly string[] Ways = ["card", "cash", "transfer", "cheque"];

    /// <summary>
    /// people: six columns with relations, missing cells, many zeros, rare levels and a class in three; payments:
    /// heavy-tailed amounts that are often zero, and a class in twelve.
    /// </summary>
    internal static readonly IReadOnlyList<Population> All =
    [
        new("people", People.Schema, "member", People.Draw),
        new("payments", PaymentSchema, "refused", Payments),
    ];

    private static Schema PaymentSchema =>
        new(
            "payments",
            [
                new DecimalColumn("amount", 0, 1_000_000, 0.01),
                new DecimalColumn("fee", 0, 1_000_000, 0.01),
                new DecimalColumn("balance", -1_000_000, 1_000_000, 0.01) { Nullable = true },
                new CategoricalColumn("way", Ways),
                new BooleanColumn("refused") { Role = ColumnRole.Target },
            ]
        );

    private static Table Payments(int rows, ulong seed)
    {
        var random = RandomStream.For(seed, "payments");
        double[] amount = new double[rows],
            fee = new double[rows],
            balance = new double[rows];
        int[] way = new int[rows],
            refused = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            // A Pareto tail of exponent 3: the variance is finite, the third moment is not.
            amount[i] = random.NextDouble() < 0.25 ? 0 : Cents(20 * Math.Pow(1 - random.NextDouble(), -1 / 3.0));
            double spread = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
            way[i] = (int)(4 * Math.Pow(random.NextDouble(), amount[i] > 30 ? 1 : 2));
            fee[i] = way[i] == 1 ? 0 : Cents((0.02 * amount[i]) + random.NextDouble());
            balance[i] = random.NextDouble() < 0.08 ? double.NaN : Cents(300 * spread);
            double risk = -4 + (spread < -0.3 ? 2.5 : 0) + (amount[i] > 40 ? 1.5 : 0) + (way[i] == 3 ? 1 : 0);
            refused[i] = random.NextDouble() < 1 / (1 + Math.Exp(-risk)) ? 1 : 0;
        }

        return new Table([
            new NumberData { Name = "amount", Values = amount },
            new NumberData { Name = "fee", Values = fee },
            new NumberData { Name = "balance", Values = balance },
            new LevelData
            {
                Name = "way",
                Codes = way,
                Levels = Ways,
            },
            new LevelData
            {
                Name = "refused",
                Codes = refused,
                Levels = ["false", "true"],
            },
        ]);

        static double Cents(double value) => Math.Round(value, 2);
    }
}
