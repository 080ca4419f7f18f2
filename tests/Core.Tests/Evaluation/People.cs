using AethergenAI.Evaluation;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Evaluation;

/// <summary>
/// A small population with every kind of comparable column, relations between them, missing cells and rare levels.
/// </summary>
internal static class People
{
    private static readonly string[] Cities = ["Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir"];

    public static readonly Schema Schema = new(
        "people",
        [
            new IdentifierColumn("id"),
            new IntegerColumn("age", 16, 90),
            new DecimalColumn("spent", 0, 100_000, 0.01) { Nullable = true },
            new DecimalColumn("refund", 0, 100_000, 0.01) { Nullable = true },
            new DateColumn("joined"),
            new CategoricalColumn("city", Cities) { Nullable = true },
            new BooleanColumn("member") { Role = ColumnRole.Target },
        ]
    )
    {
        Constraints = [new InequalityConstraint("refund", "spent")],
    };

    public static Table Draw(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] age = new double[rows],
            spent = new double[rows],
            refund = new double[rows],
            joined = new double[rows];
        int[] city = new int[rows],
            member = new int[rows],
            id = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            age[i] = 16 + Math.Floor(75 * random.NextDouble() * random.NextDouble());
            double wealth = random.NextDouble() + (age[i] / 90);
            spent[i] = random.NextDouble() < 0.4 ? 0 : Math.Round(100 * Math.Exp(2 * wealth), 2);
            refund[i] = Math.Round(spent[i] * random.NextDouble(), 2);
            if (random.NextDouble() < 0.05)
            {
                (spent[i], refund[i]) = (double.NaN, double.NaN);
            }
            joined[i] = 730_000 + random.NextInt(3_000);
            double place = random.NextDouble() * random.NextDouble();
            int cities = age[i] > 40 ? 6 : 4;
            city[i] = random.NextDouble() < 0.03 ? -1 : (int)(place * cities);
            int fromThirdCity = city[i] == 2 ? 2 : 0;
            member[i] = random.NextDouble() < 1 / (1 + Math.Exp(3 - (0.06 * age[i]) - fromThirdCity)) ? 1 : 0;
            id[i] = i;
        }

        return new Table([
            new LevelData
            {
                Name = "id",
                Codes = id,
                Levels = [.. id.Select(number => $"P{seed}-{number}")],
            },
            new NumberData { Name = "age", Values = age },
            new NumberData { Name = "spent", Values = spent },
            new NumberData { Name = "refund", Values = refund },
            new NumberData { Name = "joined", Values = joined },
            new LevelData
            {
                Name = "city",
                Codes = city,
                Levels = Cities,
            },
            new LevelData
            {
                Name = "member",
                Codes = member,
                Levels = ["false", "true"],
            },
        ]);
    }

    /// <summary>Every column shuffled on its own: right margins, no relations.</summary>
    public static Table Shuffled(Table table, ulong seed) =>
        new([
            .. table.Columns.Select(
                (column, at) => column.Take(RandomStream.For(seed, $"{at}").Choose(table.RowCount, table.RowCount))
            ),
        ]);

    /// <summary>The table with one column in another's place.</summary>
    public static Table With(this Table table, ColumnData column) =>
        new([.. table.Columns.Select(old => old.Name == column.Name ? column : old)]);

    public static Table Without(this Table table, string name) =>
        new([.. table.Columns.Where(column => column.Name != name)]);

    public static Table First(this Table table, int rows) => table.Take([.. Enumerable.Range(0, rows)]);

    /// <summary>One table's rows after another's.</summary>
    public static Table Then(this Table table, Table other) =>
        new([.. table.Columns.Zip(other.Columns, ColumnData (mine, theirs) => mine is NumberData numbers
                    ? new NumberData { Name = mine.Name, Values = [.. numbers.Values, .. ((NumberData)theirs).Values] }
                    : new LevelData
                    {
                        Name = mine.Name,
                        Levels = [.. ((LevelData)mine).Levels.Union(((LevelData)theirs).Levels)],
                        Codes =
                        [
                            .. Recoded((LevelData)mine, (LevelData)mine, (LevelData)theirs),
                            .. Recoded((LevelData)theirs, (LevelData)mine, (LevelData)theirs),
                        ],
                    })]);

    public static EvaluationReport Evaluate(
        Table train,
        Table holdout,
        Table synthetic,
        string? target = null,
        Schema? schema = null
    ) =>
        Evaluator.Evaluate(
            new EvaluationInput(schema ?? Schema, train, holdout, synthetic) { Target = target },
            new EvaluationOptions(),
            new Progress<RunProgress>(),
            CancellationToken.None
        );

    public static Measure Overall(this EvaluationReport report, string name) =>
        report.Fidelity.Overall.Single(measure => measure.Name == name);

    public static Attack Attack(this EvaluationReport report, string name) =>
        report.Privacy.Attacks.Single(attack => attack.Name == name);

    private static IEnumerable<int> Recoded(LevelData data, LevelData first, LevelData second)
    {
        var levels = first.Levels.Union(second.Levels).ToList();
        return data.Codes.Select(code => code < 0 ? -1 : levels.IndexOf(data.Levels[code]));
    }
}
