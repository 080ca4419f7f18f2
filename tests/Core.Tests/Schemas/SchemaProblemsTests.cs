using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Schemas;

public sealed class SchemaProblemsTests
{
    private static readonly Column[] Sound =
    [
        new IntegerColumn("a", 0, 10),
        new IntegerColumn("b", 0, 10),
        new IntegerColumn("c", 0, 10),
        new IntegerColumn("big", 100, 200),
        new DateColumn("day"),
        new DateTimeColumn("moment"),
        new CategoricalColumn("level", ["x", "y"]),
        new TextColumn("text"),
    ];

    private static IReadOnlyList<SchemaProblem> Problems(Column[] columns, params Constraint[] constraints) =>
        SchemaCheck.Problems(new Schema("s", columns) { Constraints = constraints });

    private static void Only(string code, string says, IReadOnlyList<SchemaProblem> problems)
    {
        SchemaProblem problem = Assert.Single(problems);
        Assert.Equal(code, problem.Code);
        Assert.Contains(says, problem.Where + ": " + problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_schema_has_no_problems() =>
        Assert.Empty(
            Problems(
                Sound,
                new InequalityConstraint("a", "big", Strict: true),
                new SumConstraint(["a", "b"], "c"),
                new UniqueConstraint(["a"]),
                new CombinationsConstraint(["level", "a"])
            )
        );

    [Fact]
    public void Columns_that_no_file_can_have_are_problems()
    {
        Only("schema.columns", "has no columns", Problems([]));
        Only("schema.columns", "2 columns have this name", Problems([new TextColumn("a"), new TextColumn("a")]));
        Only("schema.columns", "columns[0]", Problems([new TextColumn(" ")]));
        Only("schema.columns", "blanks", Problems([new TextColumn("a ")]));
        Only(
            "schema.target",
            "2 columns",
            Problems([.. new[] { "a", "b" }.Select(name => new IntegerColumn(name) { Role = ColumnRole.Target })])
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData(" redacted")]
    [InlineData("NA")]
    public void A_redacted_text_that_reads_as_missing_or_otherwise_is_a_problem(string text)
    {
        Assert.Empty(Problems([new TextColumn("a") { Redacted = TextColumn.RedactedText }]));
        Only("schema.levels", "Choose another text", Problems([new TextColumn("a") { Redacted = text }]));
    }

    [Fact]
    public void A_redacted_column_is_not_unique()
    {
        Column redacted = new TextColumn("a") { Redacted = TextColumn.RedactedText };
        Assert.Empty(Problems([redacted, new IntegerColumn("b")], new UniqueConstraint(["a", "b"])));
        SchemaProblem problem = Assert.Single(Problems([redacted], new UniqueConstraint(["a"])));
        Assert.Contains("its cells that are not missing are all the same", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hierarchy_of_other_levels_or_in_a_circle_is_a_problem()
    {
        Assert.Empty(Of(["x", "y", "z"], ("x", "y"), ("y", "z")));
        Assert.Empty(Of([], ("x", "y"))); // no levels are listed, so none is unknown
        Only(
            "schema.hierarchy",
            "columns.a.hierarchy: 'w' is in the hierarchy and no level",
            Of(["x", "y"], ("w", "y"))
        );
        Only("schema.hierarchy", "'v' is in the hierarchy", Of(["x", "y"], ("x", "v")));
        Only("schema.hierarchy", "and so are 2 others", Of(["x", "y"], ("u", "v"), ("x", "w")));
        Only("schema.hierarchy", "'x' is its own ancestor", Of(["x", "y"], ("x", "x")));
        Only("schema.hierarchy", "is its own ancestor", Of(["x", "y", "z"], ("z", "x"), ("x", "y"), ("y", "x")));
        Only("schema.hierarchy", "The parent of 'x' is null", Of(["x", "y"], ("x", null!)));
        string[] ten = [.. Enumerable.Range(0, 10).Select(level => $"{level}")];
        Assert.Empty(Of(ten, [.. Enumerable.Range(0, 8).Select(level => ($"{level}", $"{level + 1}"))]));
        Only(
            "schema.hierarchy",
            "'0' has more than 8 ancestors",
            Of(ten, [.. Enumerable.Range(0, 9).Select(level => ($"{level}", $"{level + 1}"))])
        );

        static IReadOnlyList<SchemaProblem> Of(string[] levels, params (string Level, string Parent)[] parents) =>
            Problems([
                new CategoricalColumn("a", levels)
                {
                    Nullable = true,
                    Hierarchy = parents.ToDictionary(pair => pair.Level, pair => pair.Parent),
                },
            ]);
    }

    [Fact]
    public void Public_bins_that_make_no_domain_are_problems()
    {
        Only("schema.bins", "1 edges", Problems([new IntegerColumn("a") { Bins = [0] }]));
        Only("schema.bins", "above the one before", Problems([new DecimalColumn("a") { Bins = [0, 2, 2] }]));
        Only(
            "schema.bins",
            "between minimum and maximum",
            Problems([new IntegerColumn("a", 10, 20) { Bins = [0, 5, 9] }])
        );
        Only(
            "schema.bins",
            "between minimum and maximum",
            Problems([new DateColumn("a", Max: new DateOnly(2000, 1, 1)) { Bins = [new(2001, 1, 1), new(2002, 1, 1)] }])
        );
        Only("schema.values", "either", Problems([new IntegerColumn("a") { Bins = [0, 1], Values = [0] }]));
        Only("schema.values", "0 values", Problems([new IntegerColumn("a") { Values = [] }]));
        Only("schema.values", "above the one before", Problems([new DecimalColumn("a") { Values = [0, 2, 2] }]));
        Only("schema.values", "minimum and maximum", Problems([new IntegerColumn("a", 10, 20) { Values = [5, 12] }]));
        Only("schema.values", "whole number", Problems([new IntegerColumn("a") { Values = [0, 1.5] }]));
        Only("schema.values", "multiple", Problems([new DecimalColumn("a", Step: 0.05) { Values = [0, 0.12] }]));
        Only(
            "schema.values",
            "multiple",
            Problems([new DecimalColumn("a", Step: 0.05) { Values = [0, 0.05000000001] }])
        );
        Assert.Empty(Problems([new DecimalColumn("a", 0, 1, 0.05) { Values = [0, 0.15, 0.5, 1] }]));
        Assert.Empty(Problems([new DateTimeColumn("a") { Bins = [new(2001, 1, 1), new(2002, 1, 1)] }]));
    }

    [Fact]
    public void Declarations_for_privacy_that_make_no_sense_are_problems()
    {
        IReadOnlyList<SchemaProblem> Of(SchemaPrivacy privacy) =>
            SchemaCheck.Problems(new Schema("s", Sound) { Privacy = privacy });

        Only("schema.privacy", "from 1", Of(new SchemaPrivacy(0)));
        Only("schema.privacy", "needs 'privacy.entity'", Of(new SchemaPrivacy(10) { RowsPerEntity = 2 }));
        Only("schema.unknown-column", "Did you mean 'level'", Of(new SchemaPrivacy(10) { Entity = "levle" }));
        Only("schema.privacy", "cannot identify entities", Of(new SchemaPrivacy(10) { Entity = "text" }));
        Assert.Empty(Of(new SchemaPrivacy(10) { Entity = "a", RowsPerEntity = 3 }));
    }

    [Fact]
    public void Cells_that_no_row_can_have_are_problems()
    {
        Only("schema.bounds", "minimum is above the maximum", Problems([new IntegerColumn("a", 2, 1)]));
        Only(
            "schema.bounds",
            "minimum is above the maximum",
            Problems([new DateColumn("a", new(2002, 1, 1), new(2001, 1, 1))])
        );
        Only("schema.bounds", "2^53", Problems([new IntegerColumn("a", 0, long.MaxValue)]));
        Only("schema.bounds", "step", Problems([new DecimalColumn("a", Step: 0)]));
        Only("schema.bounds", "multiple", Problems([new DecimalColumn("a", 0.1, 0.2, 0.5)]));
        Only("schema.levels", "no levels", Problems([new CategoricalColumn("a", [])]));
        Only("schema.levels", "empty", Problems([new BooleanColumn("a", "", "b")]));
        Only("schema.levels", "null", Problems([new CategoricalColumn("a", [null!, "b"])]));
        Only("schema.levels", "twice", Problems([new CategoricalColumn("a", ["b", "b"])]));
        Only("schema.levels", "twice", Problems([new BooleanColumn("a", "x", "x")]));
        Only("schema.format", "read back", Problems([new DateColumn("a", Format: "dd/MM")]));
        Only("schema.format", "read back", Problems([new DateTimeColumn("a", Format: "'oops")]));
        Only("schema.pattern", "class of letters", Problems([new IdentifierColumn("a", @"P-\#")]));
        // Half a character of UTF-8 cannot be written; decimals and Wednesday, September make it too long or wrong.
        Only("schema.format", "read back", Problems([new DateColumn("a", Format: "yyyy-MM-dd😀")]));
        Only(
            "schema.format",
            "read back",
            Problems([new DateTimeColumn("a", Format: "yyyy-MM-dd HH:mm:ss[.ffffffff]")])
        );
        string many = string.Join(' ', Enumerable.Repeat("dddd", 17)) + " yyyy-MM-dd";
        Only("schema.format", "read back", Problems([new DateColumn("a", Format: many)]));
        Only("schema.format", "is not a pattern of numbers", Problems([new DecimalColumn("a") { Format = "0.0.0" }]));
        Only("schema.format", "is not a pattern of numbers", Problems([new IntegerColumn("a") { Format = "h:m" }]));
        Only(
            "schema.format",
            "delimiter",
            SchemaCheck.Problems(new Schema("s", Sound) { Format = new FileFormat(";;") })
        );
        Only("schema.version", "Version 2", SchemaCheck.Problems(new Schema("s", Sound) { Version = 2 }));
    }

    [Fact]
    public void Constraints_that_refer_to_nothing_sensible_are_problems()
    {
        Only(
            "schema.unknown-column",
            "Did you mean 'moment'?",
            Problems(Sound, new InequalityConstraint("day", "momemt"))
        );
        Only("schema.constraint", "twice", Problems(Sound, new InequalityConstraint("a", "a")));
        Only("schema.constraint", "twice", Problems(Sound, new SumConstraint(["a", "c"], "c")));
        Only(
            "schema.constraint",
            "'day' (date) and 'moment' (datetime) cannot be compared",
            Problems(Sound, new InequalityConstraint("day", "moment"))
        );
        Only(
            "schema.constraint",
            "The kind of 'level' is categorical; 'Lesser column'",
            Problems(Sound, new InequalityConstraint("level", "a"))
        );
        Only(
            "schema.constraint",
            "The kind of 'day' is date; 'Columns to add' (addends) takes only integer or decimal",
            Problems(Sound, new SumConstraint(["a", "day"], "c"))
        );
        Only(
            "schema.constraint",
            "'Columns to add' (addends) needs at least 2 columns",
            Problems(Sound, new SumConstraint(["a"], "c"))
        );
        Only(
            "schema.constraint",
            "'Columns' needs at least 2 columns",
            Problems(Sound, new CombinationsConstraint(["level"]))
        );
        Only(
            "schema.constraint",
            "The kind of 'text' is text; 'Columns'",
            Problems(Sound, new CombinationsConstraint(["level", "text"]))
        );
        Only("schema.constraint", "'Columns' needs at least one column", Problems(Sound, new UniqueConstraint([])));
    }

    [Fact]
    public void Constraints_that_no_row_can_satisfy_are_problems()
    {
        Only("schema.impossible", "above every", Problems(Sound, new InequalityConstraint("big", "a")));
        Only("schema.impossible", "smallest possible sum", Problems(Sound, new SumConstraint(["a", "big"], "c")));
        Only("schema.impossible", "largest possible sum", Problems(Sound, new SumConstraint(["a", "b"], "big")));
        Assert.Empty(Problems(Sound, new InequalityConstraint("big", "a") { Active = false }));
    }

    [Fact]
    public void A_circle_of_inequalities_is_a_problem_where_one_is_strict()
    {
        Assert.Empty(
            Problems(
                Sound,
                new InequalityConstraint("a", "b"),
                new InequalityConstraint("b", "c"),
                new InequalityConstraint("c", "a")
            )
        );
        Assert.Equal(
            3,
            Problems(
                    Sound,
                    new InequalityConstraint("a", "b", Strict: true),
                    new InequalityConstraint("b", "c"),
                    new InequalityConstraint("c", "a")
                )
                .Count(problem => problem.Code == "schema.impossible")
        );
    }

    [Fact]
    public void A_total_that_is_a_part_of_itself_is_a_problem() =>
        Assert.Equal(
            2,
            Problems(Sound, new SumConstraint(["a", "b"], "c"), new SumConstraint(["c", "b"], "a"))
                .Count(problem => problem.Code == "schema.impossible")
        );

    [Fact]
    public void Checking_refuses_with_the_first_problem_and_counts_the_others()
    {
        var refusal = Assert.Throws<RefusedException>(() =>
            SchemaCheck.Check(new Schema("s", [new IntegerColumn("a", 2, 1), new CategoricalColumn("b", [])]))
        );
        Assert.Equal("schema.bounds", refusal.Code);
        Assert.Contains("1 more", refusal.Message, StringComparison.Ordinal);
    }
}
