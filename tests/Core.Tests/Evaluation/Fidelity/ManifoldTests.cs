using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Collapse;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Fidelity;

public class ManifoldTests
{
    [Theory]
    [InlineData(1, 60, 60)]
    [InlineData(2, 75, 31)] // no multiple of a vector's width
    [InlineData(3, 5, 4)] // fewer rows than neighbours
    public void Precision_recall_density_and_coverage_agree_with_every_pair_counted(
        int seed,
        int realRows,
        int otherRows
    )
    {
        const int K = 5;
        float[][] real = Points(realRows, (ulong)seed),
            other = Points(otherRows, (ulong)seed + 50);
        double[] realRadii = Radii(real),
            otherRadii = Radii(other);
        int within = 0,
            precise = 0,
            recalled = 0,
            covered = 0;
        for (int j = 0; j < otherRows; j++)
        {
            int balls = Enumerable.Range(0, realRows).Count(i => Distance(real, i, other, j) <= realRadii[i] + 1e-5);
            within += balls;
            precise += balls > 0 ? 1 : 0;
        }

        for (int i = 0; i < realRows; i++)
        {
            covered += Enumerable.Range(0, otherRows).Any(j => Distance(real, i, other, j) <= realRadii[i] + 1e-5)
                ? 1
                : 0;
            recalled += Enumerable.Range(0, otherRows).Any(j => Distance(real, i, other, j) <= otherRadii[j] + 1e-5)
                ? 1
                : 0;
        }

        var found = new Manifold(real, CancellationToken.None, K).Of(other, CancellationToken.None);
        Assert.Equal((double)precise / otherRows, found.Precision, 1e-6);
        Assert.Equal((double)recalled / realRows, found.Recall, 1e-6);
        Assert.Equal((double)within / (K * otherRows), found.Density, 1e-6);
        Assert.Equal((double)covered / realRows, found.Coverage, 1e-6);

        double[] Radii(float[][] points) =>
            [
                .. Enumerable
                    .Range(0, points[0].Length)
                    .Select(i =>
                        Enumerable
                            .Range(0, points[0].Length)
                            .Select(j => Distance(points, i, points, j))
                            .Order()
                            .ElementAt(Math.Min(K, points[0].Length - 1))
                    ),
            ];
    }

    [Fact]
    public void The_log_determinant_is_that_of_the_formula_for_3_by_3()
    {
        double[] matrix = [4, 2, 1, 2, 5, 3, 1, 3, 6];
        double determinant = (4 * ((5 * 6) - (3 * 3))) - (2 * ((2 * 6) - (3 * 1))) + (1 * ((2 * 3) - (5 * 1)));
        Assert.Equal(Math.Log(determinant), LogDeterminant.Compute(matrix, 3), 1e-12);
        Assert.Equal(0, LogDeterminant.Compute([], 0));
        Assert.Throws<ArgumentException>(() => LogDeterminant.Compute([1.0, 2, 2, 1], 2));
        Assert.Throws<ArgumentException>(() => LogDeterminant.Compute([1.0, 2], 2));
    }

    /// <summary>
    /// Two columns that are one: with the ridge .01 the matrix is [1.01, 1; 1, 1.01], whose determinant is .0201;
    /// apart it is 1.01².
    /// </summary>
    [Fact]
    public void Columns_that_become_one_lose_volume()
    {
        var table = new Table([
            new NumberData { Name = "x", Values = [.. Ranks(0)] },
            new NumberData { Name = "y", Values = [.. Ranks(1)] },
        ]);
        var schema = new Schema("two", [new DecimalColumn("x"), new DecimalColumn("y")]);
        var space = FeatureSpace.Over(new EvaluationInput(schema, table, table, table));
        float[] x = [0, 0, 1, 1],
            y = [0, 1, 0, 1];
        var scatter = new Dispersion(space, [x, y]);
        Assert.Equal(Math.Log(1.01 * 1.01) / 2, scatter.Of([x, y]), 1e-12);
        Assert.Equal(Math.Log(0.0201) / 2, scatter.Of([x, x]), 1e-12);

        static IEnumerable<double> Ranks(int column) =>
            Enumerable.Range(0, 4).Select(i => (double)(column == 0 ? i / 2 : i % 2));
    }

    // Columns 0 and 2 hold grades, column 1 levels.
    private static float[][] Points(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        var points = new[] { new float[rows], new float[rows], new float[rows] };
        for (int i = 0; i < rows; i++)
        {
            points[0][i] = (float)random.NextDouble();
            points[1][i] = random.NextInt(3);
            points[2][i] = random.NextInt(10) == 0 ? NearestNeighbours.Missing : random.NextInt(5) / 4f;
        }

        return points;
    }

    private static double Distance(float[][] left, int i, float[][] right, int j) =>
        Enumerable.Range(0, left.Length).Sum(c => Math.Min(Math.Abs(left[c][i] - (double)right[c][j]), 1));
}
