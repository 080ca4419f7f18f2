using AethergenAI.Generation.Conditioning;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Generation.Conditioning;

/// <summary>No condition makes rows alike that the schema wants to differ.</summary>
public sealed class GivenUniqueTests
{
    private static readonly Schema Schema = new("sales", [new IntegerColumn("shop"), new IntegerColumn("month")])
    {
        Constraints = [new UniqueConstraint(["shop", "month"])],
    };

    [Theory]
    [InlineData("generation.given-unique", 1.0, double.NaN)] // the month is not given
    [InlineData("generation.given-unique", 1.0, 1.0, 2.0, 5.0, 1.0, 1.0)] // row 3 is row 1
    [InlineData(null, 1.0, 1.0, 2.0, 5.0, 1.0, 2.0)]
    public void Given_rows_differ_where_they_must(string? code, params double[] cells)
    {
        double[][] rows = [.. cells.Chunk(2)];
        var table = new Table([
            Numbers("shop", [.. rows.Select(row => row[0])]),
            Numbers("month", [.. rows.Select(row => row[1])]),
        ]);

        Assert.Equal(code, Code(() => GivenUnique.RequireOfRows(Schema, table)));
    }

    [Theory]
    [InlineData("shop", 2, "generation.given-unique")]
    [InlineData("month", 100, "generation.given-unique")]
    [InlineData("shop", 1, null)]
    [InlineData("price", 100, null)]
    public void A_condition_on_what_makes_rows_differ_is_for_one_row(string column, int rows, string? code) =>
        Assert.Equal(code, Code(() => GivenUnique.RequireOfConditions(Schema, [column], rows)));

    [Fact]
    public void A_constraint_that_is_switched_off_asks_for_nothing()
    {
        var off = Schema with { Constraints = [Schema.Constraints[0] with { Active = false }] };

        Assert.Null(Code(() => GivenUnique.RequireOfConditions(off, ["shop"], 5)));
    }

    [Theory]
    [InlineData("P-####", null, "P-0042", true)]
    [InlineData("P-####", null, "P-042", false)]
    [InlineData("P-####", null, "Q-0042", false)]
    [InlineData("P-####", null, "P-00x2", false)]
    [InlineData(null, null, "0042", true)]
    [InlineData(null, null, "P-0042", false)]
    [InlineData("##########", IdentifierCheck.Mod11, "9434765919", true)] // the NHS's own example
    [InlineData("##########", IdentifierCheck.Mod11, "9434765918", false)]
    public void An_identifier_is_one_that_its_pattern_makes(
        string? pattern,
        IdentifierCheck? check,
        string text,
        bool matches
    ) => Assert.Equal(matches, IdentifierText.Matches(new IdentifierColumn("id", pattern) { Check = check }, text));

    private static NumberData Numbers(string name, double[] values) => new() { Name = name, Values = values };

    private static string? Code(Action act) => (Record.Exception(act) as RefusedException)?.Code;
}
