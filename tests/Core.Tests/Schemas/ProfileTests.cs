using AethergenAI.Core.Tests.Tables;
using AethergenAI.Schemas;
using AethergenAI.Schemas.Inference;
using AethergenAI.Seeding;

namespace AethergenAI.Core.Tests.Schemas;

public sealed class ProfileTests
{
    [Fact]
    public void Numbers_have_their_moments_quantiles_and_histogram()
    {
        ColumnProfile profile = Files
            .Infer("x\n" + string.Concat(Enumerable.Range(1, 101).Select(i => $"{i}\n")))
            .Columns[0]
            .Profile;
        Assert.Null(profile.Numbers); // 1, 2, 3 … counts the rows

        NumberProfile numbers = Files
            .Infer("x\n" + string.Concat(Enumerable.Range(0, 101).Select(i => $"{i * 37 % 101}\n")))
            .Columns[0]
            .Profile.Numbers!;
        Assert.Equal((0, 100, 50), (numbers.Min, numbers.Max, numbers.Mean));
        // The variance of 0 … 100 is (101² − 1)/12 · 101/100.
        Assert.Equal(Math.Sqrt((101 * 101 - 1) / 12.0 * 101 / 100), numbers.StandardDeviation, 12);
        Assert.Equal([1, 5, 25, 50, 75, 95, 99], numbers.Quantiles);
        Assert.Equal(101, numbers.Histogram.Counts.Sum());
        Assert.Equal(numbers.Histogram.Counts.Count + 1, numbers.Histogram.Edges.Count);
    }

    [Theory]
    [InlineData("1.7976931348623157E+308")] // its square is beyond a double
    [InlineData("-1.7976931348623157E+308")]
    public void Numbers_near_the_largest_double_have_no_figures_and_can_still_be_written(string far)
    {
        string cells = string.Concat(Enumerable.Range(0, 101).Select(i => $"{i * 37 % 101}.5\n"));
        SchemaProposal proposal = Files.Infer($"x\n{cells}{far}\n1.7976931348623157E+308\n");

        Assert.Null(proposal.Columns[0].Profile.Numbers);
        Assert.NotEmpty(System.Text.Json.JsonSerializer.Serialize(proposal, Json.Options));
    }

    [Fact]
    public void Levels_are_counted_and_the_most_frequent_come_first()
    {
        ColumnProfile profile = Files
            .Infer(
                "c,d\n"
                    + string.Concat(
                        Enumerable
                            .Range(0, 60)
                            .Select(i =>
                                (i % 6) switch
                                {
                                    0 or 3 => "a,1\n",
                                    2 or 4 => "b,2\n",
                                    _ => "c,3\n",
                                }
                            )
                    )
            )
            .Columns[0]
            .Profile;
        Assert.Equal(3, profile.Distinct);
        Assert.Equal(
            [new("a", 20), new("c", 20), new("b", 20)],
            profile.TopLevels.OrderByDescending(level => level.Count).ThenBy(level => level.Level == "b")
        );
    }

    [Fact]
    public void Dates_have_bounds_and_a_histogram_as_text()
    {
        MomentProfile moments = Files
            .Infer(
                "day\n"
                    + string.Concat(
                        Enumerable.Range(0, 60).Select(i => $"{new DateOnly(2001, 1, 1).AddDays(i):yyyy-MM-dd}\n")
                    )
            )
            .Columns[0]
            .Profile.Moments!;
        Assert.Equal(("2001-01-01", "2001-03-01"), (moments.Min, moments.Max));
        Assert.Equal(60, moments.Counts.Sum());
    }

    [Fact]
    public void Identifiers_and_text_show_no_cells() =>
        Assert.Empty(
            Files
                .Infer("email\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"a{i}@b.c\n")))
                .Columns[0]
                .Profile.TopLevels
        );

    [Theory]
    [InlineData(500)]
    [InlineData(20_000)]
    [InlineData(1_000_000)]
    public void Distinct_texts_are_estimated_within_five_standard_errors(int distinct)
    {
        var estimate = new HyperLogLog();
        for (int i = 0; i < distinct; i++)
        {
            estimate.Add(SeedSplit.Mix((ulong)i));
        }
        // The standard error is 1.04/√4096 = 1.6 %.
        Assert.InRange(estimate.Value, distinct * 0.92, distinct * 1.08);
    }

    [Fact]
    public void A_sample_keeps_to_its_capacity_and_never_depends_on_the_cut()
    {
        RowSample whole = new(1000),
            cut = new(1000);
        whole.Extend(0, 50_000);
        for (int row = 0; row < 50_000; row += 1_250)
        {
            cut.Extend(row, 1_250);
        }
        int[] held = [.. Enumerable.Range(0, 50_000).Where(whole.Holds)];
        Assert.Equal(held, Enumerable.Range(0, 50_000).Where(cut.Holds));
        Assert.InRange(held.Length, 500, 1000);
    }
}
