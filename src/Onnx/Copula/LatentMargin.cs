using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Copula;

/// <summary>
/// A discrete column as a standard normal variable cut into intervals: each token, in some order along the line, has an
/// interval whose normal probability is the token's share of the seed.
/// </summary>
internal sealed class LatentMargin
{
    /// <summary>
    /// The number of terms of the series below; in later terms ρᵏ is small even for strong correlations.
    /// </summary>
    internal const int Terms = 64;

    /// <param name="counts">The number of seed rows with each token; each at least 1.</param>
    /// <param name="order">The tokens in their order along the line.</param>
    internal LatentMargin(IReadOnlyList<int> counts, IReadOnlyList<int> order)
    {
        Order = order;
        double total = counts.Sum(count => (double)count),
            below = 0;
        Thresholds = new double[counts.Count - 1];
        Scores = new double[counts.Count];
        double densityBelow = 0;
        for (int rank = 0; rank < order.Count; rank++)
        {
            below += counts[order[rank]];
            double threshold = rank == order.Count - 1 ? double.PositiveInfinity : NormalQuantile.Of(below / total);
            if (rank < Thresholds.Length)
            {
                Thresholds[rank] = threshold;
            }
            double density = Density(threshold);
            // The mean of a standard normal variable inside the interval.
            Scores[order[rank]] = (densityBelow - density) * total / counts[order[rank]];
            Variance += Scores[order[rank]] * (densityBelow - density);
            densityBelow = density;
        }

        Series = Expand();
    }

    internal IReadOnlyList<int> Order { get; }

    /// <summary>The ends of all intervals but the last, ascending.</summary>
    internal double[] Thresholds { get; }

    /// <summary>The normal score of each token: the mean of the latent variable inside the token's interval.</summary>
    internal double[] Scores { get; }

    /// <summary>
    /// The variance of the scores: near 1 for a column with many small intervals, less for a coarse one.
    /// </summary>
    internal double Variance { get; }

    /// <summary>
    /// Coefficients of the score as a function of the latent variable in normalised Hermite polynomials of degree 1 …
    /// <see cref="Terms"/>. By Mehler's formula, two columns' scores have covariance <c>Σₖ ρᵏ aₖ bₖ</c> if their
    /// latent variables have correlation ρ. Lancaster (1957),
    /// <see href="https://doi.org/10.1093/biomet/44.1-2.289"/>.
    /// </summary>
    internal double[] Series { get; }

    internal static double Density(double z) => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);

    /// <summary>
    /// A jump of the score by d at τ adds <c>d·hₖ₋₁(τ)·φ(τ)/√k</c> to the integral of the score times hₖ.
    /// </summary>
    private double[] Expand()
    {
        double[] series = new double[Terms];
        for (int rank = 0; rank < Thresholds.Length; rank++)
        {
            double threshold = Thresholds[rank],
                jump = Scores[Order[rank + 1]] - Scores[Order[rank]];
            double weight = jump * Density(threshold),
                previous = 0,
                hermite = 1;
            for (int k = 1; k <= Terms; k++)
            {
                series[k - 1] += weight * hermite / Math.Sqrt(k);
                (previous, hermite) = (hermite, ((threshold * hermite) - (Math.Sqrt(k - 1) * previous)) / Math.Sqrt(k));
            }
        }

        return series;
    }
}
