using AethergenAI.Evaluation.Attacks;

namespace AethergenAI.Evaluation;

/// <summary>What the figures amount to.</summary>
internal static class KpiVerdicts
{
    private const double UtilityLimit = 0.9;
    private const double CostLimit = 5;
    private static readonly TimeSpan ToRecipe = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ToResults = TimeSpan.FromMinutes(30);

    public static IReadOnlyList<Kpi> Kpis(EvaluationInput input, UtilitySection utility, AttackResults attacked) =>
        [
            OfUtility(utility),
            OfAttacks(attacked.Attacks, attacked.SelfTest),
            input.CostRatio is { } ratio
                ? new Kpi(
                    "cost",
                    ratio,
                    null,
                    ratio >= CostLimit ? Verdict.Pass : Verdict.Fail,
                    "≥ 5 times cheaper than the baseline"
                )
                : new Kpi(
                    "cost",
                    null,
                    null,
                    Verdict.NotMeasured,
                    "≥ 5 times cheaper than the baseline",
                    "No baseline cost was given."
                ),
            OfTime("time-to-recipe", input.SecondsToRecipe, ToRecipe),
            OfTime("time-to-results", input.SecondsToResults, ToResults),
        ];

    /// <summary>The worst outcome among utility, attacks and constraints, and a sentence that says what decided it.</summary>
    /// <remarks>A fail stands whatever else is missing; what blocks a pass is named.</remarks>
    public static ReportVerdict Overall(
        IReadOnlyList<Kpi> kpis,
        IReadOnlyList<Attack> attacks,
        Measure validity,
        IEnumerable<NotMeasured> notMeasured
    )
    {
        var (utility, attack) = (kpis[0], kpis[1]);
        bool valid = validity.Value >= validity.Ceiling - 1e-12;
        if (attack.Verdict == Verdict.Fail)
        {
            string names = string.Join(
                " and ",
                attacks.Where(one => one.Verdict == Verdict.Fail).Select(one => one.Name)
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
                $"Not useful enough: models trained on these rows reach {utility.Value:P0} of what real rows give, and 90 % is the limit."
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
                $"The attacks did not find seed rows that were planted on purpose, so that they found nothing means nothing. {attack.Note}"
            );
        }

        if (attack.Verdict == Verdict.Underpowered || utility.Verdict == Verdict.Underpowered)
        {
            string what =
                attack.Verdict == Verdict.Underpowered && utility.Verdict == Verdict.Underpowered
                    ? "attacks or usefulness"
                : attack.Verdict == Verdict.Underpowered ? "the attacks"
                : "usefulness";
            return new ReportVerdict(
                Verdict.Underpowered,
                $"Too few rows to judge {what}: the interval reaches across the limit."
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
        return missing.Length > 0
            ? new ReportVerdict(
                Verdict.NotMeasured,
                $"Nothing speaks against these rows, but not everything was measured: {string.Join(", ", missing.Take(3))}{(missing.Length > 3 ? " and more" : "")}."
            )
            : new ReportVerdict(
                Verdict.Pass,
                $"Useful and not replayed: models trained on these rows reach {utility.Value:P0} of what real rows give, and no attack of this report succeeds."
            );
    }

    private static Kpi OfUtility(UtilitySection utility)
    {
        const string Limit = "≥ 0.90 of real training, on the lower 95 % bound";
        if (
            utility.Measures.FirstOrDefault(measure => measure.Name == "ratio")
            is not { Value: { } value, Interval: { } interval }
        )
        {
            return new Kpi(
                "utility",
                null,
                null,
                Verdict.NotMeasured,
                Limit,
                "The ratio of TSTR to TRTR was not measured."
            );
        }

        var verdict =
            interval.Low >= UtilityLimit ? Verdict.Pass
            : interval.High < UtilityLimit ? Verdict.Fail
            : Verdict.Underpowered;
        return new Kpi("utility", value, interval, verdict, Limit);
    }

    private static Kpi OfAttacks(IReadOnlyList<Attack> attacks, SelfTest? selfTest)
    {
        const string Limit = "< 0.05 on the upper 95 % bound";
        var worst = attacks.Where(attack => attack.Verdict == Verdict.Fail).MaxBy(attack => attack.Interval!.Low)
            ?? attacks.MaxBy(attack => attack.Interval!.High)!;
        var verdict =
            attacks.Any(attack => attack.Verdict == Verdict.Fail) ? Verdict.Fail
            : selfTest?.Outcome == Verdict.Invalid ? Verdict.Invalid
            : attacks.Any(attack => attack.Verdict == Verdict.Underpowered) ? Verdict.Underpowered
            : Verdict.Pass;
        string unseen =
            verdict == Verdict.Invalid
                ? $" A planted leak of {selfTest!.Plants.GroupBy(plant => plant.Share).First(share => !share.Any(plant => plant.Found)).Key:P0} of the rows went unseen: give more rows."
                : "";
        return new Kpi(
            "attack-success",
            worst.Estimate,
            worst.Interval,
            verdict,
            Limit,
            $"The worst of {attacks.Count} attacks: {worst.Name}.{unseen}"
        );
    }

    private static Kpi OfTime(string name, double? seconds, TimeSpan limit)
    {
        string text = $"< {limit.TotalMinutes:0} minutes";
        return seconds is { } taken
            ? new Kpi(name, taken, null, taken < limit.TotalSeconds ? Verdict.Pass : Verdict.Fail, text, "In seconds.")
            : new Kpi(name, null, null, Verdict.NotMeasured, text, "Not measured here: a run of a recipe measures it.");
    }
}
