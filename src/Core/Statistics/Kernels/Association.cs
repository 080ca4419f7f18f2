using System.Numerics.Tensors;

namespace AethergenAI.Statistics.Kernels;

/// <summary>How strongly two columns are associated.</summary>
internal static class Association
{
    /// <summary>
    /// Mid-ranks divided by their number: <c>(rank − ½)/n</c>, ties sharing their mean rank.
    /// Missing cells stay NaN and are not counted. The Pearson correlation of two columns' grades is Spearman's ρ.
    /// </summary>
    /// <param name="values">One per row; NaN where missing.</param>
    /// <returns>One per row, in (0, 1) or NaN. O(n log n).</returns>
    public static double[] Grades(ReadOnlySpan<double> values)
    {
        var order = new int[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
        double[] sorted = values.ToArray();
        Array.Sort(sorted, order);
        int start = 0;
        while (start < sorted.Length && double.IsNaN(sorted[start]))
        {
            start++;
        }
        var grades = new double[values.Length];
        Array.Fill(grades, double.NaN);
        double count = values.Length - start;
        for (int i = start; i < sorted.Length; )
        {
            int end = i;
            while (end < sorted.Length && sorted[end] == sorted[i])
            {
                end++;
            }
            double grade = (((i + end) / 2.0) - start) / count;
            for (; i < end; i++)
            {
                grades[order[i]] = grade;
            }
        }

        return grades;
    }

    /// <summary>Pearson's correlation <c>cov(x, y)/(σₓσᵧ)</c> over the rows in which both are present.</summary>
    /// <returns>A value in [−1, 1]; 0 where a column does not vary or fewer than two rows are complete.</returns>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException("Both columns need the same rows.", nameof(y));
        }
        int n = 0;
        double sumX = 0,
            sumY = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i]))
            {
                continue;
            }
            n++;
            sumX += x[i];
            sumY += y[i];
        }

        if (n < 2)
        {
            return 0;
        }
        double meanX = sumX / n,
            meanY = sumY / n,
            xx = 0,
            yy = 0,
            xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i]))
            {
                continue;
            }
            double dx = x[i] - meanX,
                dy = y[i] - meanY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }

        return xx > 0 && yy > 0 ? Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1) : 0;
    }

    /// <summary>
    /// The correlation ratio <c>η = √(Σ nₖ(ȳₖ − ȳ)² / Σ(yᵢ − ȳ)²)</c>: how much of a number's
    /// spread its group explains.
    /// </summary>
    /// <param name="groups">One per row, in [0, <paramref name="groupCount"/>).</param>
    /// <param name="y">One per row; rows with NaN are left out.</param>
    /// <returns>A value in [0, 1]; 0 where y does not vary or no row is complete.</returns>
    public static double CorrelationRatio(ReadOnlySpan<int> groups, int groupCount, ReadOnlySpan<double> y) =>
        Math.Sqrt(ExplainedShare(groups, groupCount, y));

    /// <summary>
    /// Cramér's V, <c>√(χ²/(n·(min(r, c) − 1)))</c>, over the rows and columns of the table that are not empty.
    /// </summary>
    /// <param name="joint">Shares of the cells, <paramref name="columns"/> per row, row-major.</param>
    /// <returns>A value in [0, 1]; 0 where a side has fewer than two used levels.</returns>
    public static double CramersV(ReadOnlySpan<double> joint, int columns)
    {
        int rows = joint.Length / columns;
        var right = new double[columns];
        var left = new double[rows];
        for (int r = 0; r < rows; r++)
        {
            var row = joint.Slice(r * columns, columns);
            left[r] = TensorPrimitives.Sum(row);
            TensorPrimitives.Add(right, row, right);
        }

        double chi = 0;
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                double expected = left[r] * right[c];
                if (expected <= 0)
                {
                    continue;
                }
                double off = joint[(r * columns) + c] - expected;
                chi += off * off / expected;
            }
        }

        int used = Math.Min(left.Count(share => share > 0), right.Count(share => share > 0));
        return used < 2 ? 0 : Math.Min(1, Math.Sqrt(chi / (used - 1)));
    }

    /// <summary>
    /// Mutual information divided by the geometric mean of both entropies, <c>I(X; Y)/√(H(X)·H(Y))</c>.
    /// The plug-in estimate of the information is too large by about <c>(K − Kₓ − Kᵧ + 1)/(2n)</c> with K used cells
    /// (Miller 1955); this is subtracted.
    /// </summary>
    /// <param name="joint">Shares of the cells, <paramref name="columns"/> per row, row-major.</param>
    /// <param name="rows">n, how many rows the shares come from.</param>
    /// <returns>A value in [0, 1]; 0 where a side has fewer than two used levels.</returns>
    /// <remarks>
    /// O(cells). Strehl &amp; Ghosh (2002), <see href="https://www.jmlr.org/papers/v3/strehl02a.html"/>.
    /// </remarks>
    public static double SharedInformation(ReadOnlySpan<double> joint, int columns, int rows)
    {
        var right = new double[columns];
        var left = new double[joint.Length / columns];
        int used = 0;
        double entropy = 0;
        for (int k = 0; k < joint.Length; k++)
        {
            if (joint[k] <= 0)
            {
                continue;
            }
            left[k / columns] += joint[k];
            right[k % columns] += joint[k];
            entropy -= joint[k] * Math.Log(joint[k]);
            used++;
        }

        double ofLeft = Distribution.Entropy(left),
            ofRight = Distribution.Entropy(right);
        if (ofLeft <= 1e-12 || ofRight <= 1e-12)
        {
            return 0;
        }
        int usedLeft = left.Count(share => share > 0),
            usedRight = right.Count(share => share > 0);
        double information = ofLeft + ofRight - entropy - ((used - usedLeft - usedRight + 1) / (2.0 * rows));
        return Math.Clamp(information / Math.Sqrt(ofLeft * ofRight), 0, 1);
    }

    private static double ExplainedShare(ReadOnlySpan<int> groups, int groupCount, ReadOnlySpan<double> y)
    {
        var means = new double[groupCount];
        var counts = new int[groupCount];
        double sum = 0;
        int count = 0;
        for (int i = 0; i < y.Length; i++)
        {
            if (double.IsNaN(y[i]))
            {
                continue;
            }
            means[groups[i]] += y[i];
            counts[groups[i]]++;
            sum += y[i];
            count++;
        }

        double mean = count == 0 ? 0 : sum / count,
            total = 0,
            between = 0;
        foreach (double value in y)
        {
            total += double.IsNaN(value) ? 0 : (value - mean) * (value - mean);
        }
        for (int k = 0; k < groupCount; k++)
        {
            if (counts[k] == 0)
            {
                continue;
            }
            double off = (means[k] / counts[k]) - mean;
            between += counts[k] * off * off;
        }

        return total <= 0 ? 0 : Math.Clamp(between / total, 0, 1);
    }
}
