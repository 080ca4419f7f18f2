using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Fidelity;

/// <param name="Precision">The share of other rows that lie in some real row's ball, in [0, 1].</param>
/// <param name="Recall">The share of real rows that lie in some other row's ball, in [0, 1].</param>
/// <param name="Density">The number of real balls that a row of the other table lies in, on average, divided by k;
/// 1 is expected of fresh real rows, and there is no upper limit.</param>
/// <param name="Coverage">The share of real rows whose ball holds a row of the other table, in [0, 1].</param>
internal sealed record Prdc(double Precision, double Recall, double Density, double Coverage);

/// <param name="Distances">The distance to the nearest row; one per row.</param>
/// <param name="Which">The nearest row's number; one per row.</param>
internal readonly record struct Nearest(float[] Distances, int[] Which);

/// <summary>
/// The region where real rows lie: the union of balls around them, each reaching to the row's k-th neighbour.
/// </summary>
internal sealed class Manifold
{
    public const int Neighbours = 5;

    // Radii and distances are the same sums in a different order, so rounding can put a row that lies
    // exactly on the radius outside.
    private const float Rounding = 1e-5f;

    private readonly float[][] real;
    private readonly float[] own;
    private readonly float[] radii;
    private readonly int k;

    /// <param name="real">Column-major points of <see cref="MixedPoints"/>, at least one row.</param>
    public Manifold(float[][] real, CancellationToken ct, int k = Neighbours)
    {
        (this.real, this.k) = (real, k);
        (own, radii) = Radii(real, ct);
    }

    public int Rows => radii.Length;

    /// <summary>The farthest that a row may be from a real row to count as within its ball; one per real row.</summary>
    public float[] Reach => Array.ConvertAll(radii, radius => radius + Rounding);

    /// <summary>How far a real row is from its nearest other real row; +∞ where there is none.</summary>
    public float ToNearest(int row)
    {
        int wanted = own.Length / Rows;
        return wanted > 1 ? own[(row * wanted) + 1] : float.PositiveInfinity;
    }

    /// <summary>The nearest real row of each row of <paramref name="other"/>.</summary>
    public Nearest From(float[][] other, CancellationToken ct)
    {
        float[] distances = NearestNeighbours.Search(other, real, null, 1, out int[] which, ct);
        return new Nearest(distances, which);
    }

    /// <summary>The row of <paramref name="other"/> that is nearest to each real row.</summary>
    public Nearest To(float[][] other, CancellationToken ct)
    {
        float[] distances = NearestNeighbours.Search(real, other, null, 1, out int[] which, ct);
        return new Nearest(distances, which);
    }

    /// <summary>
    /// Precision and recall (Kynkäänniemi et al. 2019, <see href="https://arxiv.org/abs/1904.06991"/>),
    /// density and coverage (Naeem et al. 2020, <see href="https://arxiv.org/abs/2002.09797"/>)
    /// of <paramref name="other"/>.
    /// </summary>
    public Prdc Of(float[][] other, CancellationToken ct) => Of(other, To(other, ct), ct);

    /// <param name="nearest">What <see cref="To"/> says of <paramref name="other"/>.</param>
    public Prdc Of(float[][] other, Nearest nearest, CancellationToken ct)
    {
        int rows = other[0].Length;
        float[] reach = Reach;
        int[] balls = NearestNeighbours.CountWithin(other, real, reach, ct);
        float[] beyond = NearestNeighbours.Search(real, other, Radii(other, ct).Radii, 1, out _, ct);
        int covered = 0;
        for (int i = 0; i < Rows; i++)
        {
            covered += nearest.Distances[i] <= reach[i] ? 1 : 0;
        }
        return new Prdc(
            (double)balls.Count(count => count > 0) / rows,
            (double)beyond.Count(distance => distance <= Rounding) / Rows,
            balls.Sum(count => (double)count) / rows / k,
            (double)covered / Rows
        );
    }

    private (float[] Distances, float[] Radii) Radii(float[][] points, CancellationToken ct)
    {
        int wanted = Math.Min(k + 1, points[0].Length); // a row is its own first neighbour
        float[] distances = NearestNeighbours.Search(points, points, null, wanted, out _, ct);
        var found = new float[points[0].Length];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = distances[(i * wanted) + wanted - 1];
        }
        return (distances, found);
    }
}
