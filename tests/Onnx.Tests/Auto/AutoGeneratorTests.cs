using AethergenAI.Generation;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Onnx.Tests.Auto;

public sealed class AutoGeneratorTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void The_better_candidate_is_fitted_to_all_rows_and_the_comparison_is_kept()
    {
        var model = Fit(Linked(2_000), ("candidates", "independent,copula"));
        Assert.Equal("copula", model.Manifest.Generator);
        Assert.Equal(2_000, model.Manifest.Provenance.SeedRows);
        Assert.Equal(2_000, model.Rows(2_000).RowCount);

        var read = ModelDocument.Read(ModelDocument.Write(model.Manifest), model.Graph).Manifest.Provenance.Comparison!;
        Assert.Equal("copula", read.Chosen);
        Assert.Equal([1_508, 492], [read.TrainRows, read.ValidationRows]);
        Assert.Equal(["independent", "copula"], read.Candidates.Select(candidate => candidate.Generator));
        Assert.True(read.Candidates[0].Loss > read.Candidates[1].Loss);
        Assert.All(read.Candidates, candidate => Assert.False(candidate.Replays));
        Assert.Contains("utility", read.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_time_is_up_what_was_judged_is_chosen_from_and_the_rest_is_named()
    {
        var comparison = Fit(
            Linked(400),
            ("candidates", "independent,copula"),
            ("time-limit", "0")
        ).Manifest.Provenance.Comparison!;
        Assert.Equal("independent", comparison.Chosen);
        Assert.NotNull(comparison.Candidates[0].Loss);
        Assert.Null(comparison.Candidates[1].Loss);
        Assert.Contains("time limit", comparison.Candidates[1].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_rows_are_not_compared_and_the_model_says_so()
    {
        var model = Fit(Linked(40));
        Assert.Equal("trees", model.Manifest.Generator);
        Assert.Equal(0, model.Manifest.Provenance.Comparison!.TrainRows);
        Assert.Contains("too few", model.Manifest.Provenance.Comparison.Candidates[0].Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("candidates", "trees,mst", "generation.option-range")]
    [InlineData("candidates", ",", "generation.option-range")]
    [InlineData("time-limit", "-1", "generation.option-range")]
    [InlineData("epsilon", "1", "generation.unknown-option")]
    public void Options_out_of_range_are_refused(string option, string value, string code) =>
        Assert.Equal(code, Assert.Throws<RefusedException>(() => Fit(Linked(40), (option, value))).Code);

    [Fact]
    public void What_every_candidate_refuses_is_refused()
    {
        var (seed, schema) = Seeds.Orders(200);
        var contradictory = schema with
        {
            Constraints =
            [
                new InequalityConstraint("ordered", "sent", Strict: true),
                new InequalityConstraint("sent", "ordered"),
            ],
        };
        var refused = Assert.Throws<RefusedException>(() => Generators.Named("auto").Fit(seed, contradictory));
        Assert.Equal("generation.unsatisfiable", refused.Code);
    }

    private static Model Fit((Table Seed, Schema Schema) data, params (string Name, string Value)[] options) =>
        Generators
            .Named("auto")
            .Fit(
                new FitRequest(
                    data.Seed,
                    data.Schema,
                    new GeneratorSettings(options.ToDictionary(option => option.Name, option => option.Value), 1)
                ),
                CancellationToken.None
            );

    /// <summary>Three columns of which each follows the one before it.</summary>
    private static (Table Seed, Schema Schema) Linked(int rows)
    {
        var random = new Random(1);
        double[] a = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())];
        double[] b = [.. a.Select(value => value + (0.3 * random.NextDouble()))];
        var table = new Table([
            Seeds.Numbers("a", a),
            Seeds.Numbers("b", b),
            Seeds.Levels("c", b.Select(value => value > 0.6 ? "high" : "low")),
        ]);
        return (
            table,
            new Schema("linked", [new DecimalColumn("a"), new DecimalColumn("b"), Seeds.Category(table.Levels("c"))])
        );
    }
}
