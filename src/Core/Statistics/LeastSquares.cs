using System.Numerics.Tensors;

namespace AethergenAI.Statistics;

/// <summary>
/// Least-squares coefficients for many right-hand sides: a QR decomposition by modified Gram–Schmidt, applied twice.
/// </summary>
internal sealed class LeastSquares
{
    private const double Tolerance = 1e-8;

    private readonly double[][] q;
    private readonly double[,] r;

    private LeastSquares(double[][] q, double[,] r)
    {
        this.q = q;
        this.r = r;
    }

    /// <param name="columns">p columns of n numbers.</param>
    /// <returns>Null where a column is a linear combination of those before it.</returns>
    /// <remarks>O(n·p²).</remarks>
    internal static LeastSquares? Of(IReadOnlyList<double[]> columns)
    {
        int p = columns.Count;
        var q = new double[p][];
        var r = new double[p, p];
        for (int j = 0; j < p; j++)
        {
            double[] rest = [.. columns[j]];
            double length = TensorPrimitives.Norm<double>(rest);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int i = 0; i < j; i++)
                {
                    double part = TensorPrimitives.Dot<double>(q[i], rest);
                    r[i, j] += part;
                    TensorPrimitives.MultiplyAdd(q[i], -part, rest, rest);
                }
            }

            r[j, j] = TensorPrimitives.Norm<double>(rest);
            if (r[j, j] <= Tolerance * length || length == 0)
            {
                return null;
            }
            TensorPrimitives.Divide(rest, r[j, j], rest);
            q[j] = rest;
        }

        return new LeastSquares(q, r);
    }

    /// <param name="y">n numbers.</param>
    /// <returns>One coefficient per column. O(n·p).</returns>
    internal double[] Solve(ReadOnlySpan<double> y)
    {
        var b = new double[q.Length];
        for (int j = q.Length - 1; j >= 0; j--)
        {
            b[j] = TensorPrimitives.Dot(q[j], y);
            for (int k = j + 1; k < q.Length; k++)
            {
                b[j] -= r[j, k] * b[k];
            }
            b[j] /= r[j, j];
        }

        return b;
    }
}
