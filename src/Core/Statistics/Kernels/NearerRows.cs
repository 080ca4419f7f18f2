namespace AethergenAI.Statistics.Kernels;

/// <summary>Which of two sets of real rows, such as train and validation rows, drawn rows are nearer to.</summary>
/// <param name="Share">The share of the drawn rows that are nearer to the first set; ties count one half.</param>
/// <param name="DrawnBy">For each row of the first set, then of the second, the share of the drawn rows that it is
/// the nearest to.</param>
internal sealed record NearerRows(double Share, double[] DrawnBy)
{
    /// <summary>
    /// The standard error of the difference of two shares where neither generator knows which of the real rows were
    /// train rows. Each real row is then one with probability ½ whatever was drawn, so the difference is
    /// <c>½ Σ ±(a − b)</c> over the real rows, and its variance <c>¼ Σ (a − b)²</c>. Rows that many drawn
    /// rows are nearest to make it large; an interval over the drawn rows alone would not see that.
    /// </summary>
    internal double ErrorAgainst(NearerRows other) =>
        0.5 * Math.Sqrt(DrawnBy.Zip(other.DrawnBy, (mine, theirs) => (mine - theirs) * (mine - theirs)).Sum());

    /// <summary>Compares the distances of points to their nearest ones among two sets.</summary>
    /// <param name="points">Column-major, as in <see cref="NearestNeighbours"/>; so are the others.</param>
    /// <param name="far">As many as <paramref name="near"/>.</param>
    internal static NearerRows Of(float[][] points, float[][] near, float[][] far, CancellationToken ct)
    {
        float[] toNear = NearestNeighbours.Search(points, near, null, 1, out int[] nearestNear, ct),
            toFar = NearestNeighbours.Search(points, far, null, 1, out int[] nearestFar, ct);
        int size = near[0].Length;
        double one = 1.0 / toNear.Length,
            nearer = 0;
        double[] drawnBy = new double[size + far[0].Length];
        for (int row = 0; row < toNear.Length; row++)
        {
            switch (toNear[row].CompareTo(toFar[row]))
            {
                case < 0:
                    nearer++;
                    drawnBy[nearestNear[row]] += one;
                    break;
                case > 0:
                    drawnBy[size + nearestFar[row]] += one;
                    break;
                default:
                    nearer += 0.5;
                    break;
            }
        }

        return new NearerRows(nearer / toNear.Length, drawnBy);
    }
}
