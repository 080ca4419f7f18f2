using AethergenAI.Evaluation.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>Where real rows lie: the union of balls around them that reach to their fifth neighbour.</summary>
internal sealed class Manifold
{
    private const int Neighbours = 5;

    private readonly float[][] real;
    private readonly float[] radii;

    public Manifold(float[][] real, CancellationToken ct)
    {
        this.real = real;
        int k = Math.Min(Neighbours + 1, real[0].Length); // a row is its own first neighbour
        float[] distances = NearestNeighbours.Search(real, real, null, k, out _, ct);
        radii = new float[real[0].Length];
        for (int i = 0; i < radii.Length; i++) { radii[i] = distances[(i * k) + k - 1]; }
    }

    /// <summary>
    /// Coverage: the share of real rows with a row of <paramref name="other"/> in their ball (Naeem et al. 2020,
    /// <see href="https://arxiv.org/abs/2002.09797"/>). Precision: the share of its rows that lie in some real row's ball
    /// (Kynkäänniemi et al. 2019, <see href="https://arxiv.org/abs/1904.06991"/>).
    /// </summary>
    public (double Coverage, double Precision) Of(float[][] other, CancellationToken ct)
    {
        float[] nearest = NearestNeighbours.Search(real, other, null, 1, out _, ct);
        float[] beyond = NearestNeighbours.Search(other, real, radii, 1, out _, ct);
        int covered = 0;
        for (int i = 0; i < radii.Length; i++) { covered += nearest[i] <= radii[i] ? 1 : 0; }
        return ((double)covered / radii.Length, (double)beyond.Count(distance => distance <= 1e-5f) / beyond.Length);
    }
}
