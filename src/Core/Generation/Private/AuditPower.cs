using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Private;

/// <summary>What an audit of so many trials would have shown, in 95 of 100 audits.</summary>
/// <param name="Epsilon">The smallest true ε that would have been above the claim; null: none would have been.</param>
/// <param name="Noise">The largest noise, as a share of what was paid for, that would have been too small;
/// null where no noise was measured.</param>
/// <param name="Decisive">Whether an ε of twice the claim would have been shown.</param>
public sealed record AuditPower(double? Epsilon, double? Noise, bool Decisive)
{
    /// <summary>Fewer degrees of freedom are not judged.</summary>
    internal const int MinFreedom = 50;

    private const double Found = 0.95;

    /// <param name="perTable">The trials that are counted on each table.</param>
    /// <param name="freedom">Degrees of freedom of the measured noise.</param>
    internal static AuditPower Of(
        PrivacyCurve curve,
        double epsilon,
        double delta,
        int perTable,
        double freedom,
        double level
    )
    {
        double distance = DistanceShown(curve.Distance, perTable, level);
        double? shown = distance < 1 ? curve.EpsilonOf(distance, delta) : null;
        return new AuditPower(shown, freedom < MinFreedom ? null : NoiseShown(freedom, level), shown <= 2 * epsilon);
    }

    /// <summary>The smallest distance that would have been found to be above the claimed one.</summary>
    /// <remarks>
    /// The least number of right guesses that refutes the claim is x; the sum of two tables' coins varies no more
    /// than that of equal coins, so the share at which equal coins reach x in 95 of 100 audits is enough.
    /// </remarks>
    /// <returns>Above 1 where no distance would have been.</returns>
    internal static double DistanceShown(double claimed, int perTable, double level)
    {
        int guesses = 2 * perTable,
            low = 0,
            high = guesses + 1;
        while (low + 1 < high)
        {
            int middle = (low + high) / 2;
            bool refutes = AuditBounds.Distance(middle, guesses, level) > claimed;
            (low, high) = refutes ? (low, middle) : (middle, high);
        }

        return high > guesses ? 2 : (2 * SpecialFunctions.BetaQuantile(Found, high, guesses - high + 1)) - 1;
    }

    /// <summary>
    /// The largest ratio of standard deviations whose sum of squares is below χ²'s quantile at the level in 95 of 100
    /// audits.
    /// </summary>
    internal static double NoiseShown(double freedom, double level) =>
        Math.Sqrt(AuditBounds.ChiSquare(level, freedom) / AuditBounds.ChiSquare(Found, freedom));

    /// <summary>The trials on each table with which an ε of twice the claim would be shown.</summary>
    /// <returns>Between 400 and <paramref name="most"/>.</returns>
    internal static int Trials(PrivacyCurve curve, double epsilon, double delta, double level, int most)
    {
        int trials = 400;
        while (trials < most)
        {
            int counted = PrivacyAudit.Counted(trials);
            if (Of(curve, epsilon, delta, counted, 0, level).Decisive)
            {
                return trials;
            }
            trials = (int)Math.Min(most, trials * 1.25);
        }

        return most;
    }
}
