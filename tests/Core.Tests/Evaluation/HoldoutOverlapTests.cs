using AethergenAI.Evaluation;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation;

/// <summary>A holdout that has rows of the seed in it is no control.</summary>
public class HoldoutOverlapTests
{
    private static readonly Table Train = People.Draw(300, 1);

    [Fact]
    public void A_holdout_that_is_the_seed_is_refused_at_evaluate()
    {
        var refusal = Assert.Throws<RefusedException>(() => People.Evaluate(Train, Train, People.Draw(300, 2)));
        Assert.Equal("evaluation.holdout-overlaps", refusal.Code);
        Assert.StartsWith("300 of the holdout's 300 rows", refusal.Message, StringComparison.Ordinal);
    }

    // Five of a hundred rows, with their own numbers or numbered again.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_holdout_with_some_rows_of_the_seed_is_refused(bool again)
    {
        var part = Train.First(5);
        if (again)
        {
            part = part.With(
                new LevelData
                {
                    Name = "id",
                    Codes = [0, 1, 2, 3, 4],
                    Levels = ["1", "2", "3", "4", "5"],
                }
            );
        }
        var refusal = Assert.Throws<RefusedException>(() =>
            HoldoutOverlap.Refuse(People.Schema, Train, People.Draw(95, 3).Then(part))
        );
        Assert.StartsWith("5 of the holdout's 100 rows", refusal.Message, StringComparison.Ordinal);
    }

    // Rows of a fresh draw repeat as often as within the seed, whether there are 4 different rows or 4,000. A false
    // refusal takes five standard errors: below one in a million for each of these 120.
    [Theory]
    [InlineData(4)]
    [InlineData(60)]
    [InlineData(4_000)]
    public void Rows_that_agree_by_chance_are_no_overlap(int different)
    {
        var schema = new Schema("pairs", [new IntegerColumn("a")]);
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var random = new RandomStream(seed * 7919);
            HoldoutOverlap.Refuse(schema, Rows(different, 300, ref random), Rows(different, 130, ref random));
        }
    }

    // 40 of 60 rows are the seed's; a fresh row of 4,000 is one of the seed's 300 with a chance of 7 %.
    [Fact]
    public void A_part_of_the_seed_is_found_among_rows_that_also_agree_by_chance()
    {
        var schema = new Schema("pairs", [new IntegerColumn("a")]);
        var random = new RandomStream(11);
        var seed = Rows(4_000, 300, ref random);
        var holdout = Rows(4_000, 60, ref random);
        seed.Numbers("a").Values.AsSpan(0, 40).CopyTo(holdout.Numbers("a").Values);
        Assert.Throws<RefusedException>(() => HoldoutOverlap.Refuse(schema, seed, holdout));
    }

    private static Table Rows(int different, int rows, ref RandomStream random)
    {
        var values = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            values[i] = random.NextInt(different);
        }
        return new Table([new NumberData { Name = "a", Values = values }]);
    }
}
