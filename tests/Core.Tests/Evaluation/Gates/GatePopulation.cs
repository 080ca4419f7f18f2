using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Evaluation.Gates;

/// <summary>A source that as many tables as wanted are drawn from, each with one difficulty of real tables.</summary>
/// <param name="Row">One row: a value for each column of the schema; a level as its place, a missing cell as NaN.
/// </param>
internal sealed record GatePopulation(string Name, Schema Schema, Func<RandomDraws, double[]> Row)
{
    private static readonly string[] Regions = ["north", "east", "south", "west"],
        Plans = ["basic", "plus", "full"];

    /// <summary>ties, zeros, tails, rare, missing and relations.</summary>
    public static readonly IReadOnlyList<GatePopulation> All =
    [
        new("ties", TiesSchema, Ties),
        new("zeros", ZerosSchema, Zeros),
        new("tails", TailsSchema, Tails),
        new("rare", RareSchema, Rare),
        new("missing", MissingSchema, Missing),
        new("relations", RelationsSchema, Relations),
    ];

    public static GatePopulation Named(string name) => All.Single(one => one.Name == name);

    public Table Draw(int rows, ulong seed)
    {
        var random = new RandomDraws(seed);
        double[][] drawn = [.. Enumerable.Range(0, rows).Select(_ => Row(random))];
        return new Table([.. Schema.Columns.Select((column, at) => Cells(column, [.. drawn.Select(row => row[at])]))]);
    }

    private static ColumnData Cells(Column column, double[] values)
    {
        IReadOnlyList<string>? levels = column switch
        {
            CategoricalColumn categorical => categorical.Levels,
            BooleanColumn => ["false", "true"],
            _ => null,
        };
        return levels is null
            ? new NumberData { Name = column.Name, Values = values }
            : new LevelData
            {
                Name = column.Name,
                Levels = levels,
                Codes = Array.ConvertAll(values, value => double.IsNaN(value) ? -1 : (int)value),
            };
    }

    private static BooleanColumn Target(string name) => new(name) { Role = ColumnRole.Target };

    // Few different values in every column: a third of the rows have an equal one.
    private static Schema TiesSchema =>
        new(
            "ties",
            [
                new IntegerColumn("price", 1, 5),
                new IntegerColumn("service", 1, 5),
                new IntegerColumn("quality", 1, 5),
                new IntegerColumn("decade", 20, 80),
                new CategoricalColumn("region", Regions),
                new CategoricalColumn("plan", Plans),
                Target("leaves"),
            ]
        );

    private static double[] Ties(RandomDraws random)
    {
        double content = random.Normal();
        double decade = 10 * (2 + random.Of(2, 3, 3, 2, 2, 1, 1));
        int region = random.Of(4, 3, 2, 1),
            plan = random.Of(3, 2, decade / 40);
        return
        [
            Mark(content),
            Mark(content),
            Mark(content + (plan == 2 ? 0.5 : 0)),
            decade,
            region,
            plan,
            random.Logistic(-1 - (1.8 * content) + (region == 3 ? 1 : 0)),
        ];

        double Mark(double mean) => Math.Clamp(Math.Round(3 + mean + (0.7 * random.Normal())), 1, 5);
    }

    // Amounts that are zero in 40 to 85 % of the rows.
    private static Schema ZerosSchema =>
        new(
            "zeros",
            [
                new IntegerColumn("age", 18, 95),
                new IntegerColumn("visits", 0, 60),
                new DecimalColumn("cost", 0, 1_000_000, 0.01),
                new DecimalColumn("claims", 0, 1_000_000, 0.01),
                new DecimalColumn("rebate", 0, 1_000_000, 0.01),
                new CategoricalColumn("plan", Plans),
                Target("renews"),
            ]
        );

    private static double[] Zeros(RandomDraws random)
    {
        double age = Math.Clamp(Math.Round(50 + (15 * random.Normal())), 18, 95);
        int plan = random.Of(5, 3, 2);
        double visits = random.Chance(0.4) ? 0 : Math.Min(60, Math.Floor(-4 * Math.Log(1 - random.Uniform())) + 1);
        double cost = visits == 0 ? 0 : Cents(visits * Math.Exp(3 + (0.5 * random.Normal())));
        double claims = random.Chance(0.85 - (0.1 * plan)) ? 0 : Cents(Math.Exp(5 + (0.8 * random.Normal())));
        double rebate = random.Chance(0.7) ? 0 : Cents((20 * random.Uniform()) + (0.1 * cost));
        double wish = (visits == 0 ? 1.8 : -0.5) + (claims > 0 ? -2 : 0) + ((age - 50) / 12) + (plan - 1);
        return [age, visits, cost, claims, rebate, plan, random.Logistic(wish)];
    }

    // A Pareto tail without variance, two lognormal columns, and a column whose fourth moment is infinite.
    private static Schema TailsSchema =>
        new(
            "tails",
            [
                new DecimalColumn("amount", 0, 1e9, 0.01),
                new DecimalColumn("income", 0, 1e9, 0.01),
                new DecimalColumn("balance", -1e9, 1e9, 0.01),
                new DecimalColumn("days", 0, 1e9, 0.1),
                new CategoricalColumn("kind", ["card", "cash", "transfer", "cheque"]),
                Target("late"),
            ]
        );

    private static double[] Tails(RandomDraws random)
    {
        double wealth = random.Normal(),
            amount = Math.Min(1e8, 10 * random.Pareto(1.5)),
            income = Math.Exp(9 + wealth + (0.5 * random.Normal()));
        double balance = (wealth * 1_000) + (1_000 * random.Normal() / Math.Sqrt(0.1 + random.Uniform()));
        double days = Math.Exp(2 + (1.2 * random.Normal()));
        int kind = random.Of(4, amount > 30 ? 1 : 4, 2, 1);
        double risk = (amount > 25 ? 1.5 : -1) - (1.2 * wealth) + (days > 15 ? 1.5 : -0.5) + (kind == 3 ? 1 : 0);
        return [Cents(amount), Cents(income), Cents(balance), Math.Round(days, 1), kind, random.Logistic(risk - 0.5)];
    }

    // Twelve levels down to one in 300, and a class of one in ten.
    private static Schema RareSchema =>
        new(
            "rare",
            [
                new IntegerColumn("age", 0, 100),
                new DecimalColumn("pressure", 50, 260, 0.1),
                new CategoricalColumn("diagnosis", [.. Enumerable.Range(1, 12).Select(at => $"D{at}")]),
                new CategoricalColumn("ward", ["general", "surgery", "children", "intensive"]),
                new BooleanColumn("smokes"),
                Target("dies"),
            ]
        );

    private static double[] Rare(RandomDraws random)
    {
        double age = Math.Clamp(Math.Round(100 * Math.Sqrt(random.Uniform())), 0, 100);
        int diagnosis = random.Of(300, 180, 120, 90, 70, 50, 35, 25, 15, 8, 4, 3);
        double grave = diagnosis > 5 ? 2 : 0.4;
        int ward = age < 18 ? 2 : random.Of(6, 3, 0, grave);
        double smokes = random.Logistic(-1 + (diagnosis is 2 or 6 ? 1.5 : 0)),
            pressure = Math.Round(Math.Clamp(110 + (0.4 * age) + (15 * random.Normal()), 50, 260), 1);
        double risk = -6.6 + (0.04 * age) + (ward == 3 ? 2.5 : 0) + smokes + (diagnosis > 3 ? 1.2 : 0);
        return [age, pressure, diagnosis, ward, smokes, random.Logistic(risk + (0.02 * (pressure - 120)))];
    }

    // Cells that are missing together, and more often where another column is high.
    private static Schema MissingSchema =>
        new(
            "missing",
            [
                new DecimalColumn("weight", 0, 400, 0.1) { Nullable = true },
                new DecimalColumn("height", 0, 250, 0.1) { Nullable = true },
                new DecimalColumn("sugar", 0, 1_000, 0.1) { Nullable = true },
                new IntegerColumn("steps", 0, 60_000) { Nullable = true },
                new CategoricalColumn("region", Regions) { Nullable = true },
                new BooleanColumn("active") { Nullable = true },
                Target("returns"),
            ]
        );

    private static double[] Missing(RandomDraws random)
    {
        double height = 170 + (10 * random.Normal()),
            weight = 70 + (0.8 * (height - 170)) + (12 * random.Normal()),
            sugar = 90 + (0.5 * (weight - 70)) + (15 * random.Normal()),
            steps = Math.Clamp(Math.Round(8_000 * Math.Exp(0.5 * random.Normal())), 0, 60_000);
        int region = random.Of(4, 3, 2, 1);
        double active = steps > 8_000 ? 1 : 0,
            returns = random.Logistic(((sugar - 90) / 10) + (region == 1 ? 1.5 : -0.5) - (active * 0.8));
        bool unmeasured = random.Chance(sugar > 105 ? 0.35 : 0.12),
            alone = random.Chance(0.08);
        return
        [
            unmeasured ? double.NaN : Math.Round(weight, 1),
            unmeasured ? double.NaN : Math.Round(height, 1),
            alone ? double.NaN : Math.Round(Math.Max(0, sugar), 1),
            random.Chance(0.25) ? double.NaN : steps,
            random.Chance(0.05) ? double.NaN : region,
            random.Chance(0.25) ? double.NaN : active,
            returns,
        ];
    }

    // A sum, an order of two dates that one real row in a hundred breaks, and a region that the town decides.
    private static Schema RelationsSchema =>
        new(
            "relations",
            [
                new DecimalColumn("net", 0, 1_000_000, 0.01),
                new DecimalColumn("tax", 0, 1_000_000, 0.01),
                new DecimalColumn("gross", 0, 1_000_000, 0.01),
                new DateColumn("opened"),
                new DateColumn("closed"),
                new CategoricalColumn("town", [.. Enumerable.Range(1, 8).Select(at => $"T{at}")]),
                new CategoricalColumn("region", Regions),
                Target("disputed"),
            ]
        )
        {
            Constraints = [new SumConstraint(["net", "tax"], "gross"), new InequalityConstraint("opened", "closed")],
        };

    private static double[] Relations(RandomDraws random)
    {
        double net = Cents(Math.Exp(4 + (0.8 * random.Normal()))),
            tax = Cents(net * (random.Chance(0.3) ? 0.05 : 0.2)),
            opened = 739_000 + (int)(random.Uniform() * 700),
            lasts = Math.Floor(-30 * Math.Log(1 - random.Uniform()));
        double closed = random.Chance(0.01) ? opened - 1 - (int)(random.Uniform() * 20) : opened + lasts;
        int town = random.Of(6, 5, 4, 3, 2, 2, 1, 1);
        double doubt = (lasts > 40 ? 1.8 : -0.6) + (net > 80 ? 1.3 : -0.8) + (town is 1 or 4 ? 1 : -0.4);
        return [net, tax, Cents(net + tax), opened, closed, town, town / 2, random.Logistic(1.2 * doubt)];
    }

    private static double Cents(double value) => Math.Round(value, 2);
}
