using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Private;

/// <summary>
/// Two neighbouring tables for the audit of a fit, made so that the unit that one of them has more is easy to find:
/// in every measured marginal it is alone in a cell, the last one unless <see cref="First"/> says otherwise.
/// </summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Words">What the unit is.</param>
/// <param name="Unit">The unit's rows; they come first, so that every other row moves.</param>
/// <param name="Others">The rows that both tables have.</param>
public sealed record AuditCase(string Name, string Words, Schema Schema, Table Unit, Table Others)
{
    private const int EntityRows = 4,
        Crowd = 500,
        Few = 40,
        ManyColumns = 6;

    /// <summary>Columns in whose first cell the unit is.</summary>
    internal IReadOnlyList<string> First { get; init; } = [];

    /// <summary>Options that the case needs, by name.</summary>
    internal IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>All cases, in the order in which an audit runs them.</summary>
    public static readonly IReadOnlyList<AuditCase> All =
    [
        Row(),
        Entity(),
        OfNumbers("numbers", "one row in the last bin of two numbers", 99, 0.9),
        Missing(),
        LoneLevel(),
        OfNumbers("extreme", "one row far outside the public bins", 1e12, 1e12),
        PaidDomain(),
        Inequality(),
        OneColumn(),
        Many(),
    ];

    /// <summary>
    /// The unit raises the score of one pair of columns and lowers those of the others: what moves a choice most.
    /// The columns are even and the rows many, so that the noise of the columns moves the scores by less than a row:
    /// it enters them as σ²/rows. Rows alternate, so that whatever goes by their positions changes the counts.
    /// </summary>
    private static AuditCase Row() =>
        Levels(
            "row",
            "one row that moves the choice of marginals",
            [1, 1, 1],
            2,
            1,
            row => row % 2 == 0 ? [1, 1, 0] : [0, 0, 1],
            2 * Crowd
        );

    private static AuditCase Entity()
    {
        var rows = Levels("entity", $"a person with {EntityRows} rows", [1, 1], 2, EntityRows, _ => [0, 0], Few);
        return rows with
        {
            Schema = rows.Schema with
            {
                Columns = [new IdentifierColumn("id", "P-####"), .. rows.Schema.Columns],
                Privacy = rows.Schema.Privacy! with { Entity = "id", RowsPerEntity = EntityRows },
            },
            Unit = new Table([Ids(Enumerable.Repeat(0, EntityRows)), .. rows.Unit.Columns]),
            Others = new Table([Ids(Enumerable.Range(1, Few)), .. rows.Others.Columns]),
        };

        LevelData Ids(IEnumerable<int> codes) =>
            new()
            {
                Name = "id",
                Codes = [.. codes],
                Levels = [.. Enumerable.Range(0, Few + 1).Select(id => $"P-{id:D4}")],
            };
    }

    private static AuditCase OfNumbers(string name, string words, double whole, double real) =>
        new(
            name,
            words,
            Of(
                name,
                new IntegerColumn("age", 0, 99) { Domain = ColumnDomain.Public, Bins = [0, 18, 65, 100] },
                new DecimalColumn("share", 0, 1) { Domain = ColumnDomain.Public, Bins = [0, 0.25, 0.75, 1] }
            ),
            new Table([Numbers("age", whole), Numbers("share", real)]),
            new Table([Numbers("age", Repeated(7)), Numbers("share", Repeated(0.1))])
        );

    private static AuditCase Missing()
    {
        var rows = Levels("missing", "one row whose cells are all missing", [-1, -1, -1], 2, 1, _ => [0, 0, 0], Few);
        return rows with
        {
            Schema = rows.Schema with
            {
                Columns = [.. rows.Schema.Columns.Select(column => column with { Nullable = true })],
            },
        };
    }

    private static AuditCase LoneLevel() =>
        Levels("lone-level", "one row with a level of its own in every column", [2, 2, 2], 3, 1, _ => [0, 0, 0], Few);

    /// <summary>The fit pays to discover levels and a range; the unit has its own level and number.</summary>
    private static AuditCase PaidDomain() =>
        new(
            "paid-domain",
            "one row with a level and an extreme number, where levels and range are discovered",
            Of("paid-domain", new CategoricalColumn("ward", []), new DecimalColumn("income")),
            new Table([Texts("ward", ["alone"], [0]), Numbers("income", 1e14)]),
            new Table([Texts("ward", ["common"], new int[Few]), Numbers("income", Repeated(1))])
        )
        {
            Options = new Dictionary<string, string> { ["domain-share"] = "0.5" },
        };

    private static AuditCase Inequality() =>
        new(
            "inequality",
            "one row that breaks an inequality",
            Of(
                "inequality",
                new IntegerColumn("low", 0, 2) { Domain = ColumnDomain.Public },
                new IntegerColumn("high", 0, 2) { Domain = ColumnDomain.Public }
            ) with
            {
                Constraints = [new InequalityConstraint("low", "high")],
            },
            new Table([Numbers("low", 2), Numbers("high", 0)]),
            new Table([Numbers("low", Repeated(0)), Numbers("high", Repeated(2))])
        )
        {
            First = ["high"],
        };

    private static AuditCase OneColumn() =>
        Levels("one-column", "one row of a single column", [1], 2, 1, _ => [0], Few);

    private static AuditCase Many() =>
        Levels(
            "many-columns",
            $"one row of {ManyColumns} columns",
            [.. Enumerable.Repeat(1, ManyColumns)],
            2,
            1,
            _ => new int[ManyColumns],
            Few
        );

    /// <param name="unit">The unit's code in every column; −1 is missing.</param>
    /// <param name="levels">The number of levels of every column.</param>
    /// <param name="times">The number of the unit's rows.</param>
    /// <param name="other">The codes of each other row.</param>
    private static AuditCase Levels(
        string name,
        string words,
        int[] unit,
        int levels,
        int times,
        Func<int, int[]> other,
        int others
    )
    {
        string[] names = [.. Enumerable.Range(0, levels).Select(level => $"l{level}")];
        string[] columns = [.. unit.Select((_, column) => $"c{column}")];
        int[][] rows = [.. Enumerable.Range(0, others).Select(other)];
        return new AuditCase(
            name,
            words,
            Of(
                name,
                [.. columns.Select(column => new CategoricalColumn(column, names) { Domain = ColumnDomain.Public })]
            ),
            new Table([
                .. columns.Select((column, at) => Texts(column, names, [.. Enumerable.Repeat(unit[at], times)])),
            ]),
            new Table([.. columns.Select((column, at) => Texts(column, names, [.. rows.Select(row => row[at])]))])
        );
    }

    private static Schema Of(string name, params Column[] columns) =>
        new(name, columns) { Privacy = new SchemaPrivacy(10_000) };

    private static LevelData Texts(string name, string[] levels, int[] codes) =>
        new()
        {
            Name = name,
            Levels = levels,
            Codes = codes,
        };

    private static NumberData Numbers(string name, params double[] values) => new() { Name = name, Values = values };

    private static double[] Repeated(double value) => [.. Enumerable.Repeat(value, Few)];
}
