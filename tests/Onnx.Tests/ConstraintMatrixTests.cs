using AethergenAI.Generation;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Onnx.Tests;

/// <summary>
/// Every generator keeps every kind of constraint, and the domain of every column, in every row: on a seed of
/// 160 rows, with and without missing cells, by the check that people run. The choice of <c>auto</c> is one of these.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ConstraintMatrixTests
{
    private const int Shops = 8,
        Months = 20,
        Rows = Shops * Months,
        Drawn = 100;

    private static readonly Dictionary<string, Constraint[]> Kinds = new(StringComparer.Ordinal)
    {
        ["none"] = [],
        ["inequality"] = [new InequalityConstraint("age", "limit")],
        ["strict inequality of dates"] = [new InequalityConstraint("opened", "closed", Strict: true)],
        ["chain of inequalities"] =
        [
            new InequalityConstraint("age", "limit"),
            new InequalityConstraint("limit", "cap"),
        ],
        ["sum of decimals"] = [new SumConstraint(["price", "fee"], "total")],
        ["sum of whole numbers"] = [new SumConstraint(["age", "extra"], "limit")],
        ["sum and inequality"] =
        [
            new SumConstraint(["price", "fee"], "total"),
            new InequalityConstraint("fee", "price"),
        ],
        ["unique number"] = [new UniqueConstraint(["code"])],
        ["unique pair"] = [new UniqueConstraint(["shop", "month"])],
        ["combinations of levels"] = [new CombinationsConstraint(["city", "country"])],
        ["combinations of mixed columns"] = [new CombinationsConstraint(["shop", "extra"])],
    };

    /// <summary>The generators with the cheapest options, by what they are called here.</summary>
    private static readonly Dictionary<string, (string Name, (string, string)[] Options)> Cheap = new(
        StringComparer.Ordinal
    )
    {
        ["independent"] = ("independent", []),
        ["copula"] = ("copula", []),
        ["trees"] = ("trees", [("trees", "2")]),
        ["arn"] = ("arn", [("epochs", "1"), ("width", "8")]),
        ["private independent"] = ("independent", [("epsilon", "3"), ("domain-share", "0.3")]),
        ["mst"] = ("mst", [("epsilon", "3"), ("domain-share", "0.3"), ("iterations", "20")]),
        ["aim"] = ("aim", [("epsilon", "3"), ("domain-share", "0.3"), ("iterations", "20"), ("rounds", "1")]),
    };

    public static TheoryData<string, string, bool> Cells() =>
        new(
            from generator in Cheap.Keys
            from kind in Kinds.Keys
            from nullable in new[] { false, true }
            select (generator, kind, nullable)
        );

    [Theory, MemberData(nameof(Cells))]
    public void No_row_breaks_the_schema(string generator, string kind, bool nullable)
    {
        var schema = SchemaOf(Kinds[kind], nullable);
        var whole = SeedOf(nullable);
        var seed = new Table([.. schema.Columns.Select(column => whole[column.Name])]);
        var (name, options) = Cheap[generator];
        var request = options.Any(option => option.Item1 == "epsilon")
            ? PrivateSeeds.Request(seed, schema, 3, options: options)
            : new FitRequest(
                seed,
                schema,
                new GeneratorSettings(options.ToDictionary(option => option.Item1, option => option.Item2), 1)
            );
        Model Fit() => Generators.Named(name).Fit(request, CancellationToken.None);
        bool copies = Kinds[kind].Any(constraint => constraint is CombinationsConstraint);
        if (request.Privacy is not null && copies)
        {
            Assert.Equal("privacy.combinations", Assert.Throws<RefusedException>(Fit).Code);
            return;
        }

        var rows = Fit().Rows(Drawn);
        if (kind == "unique pair" && request.Privacy is null)
        {
            // The seed has firsts of months alone, so that any other day could not occur.
            Assert.All(rows.Numbers("month").Values, day => Assert.Equal(1, DateOnly.FromDayNumber((int)day).Day));
        }
        using var file = new MemoryStream(rows.Csv(schema));
        var findings = SchemaCheck.Check(file, schema, seed: seed);
        Assert.Equal(Drawn, findings.Rows);
        Assert.Empty(
            findings
                .Rules.Where(rule => rule.Violations > 0)
                .Select(rule => $"{string.Join(", ", rule.Columns)}: {rule.Violations} rows break: {rule.Says}")
        );
    }

    private static Schema SchemaOf(Constraint[] constraints, bool nullable)
    {
        Column[] columns =
        [
            new IdentifierColumn("id", "C-####"),
            new CategoricalColumn("shop", [.. Enumerable.Range(1, Shops).Select(shop => $"s{shop}")]),
            new DateColumn("month", new DateOnly(2020, 1, 1), new DateOnly(2021, 8, 1)),
            new IntegerColumn("code", 1, 900),
            new IntegerColumn("age", 18, 67),
            new IntegerColumn("extra", 0, 12),
            new IntegerColumn("limit", 18, 79),
            new IntegerColumn("cap", 18, 99),
            new DecimalColumn("price", 0.5, 120, 0.01),
            new DecimalColumn("fee", 0, 9.99, 0.01),
            new DecimalColumn("total", 0.5, 129.99, 0.01),
            new CategoricalColumn("city", ["Bath", "Leeds", "Lyon", "Nice", "Turin"]),
            new CategoricalColumn("country", ["France", "Italy", "UK"]),
            new BooleanColumn("member", "no", "yes"),
            new DateColumn("opened", new DateOnly(2020, 1, 1), new DateOnly(2020, 6, 1)),
            new DateColumn("closed", new DateOnly(2020, 1, 2), new DateOnly(2020, 9, 1)),
        ];
        string[] used =
        [
            .. constraints.SelectMany(constraint => constraint.ColumnNames()),
            "id",
            "age",
            "city",
            "price",
        ];
        return new Schema(
            "matrix",
            [
                .. columns
                    .Where(column => constraints.Length == 0 || used.Contains(column.Name))
                    .Select(column => column with { Nullable = nullable && Holey(column.Name) }),
            ]
        )
        {
            Constraints = constraints,
            Privacy = new SchemaPrivacy(1_000),
        };
    }

    private static bool Holey(string column) => column is not ("id" or "shop" or "month" or "code");

    private static Table SeedOf(bool nullable)
    {
        var random = new Random(5);
        int[] all = [.. Enumerable.Range(0, Rows)];
        double[] codes = [.. all.Select(row => (double)((row * 7 % 900) + 1))],
            age = [.. all.Select(_ => (double)random.Next(18, 68))],
            extra = [.. all.Select(_ => (double)random.Next(13))],
            price = [.. all.Select(_ => random.Next(50, 12_001) / 100.0)],
            fee = [.. price.Select(most => random.Next(0, (int)(100 * Math.Min(most, 9.99)) + 1) / 100.0)];
        double[] limit = [.. age.Zip(extra, (years, more) => years + more)];
        int[] city = [.. all.Select(_ => random.Next(5))];
        int start = new DateOnly(2020, 1, 1).DayNumber;
        double[] opened = [.. all.Select(_ => (double)(start + random.Next(153)))];
        string[] cities = ["Bath", "Leeds", "Lyon", "Nice", "Turin"],
            countries = ["UK", "UK", "France", "France", "Italy"];
        ColumnData[] columns =
        [
            Seeds.Levels("id", all.Select(row => $"C-{row:D4}")),
            Seeds.Levels("shop", all.Select(row => $"s{(row % Shops) + 1}")),
            Seeds.Numbers(
                "month",
                all.Select(row => (double)new DateOnly(2020, 1, 1).AddMonths(row / Shops).DayNumber)
            ),
            Seeds.Numbers("code", codes),
            Seeds.Numbers("age", age),
            Seeds.Numbers("extra", extra),
            Seeds.Numbers("limit", limit),
            Seeds.Numbers("cap", limit.Select(least => least + random.Next(21))),
            Seeds.Numbers("price", price),
            Seeds.Numbers("fee", fee),
            Seeds.Numbers("total", price.Zip(fee, (one, other) => Math.Round(one + other, 2))),
            Seeds.Levels("city", city.Select(at => cities[at])),
            Seeds.Levels("country", city.Select(at => countries[at])),
            Seeds.Levels("member", all.Select(_ => random.Next(2) == 0 ? "no" : "yes")),
            Seeds.Numbers("opened", opened),
            Seeds.Numbers("closed", opened.Select(day => day + 1 + random.Next(92))),
        ];
        return new Table([.. columns.Select(column => nullable && Holey(column.Name) ? Holed(column) : column)]);

        ColumnData Holed(ColumnData column) =>
            column switch
            {
                NumberData numbers => Seeds.Numbers(
                    column.Name,
                    numbers.Values.Select(value => random.Next(8) == 0 ? double.NaN : value)
                ),
                LevelData levels => new LevelData
                {
                    Name = column.Name,
                    Levels = levels.Levels,
                    Codes = [.. levels.Codes.Select(code => random.Next(8) == 0 ? -1 : code)],
                },
                _ => column,
            };
    }
}
