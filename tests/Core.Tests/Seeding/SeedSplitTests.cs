using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Seeding;

public sealed class SeedSplitTests
{
    private static readonly Schema Schema = new(
        "rows",
        [new IntegerColumn("row"), new CategoricalColumn("ward", ["A", "B"])]
    );

    private static Table Rows(IEnumerable<int> numbers)
    {
        double[] rows = [.. numbers.Select(row => (double)row)];
        return new([
            new NumberData { Name = "row", Values = rows },
            new LevelData
            {
                Name = "ward",
                Codes = Array.ConvertAll(rows, row => ((int)row % 3) - 1),
                Levels = ["A", "B"],
            },
        ]);
    }

    private static int[] Numbers(Table table) => Array.ConvertAll(table.Numbers("row").Values, row => (int)row);

    [Theory]
    [InlineData(0UL, 0xE220A8397B1DCDAFUL)]
    [InlineData(0x9E3779B97F4A7C15UL, 0x6E789E6AA1B965F4UL)]
    [InlineData(0x3C6EF372FE94F82AUL, 0x06C45D188009454FUL)]
    public void The_hash_is_SplitMix64_as_published(ulong state, ulong output) =>
        Assert.Equal(output, SeedSplit.Mix(state));

    /// <summary>Computed by a Python program from the description in docs/2-seeding.md.</summary>
    [Fact]
    public void The_split_is_the_one_that_another_program_computes()
    {
        int[] rows = [.. Enumerable.Range(0, 16), 3, 3, 7, 7];
        Assert.Equal([0, 5, 12, 15], Numbers(SeedSplit.Split(Rows(rows), Schema, 0.3, 1).Holdout));
    }

    [Fact]
    public void Every_row_is_on_one_side_in_order_and_the_holdout_has_about_its_share()
    {
        var (train, holdout) = SeedSplit.Split(Rows(Enumerable.Range(0, 10_000)), Schema, 0.3, 7);
        // Binomial: mean 3,000, standard deviation √(10,000 · .3 · .7) = 46; 5 of them are 229.
        Assert.InRange(holdout.RowCount, 2_771, 3_229);
        Assert.Equal(Enumerable.Range(0, 10_000), Numbers(train).Concat(Numbers(holdout)).Order());
        Assert.Equal(Numbers(train).Order(), Numbers(train));
    }

    /// <summary>
    /// What makes a split safe for differential privacy: neighbours stay neighbours on both sides. Rows that are
    /// equal are as many on each side whichever of them went.
    /// </summary>
    [Theory]
    [InlineData(RowDraw.Holdout)]
    [InlineData(RowDraw.SeedRows)]
    [InlineData(RowDraw.Comparison)]
    [InlineData(RowDraw.Validation)]
    [InlineData(RowDraw.EarlyStopping)]
    [InlineData(RowDraw.Trees)]
    public void One_row_less_moves_no_other_wherever_it_stood(RowDraw purpose)
    {
        int[] rows = [.. Enumerable.Range(0, 200).Select(row => row % 150)]; // 50 rows stand there twice
        int[] before = Drawn(rows);
        foreach (int gone in (int[])[0, 1, 99, 150, 198, 199])
        {
            int[] after = Drawn([.. rows[..gone], .. rows[(gone + 1)..]]);
            int[] lost = [.. Without(before, after)];
            Assert.Empty(Without(after, before));
            Assert.True(lost is [] || lost.SequenceEqual([rows[gone]]));
        }

        int[] Drawn(int[] numbers) => Numbers(SeedSplit.Draw(Rows(numbers), Schema, 0.4, 5, purpose));
    }

    [Theory]
    [InlineData(RowDraw.Holdout)]
    [InlineData(RowDraw.SeedRows)]
    [InlineData(RowDraw.Comparison)]
    [InlineData(RowDraw.Validation)]
    [InlineData(RowDraw.EarlyStopping)]
    [InlineData(RowDraw.Trees)]
    public void All_rows_of_an_entity_are_on_one_side_and_one_entity_less_moves_no_other(RowDraw purpose)
    {
        var schema = Schema with
        {
            Privacy = new SchemaPrivacy(1000) { Entity = "row", RowsPerEntity = 5 },
        };
        int[] people = [.. Enumerable.Range(0, 100).SelectMany(person => Enumerable.Repeat(person, 1 + (person % 4)))];
        var (train, holdout) = SeedSplit.Split(Rows(people), schema, 0.4, 3, purpose);
        Assert.Empty(Numbers(train).Intersect(Numbers(holdout)));

        var (less, _) = SeedSplit.Split(Rows(people.Where(person => person != 50)), schema, 0.4, 3, purpose);
        Assert.Equal(Numbers(train).Where(person => person != 50), Numbers(less));
    }

    [Fact]
    public void The_order_of_rows_decides_nothing()
    {
        int[] rows = [.. Enumerable.Range(0, 300).Select(row => row % 250)];
        int[] mixed = [.. rows.Reverse()];
        Assert.Equal(
            Numbers(SeedSplit.Split(Rows(rows), Schema, 0.3, 1).Holdout).Order(),
            Numbers(SeedSplit.Split(Rows(mixed), Schema, 0.3, 1).Holdout).Order()
        );
        Assert.Equal(
            Numbers(SeedSplit.Lowest(Rows(rows), Schema, 40, 1, RowDraw.SeedRows)).Order(),
            Numbers(SeedSplit.Lowest(Rows(mixed), Schema, 40, 1, RowDraw.SeedRows)).Order()
        );
    }

    [Fact]
    public void An_exact_number_of_rows_lets_a_row_less_move_one_other_at_most()
    {
        int[] rows = [.. Enumerable.Range(0, 200)];
        int[] before = Lowest(rows);
        Assert.Equal(60, before.Length);
        foreach (int gone in (int[])[0, 100, 199, before[0], before[^1]])
        {
            int[] after = Lowest([.. rows.Where(row => row != gone)]);
            Assert.Equal(60, after.Length);
            Assert.Equal(before.Contains(gone) ? 1 : 0, Without(after, before).Count());
        }
        Assert.Empty(Without(Numbers(SeedSplit.Lowest(Rows(rows), Schema, 20, 1, RowDraw.SeedRows)), before));

        int[] Lowest(int[] numbers) => Numbers(SeedSplit.Lowest(Rows(numbers), Schema, 60, 1, RowDraw.SeedRows));
    }

    [Fact]
    public void A_larger_share_holds_the_smaller_one()
    {
        var rows = Rows(Enumerable.Range(0, 500));
        Assert.Empty(
            Without(
                Numbers(SeedSplit.Split(rows, Schema, 0.1, 3).Holdout),
                Numbers(SeedSplit.Split(rows, Schema, 0.4, 3).Holdout)
            )
        );
    }

    [Theory]
    [InlineData(1UL, RowDraw.Holdout, 2UL, RowDraw.Holdout)]
    [InlineData(1UL, RowDraw.Holdout, 1UL, RowDraw.SeedRows)]
    [InlineData(1UL, RowDraw.Holdout, 1UL, RowDraw.Validation)]
    [InlineData(1UL, RowDraw.Comparison, 1UL, RowDraw.Validation)]
    public void Draws_with_other_seeds_or_for_other_purposes_are_independent(
        ulong seed,
        RowDraw purpose,
        ulong otherSeed,
        RowDraw otherPurpose
    )
    {
        var rows = Rows(Enumerable.Range(0, 100_000));
        int both = Numbers(SeedSplit.Draw(rows, Schema, 0.5, seed, purpose))
            .Intersect(Numbers(SeedSplit.Draw(rows, Schema, 0.5, otherSeed, otherPurpose)))
            .Count();
        // Binomial: mean 25,000, standard deviation √(100,000 · 3/16) = 137; 5 of them are 685.
        Assert.InRange(both, 24_315, 25_685);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.91)]
    [InlineData(double.NaN)]
    public void A_share_outside_its_range_is_a_bug(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            SeedSplit.Split(Rows(Enumerable.Range(0, 10)), Schema, share, 1)
        );

    /// <summary>What of the first is not in the second, counted as often as it stands there.</summary>
    private static IEnumerable<int> Without(IEnumerable<int> first, IEnumerable<int> second)
    {
        var left = second.CountBy(row => row).ToDictionary();
        return [.. first.Where(row => (left[row] = left.GetValueOrDefault(row) - 1) < 0)];
    }
}
