using AethergenAI.Generation;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Onnx.Tests;

/// <summary>Rows with a public domain, and fits with differential privacy whose noise a test can repeat.</summary>
internal static class PrivateSeeds
{
    internal static readonly Schema Schema = new(
        "visits",
        [
            new IdentifierColumn("id", "V-######"),
            new IntegerColumn("age", 0, 99)
            {
                Domain = ColumnDomain.Public,
                Bins = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
            },
            new CategoricalColumn("ward", ["A", "B", "C", "none"]) { Domain = ColumnDomain.Public, Nullable = true },
            new IntegerColumn("day", 0, 29) { Domain = ColumnDomain.Public, Bins = [0, 5, 10, 15, 20, 25, 30] },
            new IntegerColumn("left", 0, 29)
            {
                Domain = ColumnDomain.Public,
                Bins = [0, 5, 10, 15, 20, 25, 30],
                Nullable = true,
            },
            new BooleanColumn("again", "no", "yes") { Domain = ColumnDomain.Public },
            new IntegerColumn("fee", 0, 3) { Domain = ColumnDomain.Public },
            new IntegerColumn("tip", 0, 2) { Domain = ColumnDomain.Public },
            new IntegerColumn("paid", 0, 5) { Domain = ColumnDomain.Public },
        ]
    )
    {
        Privacy = new SchemaPrivacy(1_000_000),
        Constraints =
        [
            new InequalityConstraint("day", "left"),
            new SumConstraint(["fee", "tip"], "paid"),
            new UniqueConstraint(["id"]),
        ],
    };

    /// <summary>Old people lie in ward C, come again and pay more; whoever leaves leaves later.</summary>
    internal static Table Rows(int count = 6_000)
    {
        var random = new Random(3);
        double[] age = new double[count],
            day = new double[count],
            left = new double[count],
            fee = new double[count],
            tip = new double[count];
        string?[] ward = new string?[count],
            again = new string?[count];
        for (int row = 0; row < count; row++)
        {
            age[row] = random.Next(100);
            ward[row] = random.Next(10) == 0 ? null : Ward(age[row]);
            day[row] = random.Next(30);
            left[row] = random.Next(8) == 0 ? double.NaN : Math.Min(29, day[row] + random.Next(9));
            again[row] = random.Next(100) < age[row] ? "yes" : "no";
            fee[row] = ward[row] == "C" ? 2 + random.Next(2) : random.Next(2);
            tip[row] = random.Next(3);
        }

        double[] paid = [.. fee.Zip(tip, (one, other) => one + other)];
        return new Table([
            Seeds.Levels("id", age.Select((_, row) => $"V-{row:D6}")),
            Seeds.Numbers("age", age),
            Seeds.Levels("ward", ward),
            Seeds.Numbers("day", day),
            Seeds.Numbers("left", left),
            Seeds.Levels("again", again),
            Seeds.Numbers("fee", fee),
            Seeds.Numbers("tip", tip),
            Seeds.Numbers("paid", paid),
        ]);

        string Ward(double years)
        {
            if (years > 60)
            {
                return "C";
            }
            return random.Next(3) == 0 ? "A" : "B";
        }
    }

    /// <summary>The same rows, of people who have 5, 3 and 2 rows in turn.</summary>
    internal static Table Visits(int count)
    {
        var ids = Seeds.Levels("id", Enumerable.Range(0, count).Select(row => $"V-{Visitor(row):D6}"));
        return new Table([ids, .. Rows(count).Columns.Where(column => column.Name != "id")]);
    }

    internal static int Visitor(int row) => (3 * (row / 10)) + new[] { 0, 0, 0, 0, 0, 1, 1, 1, 2, 2 }[row % 10];

    internal static FitRequest Request(
        Table rows,
        Schema schema,
        double epsilon,
        int noise = 1,
        params (string Name, string Value)[] options
    )
    {
        var values = options.ToDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal);
        values["epsilon"] = $"{epsilon}";
        return new FitRequest(rows, schema, new GeneratorSettings(values, 1))
        {
            Privacy = PrivacyAccount.InMemory(new RandomBits(new Random(noise).NextBytes)),
        };
    }

    internal static Model Fit(string name, double epsilon = 100, int noise = 1) =>
        Generators.Named(name).Fit(Request(Rows(), Schema, epsilon, noise), CancellationToken.None);
}
