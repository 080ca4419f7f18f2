using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Seeding;

public sealed class RowShuffleTests
{
    private static readonly Schema Schema = new("rows", [new IntegerColumn("row")]);

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(199)]
    public void A_row_less_changes_the_order_of_no_two_others(int gone)
    {
        int[] rows = [.. Enumerable.Range(0, 200)];
        Assert.Equal(Mixed(rows, 3).Where(row => row != gone), Mixed([.. rows.Where(row => row != gone)], 3));
    }

    [Fact]
    public void Where_a_row_stands_decides_nothing_and_equal_rows_are_in_no_row_twice()
    {
        int[] rows = [.. Enumerable.Range(0, 200).Select(row => row % 150)];
        Assert.Equal(Mixed(rows, 3), Mixed([.. rows.Reverse()], 3));
        Assert.Equal(rows.Order(), Mixed(rows, 3).Order());
    }

    [Fact]
    public void Each_round_has_an_order_of_its_own_and_a_row_is_anywhere_in_it()
    {
        int[] rows = [.. Enumerable.Range(0, 100)];
        double sum = 0,
            agree = 0;
        const int rounds = 400;
        for (int round = 0; round < rounds; round++)
        {
            int[] now = Mixed(rows, round),
                next = Mixed(rows, round + 1);
            sum += Array.IndexOf(now, 7);
            agree += now.Zip(next).Count(pair => pair.First == pair.Second);
        }
        // A place is uniform on 0 … 99: mean 49.5, standard deviation 28.9; 4 standard errors of 400 are 5.8.
        Assert.InRange(sum / rounds, 43.7, 55.3);
        // The agreements of two orders have mean 1 and variance 1; 4 standard errors of 400 are 0.2.
        Assert.InRange(agree / rounds, 0.8, 1.2);
    }

    private static int[] Mixed(int[] numbers, int round)
    {
        var table = new Table([
            new NumberData { Name = "row", Values = Array.ConvertAll(numbers, row => (double)row) },
        ]);
        int[] places = [.. Enumerable.Range(0, numbers.Length)];
        return Array.ConvertAll(RowShuffle.Of(table, Schema).Order(places, 5, round), place => numbers[place]);
    }
}
