namespace AethergenAI.Statistics.Kernels;

/// <summary>The log-determinant of a symmetric positive definite matrix.</summary>
internal static class LogDeterminant
{
    /// <summary><c>ln det A = 2 Σ ln Lᵢᵢ</c> with <c>A = L·Lᵀ</c> (Cholesky).</summary>
    /// <param name="matrix">Row-major, n × n; its lower triangle is read and overwritten with L.</param>
    /// <returns>0 for an empty matrix.</returns>
    /// <exception cref="ArgumentException">The matrix is not square, or not positive definite.</exception>
    /// <remarks>O(n³/3). Golub &amp; Van Loan (2013), algorithm 4.2.1.</remarks>
    public static double Compute(Span<double> matrix, int n)
    {
        if (matrix.Length != n * n)
        {
            throw new ArgumentException("The matrix must be n × n.", nameof(matrix));
        }
        double sum = 0;
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double value = matrix[(i * n) + j];
                for (int k = 0; k < j; k++)
                {
                    value -= matrix[(i * n) + k] * matrix[(j * n) + k];
                }
                if (i > j)
                {
                    matrix[(i * n) + j] = value / matrix[(j * n) + j];
                    continue;
                }
                if (!(value > 0))
                {
                    throw new ArgumentException("The matrix is not positive definite.", nameof(matrix));
                }
                matrix[(j * n) + j] = Math.Sqrt(value);
                sum += Math.Log(value);
            }
        }

        return sum;
    }
}
