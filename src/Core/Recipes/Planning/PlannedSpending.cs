using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tables;

namespace AethergenAI.Recipes.Planning;

/// <summary>
/// What a run's fits will set aside, so that a run which the budget does not have is refused before it starts.
/// </summary>
public static class PlannedSpending
{
    /// <summary>The cost of all fits together; a fit that trials share counts once.</summary>
    /// <param name="schemas">Of the recipe's data sets, its own first.</param>
    public static PrivacyCost Of(IReadOnlyList<Trial> plan, IReadOnlyList<Schema> schemas) =>
        PrivacyCost.Sum(Fits(plan).Select(fit => Cost(fit.First(), schemas)));

    /// <exception cref="RefusedException">The run would overspend; the message says what it asks for,
    /// what is left and which of ε and δ is short.</exception>
    /// <param name="schemas">Of the recipe's data sets, its own first.</param>
    /// <param name="run">What earlier attempts at the run called themselves in the ledger;
    /// they have paid for the fits that they began.</param>
    public static void Require(
        IReadOnlyList<Trial> plan,
        IReadOnlyList<Schema> schemas,
        PrivacyLedger ledger,
        string run
    )
    {
        var paid = ledger
            .Entries.Where(entry => entry.Within is null)
            .ToLookup(entry => entry.Run, entry => entry.Cost, StringComparer.Ordinal);
        var wanted = PrivacyCost.Sum(
            Fits(plan)
                .Select(fit =>
                    Cost(fit.First(), schemas)
                        .Beyond(PrivacyCost.Sum(fit.SelectMany(trial => paid[$"{run}/{trial.Name}"])))
                )
        );
        if (!ledger.Affords(wanted))
        {
            throw PrivacyRefusals.Overspent("The run", wanted, ledger);
        }
    }

    private static IEnumerable<IGrouping<string, Trial>> Fits(IReadOnlyList<Trial> plan) =>
        plan.GroupBy(trial => TrialKeys.Fit(trial, $"{trial.Block}"), StringComparer.Ordinal);

    /// <remarks>
    /// A fit whose terms make no sense, or whose schema it cannot model, costs nothing: it will be refused by itself.
    /// </remarks>
    private static PrivacyCost Cost(Trial trial, IReadOnlyList<Schema> schemas)
    {
        try
        {
            return TrialKeys.Terms(trial.Settings)?.Charge(schemas[trial.Block - 1]) ?? default;
        }
        catch (RefusedException)
        {
            return default;
        }
    }
}
