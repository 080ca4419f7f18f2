using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Onnx.Tests;

/// <summary>Seeds that tests learn from, made in memory.</summary>
internal static class Seeds
{
    internal static readonly Progress<RunProgress> Silent = new();

    internal static Model Fit(this IGenerator generator, Table seed, Schema schema) =>
        generator.Fit(
            new FitRequest(seed, schema, new GeneratorSettings(new Dictionary<string, string>(), 1)),
            CancellationToken.None
        );

    internal static Table Rows(this Model model, long rows, ulong seed = 1, long first = 0)
    {
        using var sampler = new OnnxTokenSampler(model.Graph);
        return RowSampler
            .Sample(model, sampler, new SampleRequest(rows, seed, first), Silent, CancellationToken.None)
            .Table;
    }

    internal static byte[] Csv(this Table table, Schema schema)
    {
        using var stream = new MemoryStream();
        CsvWriter.Write(stream, table, schema);
        return stream.ToArray();
    }

    internal static NumberData Numbers(string name, IEnumerable<double> values) =>
        new() { Name = name, Values = [.. values] };

    internal static LevelData Levels(string name, IEnumerable<string?> cells)
    {
        string?[] all = [.. cells];
        string[] levels = [.. all.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        return new LevelData
        {
            Name = name,
            Codes = [.. all.Select(cell => cell is null ? -1 : Array.IndexOf(levels, cell))],
            Levels = levels,
        };
    }

    internal static CategoricalColumn Category(LevelData data) => new(data.Name, data.Levels);

    /// <summary>
    /// A little of everything: heaps, zero inflation, missing cells, dates, a sum, inequalities,
    /// a functional dependency, keys.
    /// </summary>
    internal static (Table Seed, Schema Schema) Orders(int rows = 3000, int seed = 7)
    {
        var random = new Random(seed);
        string[] cities = ["Bath", "Leeds", "Lyon", "Nice", "Turin"];
        string[] countries = ["UK", "UK", "France", "France", "Italy"];
        var city = new string?[rows];
        var country = new string?[rows];
        double[] goods = new double[rows],
            tax = new double[rows],
            total = new double[rows],
            ordered = new double[rows],
            sent = new double[rows];
        double[] age = new double[rows],
            number = new double[rows],
            rating = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            int place = random.Next(20) == 0 ? 4 : random.Next(4);
            (city[row], country[row]) = (cities[place], countries[place]);
            age[row] = 18 + random.Next(30) + random.Next(30);
            goods[row] = Math.Round((1 + place) * Math.Exp(3 + random.NextDouble()), 2);
            tax[row] = random.Next(3) == 0 ? 0 : Math.Round(goods[row] * 0.2, 2);
            total[row] = Math.Round(goods[row] + tax[row], 2);
            ordered[row] = 738_000 + random.Next(700);
            sent[row] = random.Next(6) == 0 ? double.NaN : ordered[row] + random.Next(14);
            number[row] = row + 1;
            rating[row] = random.Next(4) == 0 ? double.NaN : 1 + random.Next(5);
        }

        LevelData cityData = Levels("city", city),
            countryData = Levels("country", country);
        var table = new Table([
            Levels("order", Enumerable.Range(0, rows).Select(row => $"A-{row:D6}")),
            Numbers("number", number),
            Numbers("age", age),
            cityData,
            countryData,
            Numbers("goods", goods),
            Numbers("tax", tax),
            Numbers("total", total),
            Numbers("ordered", ordered),
            Numbers("sent", sent),
            Numbers("rating", rating),
            Levels("gift", age.Select(years => years > 50 && random.Next(3) > 0 ? "yes" : "no")),
            Levels("currency", age.Select(_ => "EUR")),
            Numbers("coupon", age.Select(_ => double.NaN)),
        ]);
        var schema = new Schema(
            "orders",
            [
                new IdentifierColumn("order", "A-######"),
                new IntegerColumn("number", 1, 1_000_000),
                new IntegerColumn("age", 18, 80),
                Category(cityData),
                Category(countryData),
                new DecimalColumn("goods", 0, 1_000_000, 0.01),
                new DecimalColumn("tax", 0, 1_000_000, 0.01),
                new DecimalColumn("total", 0, 1_000_000, 0.01),
                new DateColumn("ordered"),
                new DateColumn("sent") { Nullable = true },
                new IntegerColumn("rating", 1, 5) { Nullable = true },
                new BooleanColumn("gift", "no", "yes"),
                new CategoricalColumn("currency", ["EUR"]),
                new IntegerColumn("coupon") { Nullable = true },
            ]
        )
        {
            Constraints =
            [
                new CombinationsConstraint(["city", "country"]),
                new SumConstraint(["goods", "tax"], "total"),
                new InequalityConstraint("ordered", "sent"),
                new InequalityConstraint("tax", "goods"),
                new UniqueConstraint(["number"]),
                new InequalityConstraint("age", "rating") { Active = false },
            ],
        };
        return (table, schema);
    }
}
