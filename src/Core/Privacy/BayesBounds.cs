namespace AethergenAI.Privacy;

/// <summary>What (ε, δ) means to someone who wants to know whether a unit is in the data.</summary>
public static class BayesBounds
{
    /// <summary>
    /// The largest share of those in the data that any attack can name, if it wrongly names a given share of those who
    /// are not: <c>min(e^ε·f + δ, 1 − e^−ε·(1 − δ − f))</c>.
    /// </summary>
    /// <param name="falsely">f, in [0, 1].</param>
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
    /// How likely an attacker can come to hold that a unit is in the data, who held it this likely before:
    /// odds grow by the factor e^ε at most. That bound fails with probability δ at most.
    /// </summary>
    /// <param name="before">In [0, 1].</param>
    /// <returns>In [0, 1].</returns>
    public static double BelievedAtMost(double before, double epsilon) =>
        before <= 0 ? 0 : 1 / (1 + (((1 - before) / before) * Math.Exp(-epsilon)));
}
