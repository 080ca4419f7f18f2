using AethergenAI.Core.Tests.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Pipeline;

/// <summary>What is refused before a run begins, at check and plan.</summary>
public class RealDataCheckTests
{
    private static readonly Table Seed = People.Draw(100, 1);

    [Fact]
    public async Task A_data_set_that_can_be_used_tells_its_rows() => Assert.Equal(100, await Check(Seed));

    [Fact]
    public async Task A_target_that_is_no_column_is_refused() =>
        Assert.Equal("evaluation.unknown-target", await CodeOf(Seed, target: "agee"));

    [Fact]
    public async Task A_holdout_that_is_the_seed_is_refused() =>
        Assert.Equal("evaluation.holdout-overlaps", await CodeOf(Seed, Seed));

    [Fact]
    public async Task A_holdout_without_rows_is_refused() =>
        Assert.Equal("evaluation.no-rows", await CodeOf(Seed, Seed.First(0)));

    [Fact]
    public async Task A_far_number_is_refused() =>
        Assert.Equal(
            "table.far-number",
            await CodeOf(Seed.With(new NumberData { Name = "spent", Values = [1e300, .. new double[99]] }))
        );

    [Fact]
    public async Task A_block_is_checked_like_the_first_data_set()
    {
        var recipe = RecipeOf(null) with
        {
            Data = new RecipeData("a.csv") { Blocks = [new DataBlock("b", "b.csv", Target: "agee")] },
        };
        var refusal = await Assert.ThrowsAsync<RefusedException>(() =>
            RunPipeline.CheckAsync(recipe, Inputs(Seed, null) with { Blocks = [Inputs(Seed, null)] }, default)
        );
        Assert.Equal("evaluation.unknown-target", refusal.Code);
    }

    // A holdout of 0.3 · 15 = 4.5 leaves more than ten to be expected; of 14 it leaves 9.8.
    [Theory]
    [InlineData(1, "fewer than the 15 rows")]
    [InlineData(14, "fewer than the 15 rows")]
    [InlineData(15, null)]
    public async Task Too_few_rows_are_refused_with_what_is_enough(int rows, string? said)
    {
        if (said is null)
        {
            Assert.Equal(rows, await Check(Seed.First(rows)));
            return;
        }
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Check(Seed.First(rows)));
        Assert.Equal("seed.too-few-rows", refusal.Code);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_fit_of_too_few_rows_is_refused(int rows)
    {
        var refusal = Assert.Throws<RefusedException>(() => Encode(Seed.First(rows), People.Schema));
        Assert.Equal("generation.too-few-rows", refusal.Code);
        Assert.Contains("at least 10 rows", refusal.Message, StringComparison.Ordinal);
        Encode(Seed.First(10), People.Schema);
    }

    [Fact]
    public void A_fit_of_identifiers_alone_is_refused()
    {
        var ids = new Schema("ids", [new IdentifierColumn("id")]);
        Assert.Equal(
            "generation.nothing-to-learn",
            Assert.Throws<RefusedException>(() => Encode(new Table([Seed["id"]]), ids)).Code
        );
    }

    private static void Encode(Table seed, Schema schema) =>
        TableEncoder.Encode(
            new FitRequest(seed, schema, new GeneratorSettings(new Dictionary<string, string>(), 1)),
            CancellationToken.None
        );

    private static async Task<string> CodeOf(Table seed, Table? holdout = null, string? target = null) =>
        (await Assert.ThrowsAsync<RefusedException>(() => Check(seed, holdout, target))).Code;

    private static Task<int> Check(Table seed, Table? holdout = null, string? target = null) =>
        RunPipeline.CheckAsync(RecipeOf(target), Inputs(seed, holdout), CancellationToken.None);

    private static Recipe RecipeOf(string? target) =>
        new() { Name = "a", Data = new RecipeData("a.csv", Target: target) };

    private static RunInputs Inputs(Table seed, Table? holdout) =>
        new(People.Schema, FileOf(seed), holdout is null ? null : FileOf(holdout));

    private static InputFile FileOf(Table table) =>
        new("a.csv", _ => throw new InvalidOperationException(), (_, _) => Task.FromResult(table));
}
