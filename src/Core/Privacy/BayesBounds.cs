namespace AethergenAI.Privacy;

/// <summary>Translates (ε, δ) into what an attacker can learn about whether a unit is in the data.</summary>
public static class BayesBounds
{
    /// <summary>
    /// The largest true-positive rate of any attack that names units as being in the data,
    /// at a given false-positive rate: <c>min(e^ε·f + δ, 1 − e^−ε·(1 − δ − f))</c>.
    /// </summary>
    /// <param name="falsely">f, the false-positive rate, in [0, 1].</param>
    /// <returns>In [0, 1].</returns>
    /// <remarks>
    /// Kairouz, Oh &amp; Viswanath (2015), theorem 2.1, <see href="https://doi.org/10.1109/TIT.2017.2685505"/>.
    /// </remarks>
    public static double NamedAtMost(double falsely, double epsilon, double delta) =>
        Math.Clamp(
            Math.Min((Math.Exp(epsilon) * falsely) + delta, 1 - (Math.Exp(-epsilon) * (1 - delta - falsely))),
            0,
            1
        );

    /// <summary>
    /// The largest posterior probability, for an attacker with a given prior, that a unit is in the data:
    /// the odds grow by at most the factor e^ε. The bound fails with probability at most δ.
    /// </summary>
    /// <param name="before">The prior probability, in [0, 1].</param>
    /// <returns>In [0, 1].</returns>
    public static double BelievedAtMost(double before, double epsilon) =>
        before <= 0 ? 0 : 1 / (1 + (((1 - before) / before) * Math.Exp(-epsilon)));
}
