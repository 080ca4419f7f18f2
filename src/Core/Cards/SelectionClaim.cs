using AethergenAI.Runs;

namespace AethergenAI.Cards;

/// <summary>What may be claimed about a trial that was chosen as the best of several private trials.</summary>
/// <param name="Compared">The number of private trials that were compared.</param>
/// <param name="Claimed">Whether a bound is claimed for the choice; only cards of earlier versions may.</param>
public sealed record SelectionClaim(int Compared, bool Claimed, string Words)
{
    /// <summary>
    /// Choosing the best of k private trials reveals more than the chosen trial alone, so its own ε never covers
    /// the choice. The ε of all k trials together would cover it if the measure that decides read nothing except what
    /// the trials released, and no measure does: scores compare with real rows, and times depend on them.
    /// Liu &amp; Talwar (2019), <see href="https://doi.org/10.1145/3313276.3316377"/>.
    /// </summary>
    /// <param name="objective">The measure that the choice was made by.</param>
    /// <returns>Null where fewer than two private trials were compared.</returns>
    internal static SelectionClaim? Of(RunSummary summary, string objective)
    {
        int compared = summary.Trials.Count(trial =>
            trial.Failure is null && summary.Privacy?.Trials.ContainsKey(trial.Name) == true
        );
        return compared < 2
            ? null
            : new SelectionClaim(
                compared,
                false,
                $"The best of {compared} private trials was chosen by {objective}, "
                    + "a measure that depends on real rows outside the ledger: "
                    + "no ε is claimed for the choice, and the chosen trial's own ε does not cover it."
            );
    }
}
