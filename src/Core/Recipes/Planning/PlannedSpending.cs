using AethergenAI.Generation.Private;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tables;

namespace AethergenAI.Recipes.Planning;

/// <summary>
/// The privacy cost that a run's fits will set aside, so that a run beyond the budget is refused before it starts.
/// </summary>
public static class PlannedSpending
{
    /// <summary>Whether any of the fits spends privacy.</summary>
    public static bool IsPrivate(IReadOnlyList<Trial> plan) =>
        plan.Any(trial => TrialKeys.Terms(trial.Settings) is not null);

    /// <exception cref="RefusedException">The run would overspend. The message says what it asks for, what is left,
    /// and whether ε or δ is short.</exception>
    /// <param name="schemas">The schemas of the recipe's data sets, its own first.</param>
    /// <param name="run">The run name of earlier attempts in the ledger;
    /// the fits that they began are already paid for.</param>
    public static void Require(
        IReadOnlyList<Trial> plan,
        IReadOnlyList<Schema> schemas,
        PrivacyLedger ledger,
        string run
    )
    {
        foreach (var schema in schemas)
        {
            ledger.Limit?.RequireFor(schema);
        }
        var paid = ledger
            .Entries.Where(entry => entry.Within is null)
            .ToLookup(entry => entry.Run, entry => entry.Cost, StringComparer.Ordinal);
        var wanted = Fits(plan)
            .Select(fit =>
                PrivacyTotal
                    .Of(Cost(fit.First(), schemas))
                    .Beyond(PrivacyTotal.Of(fit.SelectMany(trial => paid[$"{run}/{trial.Name}"])))
            )
            .Aggregate(default(PrivacyTotal), (sum, cost) => sum + cost);
        if (!ledger.Affords(wanted))
        {
            throw PrivacyRefusals.Overspent("The run", wanted, ledger);
        }
    }

    private static IEnumerable<IGrouping<string, Trial>> Fits(IReadOnlyList<Trial> plan) =>
        plan.GroupBy(trial => TrialKeys.Fit(trial, $"{trial.Block}"), StringComparer.Ordinal);

    /// <remarks>
    /// A fit with invalid terms, or with a schema that it cannot model, costs nothing,
    /// because it will be refused on its own.
    /// </remarks>
    private static PrivacyCost Cost(Trial trial, IReadOnlyList<Schema> schemas)
    {
        try
        {
            return TrialKeys.Terms(trial.Settings) is { } terms
                ? PrivateFitPrice.Of(terms, schemas[trial.Block - 1])
                : default;
        }
        catch (RefusedException)
        {
            return default;
        }
    }
}
