using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Onnx.Arn;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests.Arn;

/// <summary>Which rows a network learns from follows from each row alone.</summary>
public sealed class HeldBackTests
{
    private static readonly Schema Schema = new("rows", [new IntegerColumn("row"), new IntegerColumn("person")]);

    private static readonly Schema People = Schema with
    {
        Privacy = new SchemaPrivacy(1_000_000) { Entity = "person", RowsPerEntity = 400 },
    };

    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    [InlineData(299)]
    public void A_row_less_changes_the_side_of_no_other(int gone)
    {
        int[] rows = [.. Enumerable.Range(0, 300)];
        Table all = Rows(rows, row => row),
            fewer = Rows(rows.Where(row => row != gone), row => row);
        var (train, held) = Sides(all, Schema);
        var (trainAfter, heldAfter) = Sides(fewer, Schema);
        Assert.Equal(train.Where(row => row != gone), trainAfter);
        Assert.Equal(held.Where(row => row != gone), heldAfter);
        // Binomial: mean 60, standard deviation √(300 · .16) = 6.9; 5 of them are 35.
        Assert.InRange(held.Length, 25, 95);
        Assert.Equal(rows, train.Concat(held).Order());
    }

    [Fact]
    public void A_seed_of_other_size_holds_back_the_same_rows_up_to_4_000_of_them()
    {
        Assert.Equal(Share(3_000), Share(3_001));
        Assert.Equal(Share(100_000), Share(100_001));
        Assert.InRange(100_000 * Share(100_000), 3_600, 4_000);
        Assert.Equal(0, Share(39));
    }

    [Fact]
    public void A_persons_rows_are_on_one_side_and_a_person_less_moves_no_other()
    {
        int[] rows = [.. Enumerable.Range(0, 300)];
        var (train, held) = Sides(Rows(rows, row => row / 3), People);
        Assert.NotEmpty(held);
        Assert.Empty(train.Select(row => row / 3).Intersect(held.Select(row => row / 3)));
        var (_, fewer) = Sides(Rows(rows.Where(row => row / 3 != 50), row => row / 3), People);
        Assert.Equal(held.Where(row => row / 3 != 50), fewer);
    }

    [Fact]
    public void No_row_is_held_back_where_most_would_be()
    {
        var all = Rows(Enumerable.Range(0, 300), _ => 1);
        var encoded = TableEncoder.Encode(all, People);
        foreach (ulong seed in Enumerable.Range(0, 50).Select(seed => (ulong)seed))
        {
            Assert.Equal((300, 0), Counts(ArnNetworks.Sides(encoded, 0.2, seed)));
        }
        Assert.Equal((300, 0), Counts(ArnNetworks.Sides(encoded, 0, 1)));

        static (int, int) Counts((int[] Train, int[] Held) sides) => (sides.Train.Length, sides.Held.Length);
    }

    private static double Share(int rows) =>
        ArnOptions
            .Of(
                OptionValues.Of(KnownGenerators.Arn, new GeneratorSettings(new Dictionary<string, string>(), 1)),
                rows,
                3
            )
            .Validation;

    /// <summary>The numbers of the rows on each side.</summary>
    private static (int[] Train, int[] Held) Sides(Table rows, Schema schema)
    {
        var encoded = TableEncoder.Encode(rows, schema);
        var (train, held) = ArnNetworks.Sides(encoded, Share(rows.RowCount), 5);
        return (Numbers(train), Numbers(held));

        int[] Numbers(int[] places) =>
            [.. places.Select(place => (int)encoded.Seed.Numbers("row").Values[place]).Order()];
    }

    private static Table Rows(IEnumerable<int> rows, Func<int, int> person)
    {
        double[] numbers = [.. rows.Select(row => (double)row)];
        return new Table([
            new NumberData { Name = "row", Values = numbers },
            new NumberData { Name = "person", Values = Array.ConvertAll(numbers, row => (double)person((int)row)) },
        ]);
    }
}
