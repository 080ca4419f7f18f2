using System.Globalization;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Statistics;

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

    internal static Kpi OfAttacks(IReadOnlyList<Attack> attacks, SelfTest? selfTest)
    {
        var limit = KpiLimit.AttackSuccess;
        if (attacks.Count == 0)
        {
            return limit.NotMeasured("No attack was run.");
        }

        var worst = Worst(attacks);
        var (value, interval) = Judged(worst);
        var verdict = OfAll(attacks, selfTest);
        string unseen = verdict == Verdict.Invalid ? Unseen(selfTest!) : "";
        string untested =
            selfTest?.Outcome == Verdict.NotMeasured && worst.Verdict == Verdict.Pass
                ? " There are too few rows for the attacks’ self-test, so it is not passed."
                : "";
        return new Kpi(
            limit.Name,
            value,
            interval,
            verdict,
            limit.Rule,
            $"The worst of {Counts.Of(attacks.Count, "attack")}: {TitleOf(worst).ToLowerInvariant()}."
                + $"{Allowed(worst)}{unseen}{untested}"
        )
        {
            Estimand = worst.Estimand,
        };
    }

    /// <summary>
    /// Of the attacks with the worst verdict the one that comes nearest to its limit, or goes furthest beyond it. One
    /// that passes under a wider limit than the figure's does not stand for those that pass under it.
    /// </summary>
    private static Attack Worst(IReadOnlyList<Attack> attacks)
    {
        var severity = attacks.Max(attack => attack.Verdict.Severity());
        return attacks
            .Where(attack => attack.Verdict.Severity() == severity)
            .OrderBy(attack => attack.Verdict == Verdict.Pass && attack.Gain?.Allowed > KpiLimit.AttackSuccess.Limit)
            .ThenByDescending(attack => attack.Gain is { } gain ? gain.High - gain.Allowed : attack.Estimate)
            .First();
    }

    /// <summary>
    /// What was judged: the gain with its bounds; the estimate where that alone fails the table, or where there is no
    /// gain.
    /// </summary>
    private static (double? Value, Interval? Interval) Judged(Attack attack) =>
        attack.Gain is { } gain && (attack.Verdict != Verdict.Fail || gain.Low > attack.Limit)
            ? (gain.Estimate, new Interval(gain.Low, gain.High))
            : (attack.Estimate, attack.Interval);

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

    private static string Allowed(Attack attack) =>
        attack.Gain?.Allowed is { } allowed && allowed != KpiLimit.AttackSuccess.Limit
            ? string.Create(CultureInfo.InvariantCulture, $" Of it {allowed:0.00} is allowed.")
            : "";

    private static string Unseen(SelfTest test)
    {
        double share = test
            .Plants.Where(plant => plant.Kind == PlantedLeak.WordForWord)
            .GroupBy(plant => plant.Share)
            .Where(plants => !plants.Any(plant => plant.Found))
            .Select(plants => plants.Key)
            .FirstOrDefault();
        return string.Create(
            CultureInfo.InvariantCulture,
            $" No attack found a planted leak of {100 * share:0} % of the rows: evaluate more rows."
        );
    }

    private static string TitleOf(Attack attack) => MeasureCatalogue.TitleOf($"privacy.{attack.Name}");
}
