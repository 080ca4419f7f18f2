using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx.Copula;
using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Tests.Copula;

[Trait("Speed", "Slow")]
public sealed class ConditioningTests
{
    private const int Points = 80;

    private static readonly CopulaParameters Parameters = new(
        [new([60, 40], [0, 1]), new([20, 50, 30], [2, 0, 1]), new([25, 45, 30], [0, 1, 2])],
        [
            [1],
            [0.6, 1],
            [0.5, -0.1, 1],
        ]
    );

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    public void Given_two_columns_the_third_has_its_exact_conditional_distribution(int first, int second)
    {
        double[] expected = Conditional(first, second);
        double[] found = Sampled([true, true, false], [first, second, -1]);
        // 4 standard errors of a proportion of 204,800 rows (0.0045), and 0.003 for what three Gibbs sweeps leave
        // of the sequential draw's bias.
        for (int token = 0; token < 3; token++)
        {
            Assert.Equal(expected[token], found[token], 0.0075);
        }
    }

    [Fact]
    public void Given_one_column_another_has_its_exact_conditional_distribution()
    {
        double[][] joint = [.. Enumerable.Range(0, 3).Select(second => Joint(1, second))];
        double all = joint.Sum(row => row.Sum());
        double[] found = Sampled([true, false, false], [1, -1, -1]);
        // 4 standard errors of a proportion of 204,800 rows: 4·√(¼/204,800) = 0.0044.
        for (int token = 0; token < 3; token++)
        {
            Assert.Equal(joint.Sum(row => row[token]) / all, found[token], 0.0045);
        }
    }

    /// <summary>Shares of the last column's tokens.</summary>
    private static double[] Sampled(bool[] pattern, int[] given)
    {
        const int blocks = 50;
        using var sampler = new OnnxTokenSampler(CopulaGraph.Emit(Parameters, pattern));
        float[] noise = new float[RowSampler.BlockRows * 3];
        int[] cells = [.. Enumerable.Range(0, noise.Length).Select(cell => given[cell % 3])],
            tokens = new int[noise.Length];
        double[] counts = new double[3];
        for (int block = 0; block < blocks; block++)
        {
            for (int row = 0; row < RowSampler.BlockRows; row++)
            {
                RowNoise.Fill(noise.AsSpan(row * 3, 3), 1, (block * RowSampler.BlockRows) + row, 0);
            }
            sampler.Sample(noise, cells, tokens, RowSampler.BlockRows);
            for (int row = 0; row < RowSampler.BlockRows; row++)
            {
                counts[tokens[(row * 3) + 2]]++;
            }
        }

        return [.. counts.Select(count => count / (blocks * RowSampler.BlockRows))];
    }

    private static double[] Conditional(int first, int second)
    {
        double[] joint = Joint(first, second);
        return [.. joint.Select(p => p / joint.Sum())];
    }

    /// <summary>
    /// The probabilities of (first, second, each token), by the midpoint rule over the three intervals,
    /// in units of probability.
    /// </summary>
    private static double[] Joint(int first, int second)
    {
        double[][] inverse = MatrixFunctions.Inverse(Parameters.Matrix());
        double determinant = 1 + (2 * 0.6 * 0.5 * -0.1) - 0.36 - 0.25 - 0.01;
        return [.. Enumerable.Range(0, 3).Select(third => Mass([first, second, third]))];

        double Mass(int[] tokens)
        {
            double[][] z = [.. tokens.Select((token, column) => Midpoints(column, token))];
            double sum = 0;
            foreach (double a in z[0])
            {
                foreach (double b in z[1])
                {
                    foreach (double c in z[2])
                    {
                        double form =
                            (a * a * (inverse[0][0] - 1))
                            + (b * b * (inverse[1][1] - 1))
                            + (c * c * (inverse[2][2] - 1))
                            + (2 * ((a * b * inverse[0][1]) + (a * c * inverse[0][2]) + (b * c * inverse[1][2])));
                        sum += Math.Exp(-0.5 * form);
                    }
                }
            }

            double volume = tokens
                .Select((token, column) => Parameters.Columns[column].Counts[token] / 100.0)
                .Aggregate((a, b) => a * b);
            return sum * volume / (Math.Pow(Points, 3) * Math.Sqrt(determinant));
        }
    }

    private static double[] Midpoints(int column, int token)
    {
        var (counts, order) = (Parameters.Columns[column].Counts, Parameters.Columns[column].Order);
        double below = order.TakeWhile(other => other != token).Sum(other => counts[other]) / 100.0;
        return
        [
            .. Enumerable
                .Range(0, Points)
                .Select(i => NormalQuantile.Of(below + ((i + 0.5) / Points * counts[token] / 100.0))),
        ];
    }
}
