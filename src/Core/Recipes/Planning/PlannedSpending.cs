using System.Globalization;
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
        RequireFor(plan, schemas, ledger);
        var paid = LedgerUnits
            .Counted(ledger)
            .Where(entry => entry.Within is null)
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

    /// <summary>Asked before any row is read: it follows from the declarations alone.</summary>
    /// <param name="schemas">The schemas of the recipe's data sets, its own first.</param>
    /// <exception cref="RefusedException">The budget's δ is too large for a schema, or the ledger counts by another
    /// unit than a private fit.</exception>
    public static void RequireFor(IReadOnlyList<Trial> plan, IReadOnlyList<Schema> schemas, PrivacyLedger ledger)
    {
        foreach (var schema in schemas)
        {
            ledger.Limit?.RequireFor(schema);
        }
        // A fit whose schema declares no privacy is refused for that.
        var declared = plan.Where(trial => Cost(trial, schemas) != default)
            .Select(trial => schemas[trial.Block - 1].Privacy);
        foreach (var privacy in declared.OfType<SchemaPrivacy>())
        {
            ledger.RequireUnit(PrivacyUnit.Of(privacy));
        }
    }

    /// <summary>What a plan says of its private fits: what they will spend, or that they are paid for.</summary>
    /// <param name="open">Those of the trials whose fit is still to be made.</param>
    /// <inheritdoc cref="Words" path="/param"/>
    /// <returns>Null if no fit of the plan is private.</returns>
    public static string? Planned(
        IReadOnlyList<Trial> plan,
        IReadOnlyList<Trial> open,
        IReadOnlyList<Schema> schemas,
        PrivacyLimit? budget,
        double? epsilonLeft
    )
    {
        if (IsPrivate(plan) && !IsPrivate(open))
        {
            return "The run spends no privacy: all of its private fits are made already, and are reused.";
        }
        return Words(open, schemas, budget, epsilonLeft);
    }

    /// <summary>What a person is told before a run spends anything: how much it will, and of how much.</summary>
    /// <param name="schemas">The schemas of the recipe's data sets, its own first.</param>
    /// <param name="epsilonLeft">What the ledger's budget leaves for one more fit; null without a budget.</param>
    /// <returns>Null if no fit spends anything.</returns>
    internal static string? Words(
        IReadOnlyList<Trial> plan,
        IReadOnlyList<Schema> schemas,
        PrivacyLimit? budget,
        double? epsilonLeft
    )
    {
        Trial[] fits = [.. Fits(plan).Select(fit => fit.First()).Where(first => Cost(first, schemas) != default)];
        if (fits.Length == 0)
        {
            return null;
        }
        var total = PrivacyTotal.Of(fits.Select(first => Cost(first, schemas)));
        double discovery = total.Delta.RoundUp(),
            usual = fits.Max(first => TrialKeys.Terms(first.Settings)!.Delta),
            delta = budget?.Delta ?? (discovery < usual ? usual : usual + discovery),
            left = delta - discovery;
        string epsilon =
            left > 0 ? $"ε = {Figure(Math.Ceiling(Zcdp.Epsilon(total.Rho.RoundUp(), left) * 1e4) / 1e4)} at " : "";
        string spent = $"{Counts.Of(fits.Length, "private fit")} of this run will spend {epsilon}δ";
        return $"{spent} = {PrivacyLedger.Small(delta)}"
            + $"{(fits.Length == 1 ? "" : " together")}; "
            + (
                budget is null
                    ? "without a budget nothing limits what is spent."
                    : $"ε = {Figure(epsilonLeft ?? 0)} of {Figure(budget.Epsilon)} is left."
            );

        static string Figure(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
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
