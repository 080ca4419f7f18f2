using AethergenAI.Generation.Private;

namespace AethergenAI.Core.Tests.Generation.Private;

public sealed class CountedCellTests
{
    /// <summary>
    /// The estimates are those of weighted least squares, x = (AᵀWA)⁻¹AᵀWy with a row of A for each count, and
    /// the variance of a sum of the leaves c is cᵀ(AᵀWA)⁻¹c.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Estimates_and_their_variances_are_those_of_least_squares(int seed)
    {
        var random = new Random(seed);
        var root = new CountedCell(0, 12);
        var counts = new List<(int First, int Last, double Noisy, double Variance)>();
        for (int part = 0; part < 4; part++)
        {
            var node = new CountedCell(part * 3, (part + 1) * 3);
            root.Parts.Add(node);
            Count(node, part * 3, (part * 3) + 2);
            for (int leaf = part * 3; leaf < (part + 1) * 3; leaf++)
            {
                var small = new CountedCell(leaf, leaf + 1);
                node.Parts.Add(small);
                Count(small, leaf, leaf);
                Count(small, leaf, leaf); // counted twice
            }
        }

        root.Settle();
        double[,] inverse = Inverse(counts);
        double[] right = new double[12];
        foreach (var (first, last, noisy, variance) in counts)
        {
            for (int leaf = first; leaf <= last; leaf++)
            {
                right[leaf] += noisy / variance;
            }
        }
        CountedCell[] leaves = [.. root.Parts.SelectMany(part => part.Parts)];
        for (int leaf = 0; leaf < 12; leaf++)
        {
            Assert.Equal(
                Enumerable.Range(0, 12).Sum(other => inverse[leaf, other] * right[other]),
                leaves[leaf].Rows,
                9
            );
        }
        var (up, down) = (root.SumVariances(backwards: false), root.SumVariances(backwards: true));
        for (int leaf = 0; leaf < 12; leaf++)
        {
            double sum = Covariance(0, leaf, 0, leaf),
                with = Covariance(0, leaf, 0, 11),
                whole = Covariance(0, 11, 0, 11);
            Assert.Equal(sum, up[leaf].OfSum, 9);
            Assert.Equal(sum - (with * with / whole), up[leaf].OfShare, 9);
            Assert.Equal(Covariance(11 - leaf, 11, 11 - leaf, 11), down[leaf].OfSum, 9);
        }

        void Count(CountedCell node, int first, int last)
        {
            double noisy = 100 * random.NextDouble(),
                variance = 1 + random.NextDouble();
            node.Count(noisy, variance);
            counts.Add((first, last, noisy, variance));
        }

        double Covariance(int from, int to, int first, int last)
        {
            double sum = 0;
            for (int one = from; one <= to; one++)
            {
                for (int other = first; other <= last; other++)
                {
                    sum += inverse[one, other];
                }
            }
            return sum;
        }
    }

    /// <summary>(AᵀWA)⁻¹ by Gauss–Jordan elimination.</summary>
    private static double[,] Inverse(List<(int First, int Last, double Noisy, double Variance)> counts)
    {
        const int Size = 12;
        double[,] matrix = new double[Size, 2 * Size];
        foreach (var (first, last, _, variance) in counts)
        {
            for (int one = first; one <= last; one++)
            {
                for (int other = first; other <= last; other++)
                {
                    matrix[one, other] += 1 / variance;
                }
            }
        }
        for (int row = 0; row < Size; row++)
        {
            matrix[row, Size + row] = 1;
        }
        for (int pivot = 0; pivot < Size; pivot++)
        {
            double by = matrix[pivot, pivot];
            for (int column = 0; column < 2 * Size; column++)
            {
                matrix[pivot, column] /= by;
            }
            for (int row = 0; row < Size; row++)
            {
                double times = row == pivot ? 0 : matrix[row, pivot];
                for (int column = 0; column < 2 * Size; column++)
                {
                    matrix[row, column] -= times * matrix[pivot, column];
                }
            }
        }

        double[,] inverse = new double[Size, Size];
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                inverse[row, column] = matrix[row, Size + column];
            }
        }
        return inverse;
    }
}
