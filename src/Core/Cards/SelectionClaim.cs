using AethergenAI.Runs;

namespace AethergenAI.Cards;

/// <summary>What may be said of the chosen one among several private trials.</summary>
/// <param name="Compared">Private trials that the choice was made among.</param>
/// <param name="Claimed">Whether a bound is claimed of the choice.</param>
public sealed record SelectionClaim(int Compared, bool Claimed, string Words)
{
    /// <summary>
    /// Choosing the best of k private trials tells more than the chosen one alone does:
    /// its own ε never covers the choice. What covers it is the ε of all k together,
    /// and only where the measure that chose read nothing but what they released. Liu &amp; Talwar (2019),
    /// <see href="https://doi.org/10.1145/3313276.3316377"/>.
    /// </summary>
    /// <param name="objective">What chose.</param>
    /// <returns>Null where fewer than two private trials were compared.</returns>
    internal static SelectionClaim? Of(RunSummary summary, string objective)
    {
        int compared = summary.Trials.Count(trial =>
            trial.Failure is null && summary.Privacy?.Trials.ContainsKey(trial.Name) == true
        );
        if (summary.Privacy is not { } privacy || compared < 2)
        {
            return null;
        }

        return privacy.Withheld.Count == 0
            ? new SelectionClaim(
                compared,
                true,
                $"The best of {compared} private trials was chosen from what they released, "
                    + $"so the choice costs nothing beyond all of them together: {summary.Epsilon}."
            )
            : new SelectionClaim(
                compared,
                false,
                $"The best of {compared} private trials was chosen by {objective}, "
                    + "which compares with real rows outside the ledger: "
                    + "no ε is claimed of the choice, and the chosen trial's own ε does not cover it."
            );
    }
}
