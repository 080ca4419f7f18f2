using AethergenAI.Evaluation.Attacks;
using AethergenAI.Evaluation.Utility;

namespace AethergenAI.Evaluation;

/// <summary>Turns the figures into verdicts.</summary>
internal static class KpiVerdicts
{
    public static IReadOnlyList<Kpi> Kpis(UtilitySection utility, AttackResults attacked) =>
        [OfUtility(utility), OfAttacks(attacked.Attacks, attacked.SelfTest)];

    /// <summary>
    /// The worst outcome of utility, attacks and constraints, and a sentence that says what decided it.
    /// </summary>
    /// <remarks>
    /// A failed figure decides even where others are missing; the sentence names what prevents a pass.
    /// </remarks>
    public static ReportVerdict Overall(
        IReadOnlyList<Kpi> kpis,
        IReadOnlyList<Attack> attacks,
        Measure validity,
        IEnumerable<NotMeasured> notMeasured
    )
    {
        var (utility, attack) = (kpis[0], kpis[1]);
        bool valid = validity.Value >= validity.Reference - 1e-12;
        if (attack.Verdict == Verdict.Fail)
        {
            string names = string.Join(
                " and ",
                attacks.Where(one => one.Verdict == Verdict.Fail).Select(one => TitleOf(one).ToLowerInvariant())
            );
            return new ReportVerdict(
                Verdict.Fail,
                $"Do not share these rows: {names} found more of the seed in them than chance allows."
            );
        }

        if (utility.Verdict == Verdict.Fail)
        {
            return new ReportVerdict(
                Verdict.Fail,
                $"Not useful enough: models trained on these rows reach {utility.Value:P0} of what models trained on "
                    + "real rows reach, and the limit is 90 %."
            );
        }

        if (!valid)
        {
            return new ReportVerdict(
                Verdict.Fail,
                $"Not valid: {1 - validity.Value:P1} of the rows break a constraint or lie outside a column's domain."
            );
        }

        if (attack.Verdict == Verdict.Invalid)
        {
            return new ReportVerdict(
                Verdict.Invalid,
                "The attacks did not find seed rows that were planted on purpose, "
                    + $"so it proves nothing that they found no leak. {attack.Note}"
            );
        }

        if (attack.Verdict == Verdict.Underpowered || utility.Verdict == Verdict.Underpowered)
        {
            string what = (attack.Verdict, utility.Verdict) switch
            {
                (Verdict.Underpowered, Verdict.Underpowered) => "attacks or usefulness",
                (Verdict.Underpowered, _) => "the attacks",
                _ => "usefulness",
            };
            return new ReportVerdict(
                Verdict.Underpowered,
                $"Too few rows to judge {what}: the interval includes the limit."
            );
        }

        if (utility.Verdict == Verdict.NotMeasured)
        {
            return new ReportVerdict(
                Verdict.NotMeasured,
                "No attack succeeds and the rows are valid, but usefulness was not measured."
            );
        }

        string[] missing = [.. notMeasured.Where(one => one.Blocks).Select(one => one.Name)];
        if (missing.Length > 0)
        {
            string more = missing.Length > 3 ? " and more" : "";
            return new ReportVerdict(
                Verdict.NotMeasured,
                "Nothing speaks against these rows, but some figures were not measured: "
                    + $"{string.Join(", ", missing.Take(3))}{more}."
            );
        }
        return new ReportVerdict(
            Verdict.Pass,
            $"Useful and not replayed: models trained on these rows reach {utility.Value:P0} of what models "
                + "trained on real rows reach, and no attack of this report succeeds."
        );
    }

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
        return new Kpi(limit.Name, value, interval, verdict, limit.Rule);
    }

    private static Kpi OfAttacks(IReadOnlyList<Attack> attacks, SelfTest? selfTest)
    {
        var limit = KpiLimit.AttackSuccess;
        if (attacks.Count == 0)
        {
            return limit.NotMeasured("No attack was run.");
        }

        var worst = attacks.Where(attack => attack.Verdict == Verdict.Fail).MaxBy(attack => attack.Interval!.Low)
            ?? attacks.MaxBy(attack => attack.Interval!.High)!;
        var verdict = OfAll(attacks, selfTest);
        string unseen = verdict == Verdict.Invalid ? Unseen(selfTest!) : "";
        return new Kpi(
            limit.Name,
            worst.Estimate,
            worst.Interval,
            verdict,
            limit.Rule,
            $"The worst of {attacks.Count} attacks: {TitleOf(worst).ToLowerInvariant()}.{unseen}"
        );
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
        return attacks.Any(attack => attack.Verdict == Verdict.Underpowered) ? Verdict.Underpowered : Verdict.Pass;
    }

    private static string Unseen(SelfTest test)
    {
        double share = test.Plants.GroupBy(plant => plant.Share).First(plants => !plants.Any(plant => plant.Found)).Key;
        return $" No attack found a planted leak of {share:P0} of the rows: evaluate more rows.";
    }

    private static string TitleOf(Attack attack) => MeasureCatalogue.TitleOf($"privacy.{attack.Name}");
}
