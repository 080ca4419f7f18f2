using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Recipes.Planning;

/// <summary>What a run's fits will set aside, so that a run which the budget does not have is refused before it starts.</summary>
public static class PlannedSpending
{
    /// <summary>ρ of all fits together; a fit that trials share counts once.</summary>
    /// <remarks>A fit whose terms make no sense counts nothing: it will be refused by itself.</remarks>
    public static double Of(IReadOnlyList<Trial> plan) =>
        plan.DistinctBy(trial => TrialKeys.Fit(trial, $"{trial.Block}")).Sum(trial => Rho(trial.Settings));

    /// <exception cref="RefusedException">The run would overspend; the message says what is left.</exception>
    /// <param name="run">What earlier attempts at the run called themselves in the ledger; they have paid their part.</param>
    public static void Require(IReadOnlyList<Trial> plan, PrivacyLedger ledger, string run)
    {
        var own = ledger.Entries.Where(entry =>
            entry.Within is null && entry.Run.StartsWith($"{run}/", StringComparison.Ordinal)
        );
        double paid = own.Sum(entry => entry.Rho);
        double wanted = Of(plan) - paid;
        if (wanted > ledger.Left() * (1 + 1e-9) && wanted > 0)
        {
            throw PrivacyRefusals.RunOverspends(wanted, ledger);
        }
    }

    private static double Rho(TrialSettings settings) =>
        TrialKeys.Terms(settings) is { } terms ? Zcdp.Rho(terms.Epsilon, terms.Delta) : 0;
}
