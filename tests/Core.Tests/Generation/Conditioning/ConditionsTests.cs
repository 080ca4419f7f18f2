using AethergenAI.Generation;
using AethergenAI.Generation.Conditioning;
using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Conditioning;

public sealed class ConditionsTests
{
    private static readonly Schema Schema = new(
        "people",
        [
            new CategoricalColumn("sex", ["F", "M", "a,\"b\""]),
            new IntegerColumn("age", 0, 120),
            new DecimalColumn("a=b"),
            new DateColumn("day"),
            new IntegerColumn("a"),
            new IntegerColumn("ward", 1, 9) { Values = [1, 5, 9] },
        ]
    );

    [Theory]
    [InlineData("sex=F", "sex", "F")]
    [InlineData("a=b=3", "a=b", "3")]
    [InlineData("a=5", "a", "5")]
    [InlineData("sex=x=y", "sex", "x=y")]
    public void Words_are_split_where_the_longest_name_of_a_column_ends(string words, string column, string value) =>
        Assert.Equal((column, value), Conditions.Split(words, '=', Schema));

    [Theory]
    [InlineData("sexx=F", "Did you mean 'sex'?")]
    [InlineData("weight=5", "no column 'weight'")]
    public void A_column_that_is_not_there_is_refused_with_the_nearest_name(string words, string says)
    {
        var refused = Assert.Throws<RefusedException>(() => Conditions.Split(words, '=', Schema));
        Assert.Equal("generation.condition-column", refused.Code);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_without_a_value_is_not_told_that_it_means_itself()
    {
        var refused = Assert.Throws<RefusedException>(() => Conditions.Split("sex", '=', Schema));

        Assert.Equal("generation.condition-value", refused.Code);
        Assert.Contains("Write sex=VALUE", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Did you mean", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_read_as_their_columns_cells_are()
    {
        var row = Conditions.Row(Model(), [("sex", "a,\"b\""), ("age", "40"), ("a=b", "-1.5"), ("day", "2020-02-29")]);
        Assert.Equal("a,\"b\"", row.Levels("sex")[0]);
        Assert.Equal([40], row.Numbers("age").Values);
        Assert.Equal([-1.5], row.Numbers("a=b").Values);
        Assert.Equal([new DateOnly(2020, 2, 29).DayNumber], row.Numbers("day").Values);
    }

    [Theory]
    [InlineData("age", "forty", "generation.condition-value")]
    [InlineData("age", "", "generation.condition-value")]
    [InlineData("age", "1\n2", "generation.condition-value")]
    [InlineData("a=b", "NaN", "generation.condition-value")]
    [InlineData("a=b", "Infinity", "generation.condition-value")]
    [InlineData("day", "2021-02-29", "generation.condition-value")]
    [InlineData("age", "121", "generation.condition-range")]
    [InlineData("ward", "4", "generation.condition-range")]
    [InlineData("sex", "M", "generation.condition-level")]
    [InlineData("sex", "other", "generation.condition-level")]
    public void What_a_column_cannot_hold_or_the_seed_never_had_is_refused(string column, string value, string code) =>
        Assert.Equal(code, Assert.Throws<RefusedException>(() => Conditions.Row(Model(), [(column, value)])).Code);

    [Fact]
    public void A_column_is_given_once() =>
        Assert.Equal(
            "generation.condition-twice",
            Assert.Throws<RefusedException>(() => Conditions.Row(Model(), [("age", "1"), ("age", "2")])).Code
        );

    [Theory]
    [InlineData(1_000, 0.5)]
    [InlineData(999, 0.1, 0.2, 0.7)]
    [InlineData(100, 0.333, 0.333)]
    [InlineData(7, 1.0)]
    public void After_any_number_of_rows_each_share_has_what_it_is_due_within_one(int rows, params double[] parts)
    {
        Share[] shares = [.. parts.Select((part, at) => new Share($"{at}", part))];
        int[] turns = Rebalancing.Turns(shares, rows),
            taken = new int[parts.Length + 1];
        for (int row = 0; row < rows; row++)
        {
            taken[turns[row]]++;
            for (int share = 0; share < parts.Length; share++)
            {
                Assert.True(Math.Abs(taken[share] - (parts[share] * (row + 1))) < 1);
            }
        }

        if (parts.Sum() > 1 - 1e-9)
        {
            Assert.Equal(0, taken[^1]);
        }
    }

    private static ModelManifest Model() =>
        new()
        {
            Generator = "none",
            Options = new Dictionary<string, string>(),
            Schema = Schema,
            SchemaHash = "",
            Columns = [],
            Encodings =
            [
                new LevelEncoding("sex", 0, ["F", "a,\"b\""]),
                new NumberEncoding(
                    "age",
                    1,
                    new NumberScale([
                        [1],
                    ])
                ),
                new NumberEncoding(
                    "a=b",
                    2,
                    new NumberScale([
                        [1],
                    ])
                ),
                new NumberEncoding(
                    "day",
                    3,
                    new NumberScale([
                        [1],
                    ])
                ),
                new NumberEncoding(
                    "a",
                    4,
                    new NumberScale([
                        [1],
                    ])
                ),
            ],
            Parameters = default,
            GraphHash = "",
            Provenance = new Provenance("", 0, 0, "", "none", 0),
        };
}
