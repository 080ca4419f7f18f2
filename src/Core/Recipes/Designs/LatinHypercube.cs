using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Recipes.Designs;

/// <summary>
/// n points in a cube such that each of the n equal slices of every axis holds one point, spread so that close
/// points are rare. McKay, Beckman &amp; Conover (1979), <see href="https://doi.org/10.2307/1268522"/>;
/// the criterion, whose limit is the maximin distance, is that of Morris &amp;
/// Mitchell (1995), <see href="https://doi.org/10.1016/0378-3758(94)00035-T"/>.
/// </summary>
internal static class LatinHypercube
{
    private const int Starts = 20,
        Swaps = 4000;

    /// <param name="points">n ≥ 2.</param>
    /// <param name="axes">d ≥ 1.</param>
    /// <returns>n rows of d slices, each in 0 … n − 1.</returns>
    /// <remarks>O(d·n² + swaps·d·n) time.</remarks>
    internal static int[][] Draw(int points, int axes, ref RandomStream random)
    {
        int[][]? best = null;
        double least = double.PositiveInfinity;
        for (int start = 0; start < Starts; start++)
        {
            int[][] drawn = Shuffled(points, axes, ref random);
            double crowding = Crowding(drawn);
            if (crowding < least)
            {
                (best, least) = (drawn, crowding);
            }
        }

        Improve(best!, least, ref random);
        return best!;
    }

    internal static int[][] Shuffled(int points, int axes, ref RandomStream random)
    {
        var rows = new int[points][];
        for (int i = 0; i < points; i++)
        {
            rows[i] = new int[axes];
        }
        for (int axis = 0; axis < axes; axis++)
        {
            int[] order = random.Choose(points, points);
            for (int i = 0; i < points; i++)
            {
                rows[i][axis] = order[i];
            }
        }

        return rows;
    }

    private static void Improve(int[][] rows, double crowding, ref RandomStream random)
    {
        for (int swap = 0; swap < Swaps; swap++)
        {
            int axis = random.NextInt(rows[0].Length),
                one = random.NextInt(rows.Length),
                other = random.NextInt(rows.Length);
            if (one == other)
            {
                continue;
            }

            double before = Crowding(rows, one) + Crowding(rows, other);
            (rows[one][axis], rows[other][axis]) = (rows[other][axis], rows[one][axis]);
            double after = Crowding(rows, one) + Crowding(rows, other);
            if (after < before)
            {
                crowding += after - before;
            }
            else
            {
                (rows[one][axis], rows[other][axis]) = (rows[other][axis], rows[one][axis]);
            }
        }
    }

    /// <summary>Σ d⁻¹⁶ over pairs of points.</summary>
    private static double Crowding(int[][] rows) =>
        Enumerable.Range(0, rows.Length).Sum(row => Crowding(rows, row)) / 2;

    private static double Crowding(int[][] rows, int row)
    {
        double sum = 0;
        for (int other = 0; other < rows.Length; other++)
        {
            if (other == row)
            {
                continue;
            }
            double inverse = 1 / Squared(rows[row], rows[other]),
                fourth = inverse * inverse * inverse * inverse;
            sum += fourth * fourth;
        }

        return sum;
    }

    private static double Squared(int[] one, int[] other)
    {
        double sum = 0;
        for (int axis = 0; axis < one.Length; axis++)
        {
            sum += (double)(one[axis] - other[axis]) * (one[axis] - other[axis]);
        }
        return sum;
    }
}
