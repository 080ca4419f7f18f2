namespace AethergenAI.Onnx.Copula;

/// <summary>The matrix functions that a Gaussian copula needs, for small dense matrices.</summary>
internal static class MatrixFunctions
{
    /// <summary>
    /// The lower triangular L with <c>L·Lᵀ = matrix</c>; null if the matrix is not positive definite by a margin
    /// of 10⁻⁶.
    /// </summary>
    internal static double[][]? Cholesky(double[][] matrix)
    {
        int n = matrix.Length;
        double[][] lower = [.. Enumerable.Range(0, n).Select(_ => new double[n])];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = matrix[i][j];
                for (int k = 0; k < j; k++)
                {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i > j)
                {
                    lower[i][j] = rest / lower[j][j];
                }
                else if (rest < 1e-6)
                {
                    return null;
                }
                else
                {
                    lower[i][i] = Math.Sqrt(rest);
                }
            }
        }

        return lower;
    }

    /// <summary>The inverse of a positive definite matrix.</summary>
    internal static double[][] Inverse(double[][] matrix)
    {
        double[][] lower = Cholesky(matrix) ?? throw new ArgumentException("Not positive definite.", nameof(matrix));
        int n = matrix.Length;
        double[][] inverse = [.. Enumerable.Range(0, n).Select(_ => new double[n])];
        for (int column = 0; column < n; column++)
        {
            double[] x = new double[n];
            for (int i = 0; i < n; i++)
            {
                x[i] = i == column ? 1 : 0;
                for (int k = 0; k < i; k++)
                {
                    x[i] -= lower[i][k] * x[k];
                }
                x[i] /= lower[i][i];
            }

            for (int i = n - 1; i >= 0; i--)
            {
                for (int k = i + 1; k < n; k++)
                {
                    x[i] -= lower[k][i] * x[k];
                }
                x[i] /= lower[i][i];
            }

            for (int i = 0; i < n; i++)
            {
                inverse[i][column] = x[i];
            }
        }

        return inverse;
    }

    internal static double[][] Multiply(double[][] left, double[][] right) =>
        [
            .. left.Select(row =>
                Enumerable.Range(0, right.Length == 0 ? 0 : right[0].Length).Select(j => Dot(row, right, j)).ToArray()
            ),
        ];

    /// <summary>The submatrix with these rows and columns, in these orders.</summary>
    internal static double[][] Part(double[][] matrix, IReadOnlyList<int> rows, IReadOnlyList<int> columns) =>
        [.. rows.Select(i => columns.Select(j => matrix[i][j]).ToArray())];

    /// <summary>
    /// A correlation matrix near a symmetric matrix with ones on the diagonal: eigenvalues below 10⁻³ are raised to
    /// 10⁻³, and the diagonal is scaled back to 1. A positive definite matrix is returned unchanged.
    /// Rebonato &amp; Jäckel (1999), <see href="https://doi.org/10.2139/ssrn.1969689"/>.
    /// </summary>
    internal static double[][] NearestCorrelation(double[][] matrix, CancellationToken ct)
    {
        const double Min = 1e-3;
        int n = matrix.Length;
        double[][] shifted =
        [
            .. matrix.Select((row, i) => row.Select((value, j) => i == j ? value - Min : value).ToArray()),
        ];
        if (Cholesky(shifted) is not null)
        {
            return matrix;
        }
        var (values, vectors) = SymmetricEigen.Decompose(matrix, ct);
        double[][] lifted =
        [
            .. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => Lifted(i, j)).ToArray()),
        ];
        return
        [
            .. lifted.Select(
                (row, i) =>
                    row.Select((value, j) => i == j ? 1 : value / Math.Sqrt(lifted[i][i] * lifted[j][j])).ToArray()
            ),
        ];

        double Lifted(int i, int j)
        {
            if (j == 0)
            {
                ct.ThrowIfCancellationRequested();
            }
            double sum = 0;
            for (int k = 0; k < n; k++)
            {
                sum += vectors[i][k] * Math.Max(values[k], Min) * vectors[j][k];
            }
            return sum;
        }
    }

    private static double Dot(double[] row, double[][] right, int column)
    {
        double sum = 0;
        for (int k = 0; k < row.Length; k++)
        {
            sum += row[k] * right[k][column];
        }
        return sum;
    }
}
