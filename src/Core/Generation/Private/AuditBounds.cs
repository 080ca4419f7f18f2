using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Private;

/// <summary>
/// Bounds that hold except with a probability that is given: the level. All are exact for any number of trials.
/// </summary>
internal static class AuditBounds
{
    /// <summary>The least share with which so many successes are no rarer than the level (Clopper–Pearson).</summary>
    internal static double Lowest(int successes, int trials, double level) =>
        successes == 0 ? 0 : SpecialFunctions.BetaQuantile(level, successes, trials - successes + 1);

    /// <summary>The greatest such share.</summary>
    internal static double Highest(int successes, int trials, double level) =>
        successes == trials ? 1 : SpecialFunctions.BetaQuantile(1 - level, successes + 1, trials - successes);

    /// <summary>
    /// A lower bound on the distance of the two tables: whoever guesses the table from an event is right with
    /// probability (1 + distance)/2 at most, if both are equally likely.
    /// </summary>
    /// <param name="right">Right guesses: events with the unit and their absence without it.</param>
    /// <param name="guesses">Half of them on each table.</param>
    /// <remarks>
    /// Both tables have their own probability, so the number of right guesses is a sum of unequal coins. Its tail is
    /// no heavier than that of equal coins with the same mean m, from m + 1 on: Hoeffding (1956), theorem 4,
    /// <see href="https://doi.org/10.1214/aoms/1177728178"/>. Two intervals, one a table, would be 1.6 times as wide.
    /// </remarks>
    internal static double Distance(int right, int guesses, double level)
    {
        double share = Lowest(right, guesses, level);
        return right >= (guesses * share) + 1 ? Math.Max(0, (2 * share) - 1) : 0;
    }

    /// <summary>A lower bound on ε at a δ without any assumption: <c>ln((p₁ − δ)/p₀)</c>.</summary>
    /// <param name="likelier">Trials with the event, on the table where it is likelier.</param>
    /// <param name="other">Trials with the event, on the other table.</param>
    /// <param name="level">Half of it for each of the two probabilities.</param>
    internal static double Epsilon(int likelier, int other, int trials, double delta, double level)
    {
        if (likelier <= other)
        {
            return 0;
        }
        double low = Lowest(likelier, trials, level / 2),
            high = Highest(other, trials, level / 2);
        return low > delta ? Math.Max(0, Math.Log((low - delta) / high)) : 0;
    }

    /// <summary>The quantile of χ² with many degrees of freedom (Wilson &amp; Hilferty 1931).</summary>
    /// <param name="freedom">At least 50; the relative error is then below 1e-3 at every level that audits use.</param>
    internal static double ChiSquare(double level, double freedom)
    {
        double part = 2 / (9 * freedom),
            root = 1 - part + (SpecialFunctions.NormalQuantile(level) * Math.Sqrt(part));
        return freedom * root * root * root;
    }
}
