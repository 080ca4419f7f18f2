using AethergenAI.Generation.Encodings;
using AethergenAI.Onnx.Copula;

namespace AethergenAI.Onnx.Tests.Copula;

public sealed class LatentCorrelationTests
{
    [Theory]
    [InlineData(-0.9)]
    [InlineData(-0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Inverts_the_arcsine_law_of_two_halved_columns(double rho)
    {
        // Scores are ±√(2/π), and P(both signs agree) = ½ + arcsin(ρ)/π, so the covariance is (2/π)·(2/π)·arcsin ρ.
        double[] series = new LatentMargin([1, 1], [0, 1]).Series;
        double covariance = 4 / (Math.PI * Math.PI) * Math.Asin(rho);
        Assert.Equal(rho, LatentCorrelation.Invert(series, series, covariance), 0.001);
    }

    [Fact]
    public void A_finely_cut_column_is_its_own_latent_variable()
    {
        double[] series = new LatentMargin([.. Enumerable.Repeat(1, 2_000)], [.. Enumerable.Range(0, 2_000)]).Series;
        Assert.Equal(1, series[0], 0.005);
        Assert.All(series[1..], coefficient => Assert.Equal(0, coefficient, 0.05));
    }

    [Theory]
    [InlineData(0.7, "zero inflated", "heaped")]
    [InlineData(-0.5, "zero inflated", "yes or no")]
    [InlineData(0.3, "heaped", "fine")]
    [InlineData(0.8, "yes or no", "fine")]
    public void Recovers_the_correlation_under_ties_heaps_and_zero_inflation(double rho, string left, string right)
    {
        // The least informative pair here, yes-or-no with 30 % against four-fifths zeros,
        // has a standard error near 1.8/√n = 0.0127 at n = 20,000; 4 of them.
        const int rows = 20_000;
        var random = new Random(11);
        double[] x = new double[rows],
            y = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            x[row] = Normal(random);
            y[row] = (rho * x[row]) + (Math.Sqrt(1 - (rho * rho)) * Normal(random));
        }

        TokenColumn[] columns = [Cut(left, x), Cut(right, y)];
        LatentMargin[] margins =
        [
            .. columns.Select(column => new LatentMargin(column.Counts(), [.. Enumerable.Range(0, column.Count)])),
        ];
        double found = LatentCorrelation.Estimate(columns, margins, CancellationToken.None)[0][1];
        Assert.Equal(rho, found, 0.05);
    }

    [Fact]
    public void Nearest_correlation_is_positive_definite_with_ones_on_its_diagonal()
    {
        double[][] impossible =
        [
            [1, 0.9, -0.9],
            [0.9, 1, 0.9],
            [-0.9, 0.9, 1],
        ];
        double[][] mended = MatrixFunctions.NearestCorrelation(impossible, CancellationToken.None);
        Assert.NotNull(MatrixFunctions.Cholesky(mended));
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(1, mended[i][i], 1e-12));
        // By symmetry of the case: the nearest has |ρ| = ½ in each place.
        Assert.Equal(0.5, mended[0][1], 0.01);
    }

    [Fact]
    public void Mending_a_matrix_stops_when_cancelled()
    {
        double[][] impossible =
        [
            [1, 0.9, -0.9],
            [0.9, 1, 0.9],
            [-0.9, 0.9, 1],
        ];
        Assert.Throws<OperationCanceledException>(() =>
            MatrixFunctions.NearestCorrelation(impossible, new CancellationToken(canceled: true))
        );
    }

    [Fact]
    public void Eigenvectors_rebuild_their_matrix()
    {
        var random = new Random(3);
        double[][] matrix = [.. Enumerable.Range(0, 40).Select(_ => new double[40])];
        for (int i = 0; i < 40; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i][j] = matrix[j][i] = random.NextDouble() - 0.5;
            }
        }

        var (values, vectors) = SymmetricEigen.Decompose(matrix, CancellationToken.None);
        Assert.Equal(values.Order(), values);
        for (int i = 0; i < 40; i++)
        {
            for (int j = 0; j < 40; j++)
            {
                Assert.Equal(
                    matrix[i][j],
                    Enumerable.Range(0, 40).Sum(k => vectors[i][k] * values[k] * vectors[j][k]),
                    1e-10
                );
            }
        }
    }

    private static TokenColumn Cut(string how, double[] latent)
    {
        Func<double, int> token = how switch
        {
            "zero inflated" => z => z < 0.84 ? 0 : 1 + (int)Math.Min(8, (z - 0.84) * 5),
            "heaped" => z =>
                z switch
                {
                    <= -0.3 => Math.Max(0, 9 + (int)((z + 0.3) * 4)),
                    < 0.6 => 10,
                    _ => Math.Min(20, 11 + (int)((z - 0.6) * 4)),
                },
            "yes or no" => z => z < 0.52 ? 0 : 1,
            _ => z => Math.Clamp((int)((z + 3) * 20), 0, 119),
        };
        int[] raw = [.. latent.Select(token)];
        int[] used = [.. raw.Distinct().Order()];
        return new TokenColumn(
            how,
            [.. raw.Select(value => Array.BinarySearch(used, value))],
            used.Length,
            Ordered: true
        );
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
