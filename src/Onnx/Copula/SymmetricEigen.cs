namespace AethergenAI.Onnx.Copula;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations.</summary>
internal static class SymmetricEigen
{
    private const int MaxSweeps = 30;

    /// <param name="matrix">n × n, symmetric; not changed.</param>
    /// <returns>Eigenvalues ascending; column i of the vectors belongs to value i and has length 1.</returns>
    /// <remarks>
    /// O(n³) for each of about 6 to 10 sweeps. Golub &amp; Van Loan, Matrix Computations, 4th edition, section 8.5.
    /// </remarks>
    internal static (double[] Values, double[][] Vectors) Decompose(double[][] matrix, CancellationToken ct)
    {
        int n = matrix.Length;
        double[][] a = [.. matrix.Select(row => (double[])row.Clone())];
        // The eigenvectors are rows of v during the rotations, so that a rotation reads memory in order.
        double[][] v = [.. Enumerable.Range(0, n).Select(i => Unit(n, i))];
        double scale = a.Sum(row => row.Sum(Math.Abs));
        for (int sweep = 0; sweep < MaxSweeps && OffDiagonal(a) > 1e-13 * scale; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                ct.ThrowIfCancellationRequested();
                for (int q = p + 1; q < n; q++)
                {
                    Rotate(a, v, p, q);
                }
            }
        }

        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => a[i][i])];
        double[][] vectors = [.. Enumerable.Range(0, n).Select(k => order.Select(i => v[i][k]).ToArray())];
        return ([.. order.Select(i => a[i][i])], vectors);
    }

    private static void Rotate(double[][] a, double[][] v, int p, int q)
    {
        double off = a[p][q];
        if (off == 0)
        {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * off);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1),
            s = t * c;
        double[] rowP = a[p],
            rowQ = a[q];
        for (int k = 0; k < rowP.Length; k++)
        {
            (rowP[k], rowQ[k]) = ((c * rowP[k]) - (s * rowQ[k]), (s * rowP[k]) + (c * rowQ[k]));
        }
        foreach (double[] row in a)
        {
            (row[p], row[q]) = ((c * row[p]) - (s * row[q]), (s * row[p]) + (c * row[q]));
        }
        a[p][q] = a[q][p] = 0;
        double[] left = v[p],
            right = v[q];
        for (int k = 0; k < left.Length; k++)
        {
            (left[k], right[k]) = ((c * left[k]) - (s * right[k]), (s * left[k]) + (c * right[k]));
        }
    }

    private static double OffDiagonal(double[][] a)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += Math.Abs(a[i][j]);
            }
        }

        return sum;
    }

    private static double[] Unit(int length, int one)
    {
        double[] unit = new double[length];
        unit[one] = 1;
        return unit;
    }
}
