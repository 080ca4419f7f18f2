using AethergenAI.Generation;
using AethergenAI.Generation.Constraints;
using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Generation.Constraints;

public sealed class ConstraintTests
{
    private static readonly Column[] Numbers =
    [
        new IntegerColumn("a", 0, 10),
        new IntegerColumn("b", 0, 10),
        new IntegerColumn("c", 50, 60),
        new DateColumn("day"),
    ];

    [Fact]
    public void A_sum_whose_ranges_do_not_meet_is_unsatisfiable() =>
        Refuses("generation.unsatisfiable", new SumConstraint(["a", "b"], "c"));

    [Fact]
    public void An_inequality_of_disjoint_ranges_is_unsatisfiable() =>
        Refuses("generation.unsatisfiable", new InequalityConstraint("c", "a"));

    [Fact]
    public void A_strict_inequality_in_a_circle_is_unsatisfiable() =>
        Refuses(
            "generation.unsatisfiable",
            new InequalityConstraint("a", "b", Strict: true),
            new InequalityConstraint("b", "a")
        );

    [Fact]
    public void A_date_and_a_number_cannot_be_compared() =>
        Refuses("generation.constraint-kinds", new InequalityConstraint("a", "day"));

    [Fact]
    public void An_unknown_column_is_named() => Refuses("generation.constraint-column", new UniqueConstraint(["z"]));

    [Fact]
    public void What_is_switched_off_is_not_looked_at() =>
        ConstraintCheck.Satisfiable(
            new Schema("s", Numbers) { Constraints = [new InequalityConstraint("c", "a") { Active = false }] }
        );

    [Fact]
    public void A_seed_of_which_no_row_holds_a_constraint_is_refused_and_a_row_that_breaks_it_is_not_learnt()
    {
        var schema = new Schema("s", [new IntegerColumn("a"), new IntegerColumn("b")])
        {
            Constraints = [new InequalityConstraint("a", "b")],
        };
        Assert.Equal(
            "generation.seed-contradicts",
            Assert.Throws<RefusedException>(() => TableEncoder.Encode(Pairs([5, 6], [1, 2]), schema)).Code
        );
        var learnt = TableEncoder.Encode(Pairs([1, 9, 3], [2, 8, 4]), schema).Seed.Numbers("a").Values;
        Assert.Equal([1.0, 3], learnt.Order());
    }

    [Fact]
    public void A_repeated_key_is_learned_from_where_tables_with_keys_of_their_own_were_put_together()
    {
        var schema = new Schema("s", [new IntegerColumn("a"), new IntegerColumn("b", 0, 9)])
        {
            Constraints = [new UniqueConstraint(["a"])],
        };
        Table seed = Pairs([1, 2, 1, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 10, 4, 4, 4, 4, 4, 4]);
        Assert.Equal([1.0, 2, 4, 4, 4, 4, 4, 4], TableEncoder.Encode(seed, schema).Seed.Numbers("b").Values.Order());
        var told = new Told();
        var request = new FitRequest(seed, schema, new GeneratorSettings(new Dictionary<string, string>(), 1))
        {
            KeysMayRepeat = true,
            Progress = told,
        };
        var encoded = TableEncoder.Encode(request, TestContext.Current.CancellationToken);
        Assert.Equal([1.0, 2, 3, 4, 4, 4, 4, 4, 4], encoded.Seed.Numbers("b").Values.Order());
        Assert.StartsWith("1 of the seed's 10 rows", Assert.Single(told.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public void An_inequality_between_ranges_that_do_not_meet_leaves_both_columns_as_they_are()
    {
        var schema = new Schema("s", [new IntegerColumn("a"), new IntegerColumn("b")])
        {
            Constraints = [new InequalityConstraint("a", "b")],
        };
        var encoded = TableEncoder.Encode(Pairs([1, 2, 3, 4], [100, 300, 200, 400]), schema);
        Assert.All(encoded.Encodings, encoding => Assert.IsType<NumberEncoding>(encoding));
    }

    [Fact]
    public void Overlapping_combinations_share_one_token()
    {
        var schema = new Schema("s", [Level("x"), Level("y"), Level("z")])
        {
            Constraints = [new CombinationsConstraint(["x", "y"]), new CombinationsConstraint(["y", "z"])],
        };
        var seed = new Table([Codes("x", 0, 0, 1, 1), Codes("y", 0, 0, 1, 0), Codes("z", 1, 0, 1, 1)]);
        var encoded = TableEncoder.Encode(seed, schema);
        Assert.Equal([0, 1, 2, 3], Assert.Single(encoded.Columns).Tokens);
    }

    private static void Refuses(string code, params Constraint[] constraints) =>
        Assert.Equal(
            code,
            Assert
                .Throws<RefusedException>(() =>
                    ConstraintCheck.Satisfiable(new Schema("s", Numbers) { Constraints = constraints })
                )
                .Code
        );

    private sealed class Told : IProgress<RunProgress>
    {
        public List<string?> Messages { get; } = [];

        public void Report(RunProgress value) => Messages.Add(value.Message);
    }

    private static Table Pairs(double[] a, double[] b) =>
        new([new NumberData { Name = "a", Values = a }, new NumberData { Name = "b", Values = b }]);

    private static CategoricalColumn Level(string name) => new(name, ["no", "yes"]);

    private static LevelData Codes(string name, params int[] codes) =>
        new()
        {
            Name = name,
            Codes = codes,
            Levels = ["no", "yes"],
        };
}
