using System.Numerics.Tensors;

namespace AethergenAI.Statistics.Kernels;

/// <summary>Linear equations with a symmetric positive definite matrix.</summary>
internal static class Cholesky
{
    /// <summary>Solves <c>A·x = b</c> by <c>A = L·Lᵀ</c>.</summary>
    /// <param name="lower">The lower triangle of A, row r of r + 1 cells; overwritten by L.</param>
    /// <param name="b">Overwritten by x.</param>
    /// <exception cref="ArgumentException">A is not positive definite.</exception>
    /// <remarks>O(n³/6) multiplications. Golub &amp; Van Loan, Matrix Computations, 4.2.</remarks>
    public static void Solve(double[][] lower, double[] b)
    {
        for (int r = 0; r < b.Length; r++)
        {
            double[] row = lower[r];
            for (int c = 0; c < r; c++)
            {
                row[c] = (row[c] - TensorPrimitives.Dot(row.AsSpan(0, c), lower[c].AsSpan(0, c))) / lower[c][c];
            }
            double left = row[r] - TensorPrimitives.SumOfSquares<double>(row.AsSpan(0, r));
            if (!(left > 0))
            {
                throw new ArgumentException("The matrix is not positive definite.", nameof(lower));
            }
            row[r] = Math.Sqrt(left);
            b[r] = (b[r] - TensorPrimitives.Dot(row.AsSpan(0, r), b.AsSpan(0, r))) / row[r];
        }

        for (int r = b.Length - 1; r >= 0; r--)
        {
            b[r] /= lower[r][r];
            for (int c = 0; c < r; c++)
            {
                b[c] -= lower[r][c] * b[r];
            }
        }
    }
}
