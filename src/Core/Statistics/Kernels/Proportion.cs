namespace AethergenAI.Statistics.Kernels;

/// <summary>95 % intervals for shares and for their difference.</summary>
internal static class Proportion
{
    private const double Z = SpecialFunctions.Normal975;

    /// <summary>
    /// Wilson's score interval for a share. It never leaves [0, 1], and its width is positive even at 0 and at n.
    /// </summary>
    /// <param name="successes">In [0, trials]; need not be whole where it was divided by a design effect.</param>
    /// <param name="trials">Positive.</param>
    /// <remarks>Wilson (1927), <see href="https://doi.org/10.1080/01621459.1927.10502953"/>.</remarks>
    /// <param name="z">The normal quantile of the level; larger where several intervals must
    /// hold simultaneously.</param>
    public static Interval Wilson(double successes, double trials, double z = Z)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        double p = successes / trials,
            square = z * z / trials;
        double centre = (p + (square / 2)) / (1 + square);
        double half = z / (1 + square) * Math.Sqrt(((p * (1 - p)) + (square / 4)) / trials);
        return new Interval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>
    /// The exact interval: each end is the share at which the observed count would be an event of probability 2.5 %.
    /// </summary>
    /// <remarks>
    /// Covers at least 95 %. Clopper &amp; Pearson (1934), <see href="https://doi.org/10.1093/biomet/26.4.404"/>.
    /// </remarks>
    public static Interval ClopperPearson(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        return new Interval(
            successes == 0 ? 0 : SpecialFunctions.BetaQuantile(0.025, successes, trials - successes + 1),
            successes == trials ? 1 : SpecialFunctions.BetaQuantile(0.975, successes + 1, trials - successes)
        );
    }

    /// <summary>
    /// The interval of the difference of two shares, <c>x₁/n₁ − x₂/n₂</c>, from their Wilson intervals.
    /// </summary>
    /// <param name="correlation">Of the two shares, in [−1, 1]: 0 where they are independent.</param>
    /// <returns>An interval in [−1, 1].</returns>
    /// <remarks>Newcombe (1998), method 10,
    /// <see href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I"/>;
    /// correlated as
    /// <see href="https://doi.org/10.1002/(SICI)1097-0258(19981130)17:22%3C2635::AID-SIM954%3E3.0.CO;2-C"/>.
    /// </remarks>
    public static Interval NewcombeDifference(
        double successes1,
        double trials1,
        double successes2,
        double trials2,
        double z = Z,
        double correlation = 0
    )
    {
        double p1 = successes1 / trials1,
            p2 = successes2 / trials2;
        Interval first = Wilson(successes1, trials1, z),
            second = Wilson(successes2, trials2, z);
        double below = Length(p1 - first.Low, second.High - p2, correlation),
            above = Length(first.High - p1, p2 - second.Low, correlation);
        return new Interval(p1 - p2 - below, p1 - p2 + above);
    }

    private static double Length(double x, double y, double correlation) =>
        Math.Sqrt(Math.Max(0, (x * x) + (y * y) - (2 * correlation * x * y)));
}
