using System.Globalization;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Evaluation.Utility;

namespace AethergenAI.Evaluation;

/// <summary>Turns the figures into the key figures of the product.</summary>
internal static class KpiVerdicts
{
    public static IReadOnlyList<Kpi> Kpis(UtilitySection utility, AttackResults attacked) =>
        [OfUtility(utility), OfAttacks(attacked.Attacks, attacked.SelfTest)];

    private static Kpi OfUtility(UtilitySection utility)
    {
        var limit = KpiLimit.Utility;
        if (
            utility.Measures.FirstOrDefault(measure => measure.Name == UtilityMeasures.Ratio.Name)
            is not { Value: { } value, Interval: { } interval }
        )
        {
            return limit.NotMeasured("The ratio of TSTR to TRTR was not measured.");
        }

        var unsure = interval.High < limit.Limit ? Verdict.Fail : Verdict.Underpowered;
        var verdict = interval.Low >= limit.Limit ? Verdict.Pass : unsure;
        return new Kpi(limit.Name, value, interval, verdict, limit.Rule) { Estimand = UtilityMeasures.Ratio.Scope?.Of };
    }

    private static Kpi OfAttacks(IReadOnlyList<Attack> attacks, SelfTest? selfTest)
    {
        var limit = KpiLimit.AttackSuccess;
        if (attacks.Count == 0)
        {
            return limit.NotMeasured("No attack was run.");
        }

        // The largest gain, not the widest interval: that of the attack with the fewest trials would stand here.
        var failed = attacks.Where(attack => attack.Verdict == Verdict.Fail).ToArray();
        var worst = (failed.Length > 0 ? failed : attacks).MaxBy(attack => attack.Estimate)!;
        var verdict = OfAll(attacks, selfTest);
        string unseen = verdict == Verdict.Invalid ? Unseen(selfTest!) : "";
        return new Kpi(
            limit.Name,
            worst.Estimate,
            worst.Interval,
            verdict,
            limit.Rule,
            $"The largest estimate of {attacks.Count} attacks: {TitleOf(worst).ToLowerInvariant()}."
                + $"{Fresh(worst)}{unseen}"
        )
        {
            Estimand = worst.Estimand,
        };
    }

    private static Verdict OfAll(IReadOnlyList<Attack> attacks, SelfTest? selfTest)
    {
        if (attacks.Any(attack => attack.Verdict == Verdict.Fail))
        {
            return Verdict.Fail;
        }
        if (selfTest?.Outcome == Verdict.Invalid)
        {
            return Verdict.Invalid;
        }
        bool unsure =
            selfTest?.Outcome == Verdict.NotMeasured || attacks.Any(attack => attack.Verdict == Verdict.Underpowered);
        return unsure ? Verdict.Underpowered : Verdict.Pass;
    }

    private static string Fresh(Attack attack) =>
        attack.Fresh is { } fresh
            ? string.Create(CultureInfo.InvariantCulture, $" Fresh real rows in their place get {fresh:0.000}.")
            : "";

    private static string Unseen(SelfTest test)
    {
        double share = test
            .Plants.Where(plant => plant.Kind == PlantedLeak.WordForWord)
            .GroupBy(plant => plant.Share)
            .First(plants => !plants.Any(plant => plant.Found))
            .Key;
        return string.Create(
            CultureInfo.InvariantCulture,
            $" No attack found a planted leak of {100 * share:0} % of the rows: evaluate more rows."
        );
    }

    private static string TitleOf(Attack attack) => MeasureCatalogue.TitleOf($"privacy.{attack.Name}");
}
