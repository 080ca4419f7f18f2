using AethergenAI.Generation.Marginals;

namespace AethergenAI.Core.Tests.Generation.Marginals;

public sealed class EstimationTests
{
    private const double Rows = 10_000;

    /// <summary>
    /// For a decomposable set of exact marginals the most even distribution is known: p(a,b)·p(b,c)/p(b).
    /// </summary>
    [Fact]
    public void Exact_marginals_of_a_chain_give_their_closed_form()
    {
        int[] sizes = [4, 3, 5];
        var joint = new Joint(new MarginalModel(sizes, [Random([0, 1, 2], 60, 3)]));
        double[] ab = joint.Marginal([0, 1]),
            bc = joint.Marginal([1, 2]),
            b = joint.Marginal([1]);
        var found = Fitted(sizes, [Exact([0, 1], ab, 0.01), Exact([1, 2], bc, 0.01)]);
        for (int cell = 0; cell < 60; cell++)
        {
            int first = cell / 15,
                middle = cell / 5 % 3,
                last = cell % 5;
            // With σ = 0.01 rows, τ = κσ² = 0.001: a cell is off by τ·|θ| ≤ 0.01 rows of 10,000 for |θ| ≤ 10;
            // float32 adds 10⁻⁶.
            Assert.Equal(
                ab[(first * 3) + middle] * bc[(middle * 5) + last] / b[middle],
                found.Probabilities[cell],
                5e-6
            );
        }
    }

    [Fact]
    public void The_gradient_vanishes_at_what_it_finds_even_with_loops_and_contradictions()
    {
        int[] sizes = [3, 4, 2, 3];
        var random = new Random(4);
        var truth = new Joint(new MarginalModel(sizes, [Random([0, 1, 2, 3], 72, 5)]));
        Measurement[] measured =
        [
            .. new int[][] { [0], [0, 1], [1, 2], [2, 3], [0, 3], [1, 3] }.Select(
                (clique, place) =>
                {
                    double sigma = 5 * (1 + place);
                    var noisy = truth
                        .Marginal(clique)
                        .Select(share => (float)((Rows * share) + (4 * sigma * (random.NextDouble() - 0.5))));
                    return new Measurement(clique, [.. noisy], sigma);
                }
            ),
        ];
        var estimation = new Estimation(sizes, measured, Rows, [], []);
        estimation.Improve(400, 1e-12, CancellationToken.None);
        var model = estimation.Model;
        var joint = new Joint(model);
        for (int place = 0; place < measured.Length; place++)
        {
            double[] marginal = joint.Marginal(measured[place].Attributes);
            double tau = 0.1 * measured[place].Sigma * measured[place].Sigma / 5;
            for (int cell = 0; cell < marginal.Length; cell++)
            {
                // Float32 keeps seven digits of rows up to 10⁴, times about ten potentials that are added.
                Assert.Equal(
                    0,
                    (Rows * marginal[cell])
                        - measured[place].Counts[cell]
                        + (tau * model.Potentials[place].Values[cell]),
                    0.05
                );
            }
        }
    }

    [Fact]
    public void A_finer_measurement_counts_for_more()
    {
        var found = Fitted(
            [2, 2],
            [new Measurement([0], [2_000, 8_000], 100), new Measurement([0, 1], [1_500, 1_500, 3_500, 3_500], 10)]
        );
        // Weighted by 1/σ²: the pair says 3000 with variance 2·10², the column 2000 with 100²:
        // (3000/200 + 2000/10⁴)/(1/200 + 1/10⁴) ≈ 2980.
        Assert.Equal(0.298, found.Probabilities[0] + found.Probabilities[1], 0.002);
    }

    [Fact]
    public void What_cannot_occur_stays_so()
    {
        float[] triangle = [0, float.NegativeInfinity, 0, 0];
        Measurement[] measured = [new([0], [5_000, 5_000], 10), new([1], [4_000, 6_000], 10)];
        var estimation = new Estimation([2, 2], measured, Rows, [new Potential([0, 1], triangle)], []);
        estimation.Improve(200, 1e-10, CancellationToken.None);
        var joint = new Joint(estimation.Model);
        Assert.Equal(0, joint.Probabilities[1]);
        // p(0) = 0.5 asks for p(0,0) = 0.5 > p(·,0) = 0.4: equal weights meet at p(0,0) = 0.45, p(1,1) = 0.55.
        Assert.Equal(0.45, joint.Probabilities[0], 0.002);
    }

    [Fact]
    public void Measurements_of_the_same_columns_are_pooled_and_totals_weighted()
    {
        var pooled = Assert.Single(
            Measurement.Pooled([new Measurement([0], [100, 300], 10), new Measurement([0], [200, 200], 20)])
        );
        Assert.Equal([120, 280], pooled.Counts.Select(count => Math.Round(count, 3))); // weights 4 : 1
        Assert.Equal(Math.Sqrt(80), pooled.Sigma, 1e-9); // 1/(1/100 + 1/400)
        Assert.Equal(
            ((400 / 200.0) + (430 / 300.0)) / ((1 / 200.0) + (1 / 300.0)),
            Measurement.Total([new Measurement([0], [100, 300], 10), new Measurement([1], [130, 150, 150], 10)]),
            1e-9
        );
    }

    [Fact]
    public void A_warm_start_begins_where_the_last_fit_ended()
    {
        int[] sizes = [4, 3, 5];
        var joint = new Joint(new MarginalModel(sizes, [Random([0, 1, 2], 60, 3)]));
        Measurement[] measured = [Exact([0, 1], joint.Marginal([0, 1]), 1), Exact([1, 2], joint.Marginal([1, 2]), 1)];
        var first = new Estimation(sizes, measured, Rows, [], []);
        first.Improve(200, 1e-8, CancellationToken.None);
        var again = new Joint(new Estimation(sizes, measured, Rows, [], first.Model.Potentials).Model);
        Assert.Equal(new Joint(first.Model).Probabilities, again.Probabilities);
    }

    private static Joint Fitted(int[] sizes, Measurement[] measured)
    {
        var estimation = new Estimation(sizes, measured, Rows, [], []);
        estimation.Improve(400, 1e-12, CancellationToken.None);
        return new Joint(estimation.Model);
    }

    private static Measurement Exact(int[] attributes, double[] shares, double sigma) =>
        new(attributes, [.. shares.Select(share => (float)(Rows * share))], sigma);

    private static Potential Random(int[] attributes, int cells, int seed)
    {
        var random = new Random(seed);
        return new Potential(attributes, [.. Enumerable.Range(0, cells).Select(_ => (float)(2 * random.NextDouble()))]);
    }
}
