using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Private;

/// <summary>How well a mechanism may tell two neighbouring tables apart, by what was paid for it.</summary>
/// <param name="Distance">The largest difference between the probabilities of an event on the two tables, in [0, 1]
/// (total variation).</param>
internal abstract record PrivacyCurve(double Distance)
{
    /// <summary>The ε that the mechanism keeps at a δ.</summary>
    internal abstract double EpsilonAt(double delta);

    /// <summary>The ε at a δ of a mechanism of the same kind that has this distance.</summary>
    internal abstract double EpsilonOf(double distance, double delta);
}

/// <summary>Pure differential privacy: <c>P[event] ≤ e^ε · P'[event]</c>, so the distance is tanh(ε/2).</summary>
internal sealed record PureCurve(double Epsilon) : PrivacyCurve(Math.Tanh(Epsilon / 2))
{
    internal override double EpsilonAt(double delta) => Epsilon;

    internal override double EpsilonOf(double distance, double delta) => 2 * Math.Atanh(Math.Clamp(distance, 0, 1));
}

/// <summary>
/// Gaussian differential privacy: the two tables are no easier to tell apart than draws of N(0, 1) and N(μ, 1).
/// The parameters of answers that follow one another add up as μ² does. Dong, Roth &amp; Su (2022),
/// <see href="https://doi.org/10.1111/rssb.12454"/>.
/// </summary>
/// <param name="Own">A probability with which anything may come out: the δ of discovered levels.</param>
internal sealed record GaussianCurve(double Mu, double Own = 0) : PrivacyCurve(DistanceOf(Mu) + Own)
{
    /// <summary>√(2ρ) of all counts: μ without what whole numbers and choices add.</summary>
    private double Counts { get; init; } = Mu;

    /// <summary>Above this σ, sums over the whole numbers are integrals to 5 digits.</summary>
    private const double Smooth = 50;

    /// <summary>ε is then over 500, whatever δ is.</summary>
    private const double LargestMu = 30;

    /// <summary>What the entries of a fit's ledger paid for.</summary>
    /// <remarks>
    /// A choice by the exponential mechanism with ε moves log-probabilities within a range of width ε. It is then no
    /// more telling than an event that is e^t times as likely on one table, and whose opposite is e^(ε − t)
    /// times as likely on the other, for a t in [0, ε]. The middle one, t = ε/2, has μ = 2Φ⁻¹(1/(1 +
    /// e^(−ε/2))), and the others have a smaller μ.
    /// Dong, Durfee &amp; Rogers (2020), <see href="https://doi.org/10.48550/arXiv.1909.13830"/>.
    /// </remarks>
    internal static GaussianCurve Of(PrivacyLedger ledger)
    {
        int rows = ledger.Unit?.Rows ?? 1;
        double square = 0,
            counts = 0;
        foreach (var entry in ledger.Entries.Where(entry => entry is { Within: not null, Rho: > 0 }))
        {
            bool choice = entry.Mechanism == "exponential";
            double mu = choice ? OfChoice(entry.Rho) : OfCount(rows, entry.Rho);
            square += mu * mu;
            counts += choice ? 0 : 2 * entry.Rho;
        }

        return new GaussianCurve(Math.Sqrt(square), ledger.SpentDelta) { Counts = Math.Sqrt(counts) };
    }

    /// <summary>
    /// μ of counts with discrete Gaussian noise that cost ρ, of which one unit has k rows in one cell: the largest
    /// <c>Φ⁻¹(P[X ≥ t − k]) − Φ⁻¹(P[X ≥ t])</c> over the thresholds t. It is a little above k/σ =
    /// √(2ρ), because whole numbers are coarser than the line.
    /// </summary>
    internal static double OfCount(int rows, double rho)
    {
        double sigma = Math.Sqrt(Zcdp.GaussianVariance(rows, rho).ToDouble());
        if (sigma > Smooth)
        {
            return rows / sigma * (1 + (1 / (20 * sigma * sigma)));
        }

        // Below −reach the mass is under 1e-18, and thresholds are only compared where both tails are above 1e-12.
        int reach = (int)Math.Ceiling(9 * sigma) + rows + 2;
        double[] tails = new double[(2 * reach) + 2];
        for (int at = 2 * reach; at >= 0; at--)
        {
            double x = (at - reach) / sigma;
            tails[at] = tails[at + 1] + Math.Exp(-x * x / 2);
        }

        double largest = rows / sigma;
        for (int at = rows; at <= 2 * reach; at++)
        {
            double with = tails[at - rows] / tails[0],
                without = tails[at] / tails[0];
            if (without > 1e-12 && with < 1 - 1e-12)
            {
                double apart = SpecialFunctions.NormalQuantile(with) - SpecialFunctions.NormalQuantile(without);
                largest = Math.Max(largest, apart);
            }
        }

        return largest;
    }

    /// <summary>ε if the noise of all counts is Gaussian and this share of what was paid for.</summary>
    internal double EpsilonWith(double noise, double delta) =>
        delta > Own ? Epsilon(Math.Min(Counts / noise, LargestMu), delta - Own) : 0;

    internal static double OfChoice(double rho) =>
        2 * SpecialFunctions.NormalQuantile(1 / (1 + Math.Exp(-ExponentialMechanism.Epsilon(rho) / 2)));

    internal override double EpsilonAt(double delta) =>
        delta > Own ? Epsilon(Mu, delta - Own) : double.PositiveInfinity;

    internal override double EpsilonOf(double distance, double delta) =>
        delta > Own ? Epsilon(MuOf(distance - Own), delta - Own) : 0;

    internal static double DistanceOf(double mu) => 1 - (2 * SpecialFunctions.NormalCdf(-mu / 2));

    /// <returns>μ of a distance in [0, 1]; 0 below 0.</returns>
    internal static double MuOf(double distance) =>
        distance <= 0 ? 0 : -2 * SpecialFunctions.NormalQuantile(Math.Max(1e-15, (1 - distance) / 2));

    /// <summary>
    /// <c>δ(ε) = Φ(μ/2 − ε/μ) − e^ε·Φ(−μ/2 − ε/μ)</c>. Balle &amp; Wang (2018), theorem 8.
    /// </summary>
    internal static double Delta(double mu, double epsilon) =>
        mu <= 0
            ? 0
            : SpecialFunctions.NormalCdf((mu / 2) - (epsilon / mu))
                - (Math.Exp(epsilon) * SpecialFunctions.NormalCdf((-mu / 2) - (epsilon / mu)));

    /// <summary>The ε of μ at a δ, by bisection.</summary>
    internal static double Epsilon(double mu, double delta)
    {
        double low = 0,
            high = 1;
        while (Delta(mu, high) > delta && high < 700)
        {
            high *= 2;
        }
        for (int halving = 0; halving < 60; halving++)
        {
            double middle = (low + high) / 2;
            (low, high) = Delta(mu, middle) > delta ? (middle, high) : (low, middle);
        }

        return high;
    }
}
