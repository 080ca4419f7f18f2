using System.Globalization;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes.Checks;

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

    private static double Rho(TrialSettings settings)
    {
        if (TrialKeys.Epsilon(settings) is not { } epsilon)
        {
            return 0;
        }
        var option = RecipeCheck.Resolve(settings.Generator).Options.FirstOrDefault(known => known.Name == "delta");
        string? text = settings.Options.TryGetValue("delta", out var value) ? value.ToString() : option?.Default;
        bool sound =
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double delta)
            && delta is > 0 and < 1;
        return sound ? Zcdp.Rho(epsilon, delta) : 0;
    }
}
