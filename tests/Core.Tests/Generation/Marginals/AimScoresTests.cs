using AethergenAI.Generation.Marginals;

namespace AethergenAI.Core.Tests.Generation.Marginals;

public sealed class AimScoresTests
{
    /// <summary>Columns that no measurement joins: their marginal is in no clique.</summary>
    [Theory]
    [InlineData(new[] { 0, 3 })]
    [InlineData(new[] { 1, 2, 4 })]
    public void A_marginal_in_no_clique_is_exact_where_all_columns_have_few_cells(int[] attributes)
    {
        int[][] columns = Rows.Drawn(300);
        Measurement[] measured =
        [
            new([0], [100, 200], 5),
            new([1, 2], [.. Enumerable.Range(1, Rows.Sizes[1] * Rows.Sizes[2]).Select(cell => cell * 7f)], 5),
            new([3, 4], [.. Enumerable.Repeat(25f, 12)], 5),
        ];
        var estimation = new Estimation(Rows.Sizes, measured, 300, [], []);
        estimation.Improve(20, 1e-3, CancellationToken.None);
        var workload = Workload.Of(Rows.Sizes, 3, [1, 1, 1, 1, 1, 1]);
        var scores = new AimScores(columns, Rows.Sizes, estimation, workload, 1);
        scores.Of([0], 5, 300, 1, CancellationToken.None);

        double[] expected = new Joint(estimation.Model).Marginal(attributes);
        // Sums of single-precision numbers; 50,000 sampled rows would be off by some 0.002.
        Assert.All(scores.Model(attributes).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }
}
