using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Privacy;

/// <summary>What privacy declines; the codes stand in docs/problems.md.</summary>
internal static class PrivacyRefusals
{
    internal static RefusedException NoLedger(string generator) =>
        Invalid(
            "privacy.no-ledger",
            $"'{generator}' spends privacy, and this process keeps no ledger to write that down in. "
                + "Fit it through the command "
                + $"line or a run."
        );

    internal static RefusedException Delta(double delta, long maxRows) =>
        Invalid(
            "privacy.delta",
            $"δ is {delta:R}; it must be above 0 and below 1/{maxRows:N0}, "
                + "one over the most rows that the schema's privacy.maxRows allows. "
                + "A larger δ would allow a mechanism that gives single rows away. "
                + $"Try {PrivacyLedger.Small(0.01 / maxRows)}."
        );

    internal static RefusedException NoMaximum() =>
        Invalid(
            "privacy.no-maximum",
            "The schema does not say how many rows there may be at most, and the true count is private. "
                + "Declare it, without looking at the data: "
                + "\"privacy\": { \"maxRows\": 100000 }."
        );

    internal static RefusedException TooManyRows(long maxRows) =>
        Invalid(
            "privacy.too-many-rows",
            $"The seed has more rows than the {maxRows:N0} that the schema's privacy.maxRows declares. "
                + "Declare a larger maximum, and choose δ below "
                + $"one over it."
        );

    internal static RefusedException NoDomain(string column, bool number) =>
        Invalid(
            "privacy.no-domain",
            $"What column '{column}' may hold was not declared public, "
                + $"so its {(number ? "range and bins" : "levels")} would be read from private rows. "
                + "Either declare it (\"domain\": \"public\" with "
                + $"{(number ? "\"bins\", or \"min\" and \"max\" with at most 256 steps" : "all levels")}), "
                + "or pay for it with --set domain-share=0.1."
        );

    internal static RefusedException EmptyDomain(string column) =>
        Invalid(
            "privacy.empty-domain",
            $"The public domain of column '{column}' is empty: no bin lies between its min and max. "
                + "Correct its bins or bounds."
        );

    internal static RefusedException Outside(string column, bool missing) =>
        Invalid(
            "privacy.outside-domain",
            missing
                ? $"Column '{column}' has missing cells, and the schema says that it has none. Make it nullable, "
                    + "or mend the rows."
                : $"Column '{column}' has values outside its public domain, and the schema has them refused. "
                    + "Widen the domain without looking at the data, "
                    + "make a category nullable (such values then count as missing), or set \"privacy\": "
                    + "{ \"outside\": \"clamp\" }."
        );

    internal static RefusedException EntityRows(string column, int most) =>
        Invalid(
            "privacy.entity-rows",
            $"One '{column}' has more rows than the {most:N0} that the schema's privacy.rowsPerEntity allows. "
                + "Declare a larger bound (noise grows with it), or set \"privacy\": { \"excess\": \"trim\" }, "
                + "which keeps the first rows of each."
        );

    internal static RefusedException SeedCombinations(string columns) =>
        Invalid(
            "privacy.combinations",
            $"The constraint on {columns} allows only combinations that the seed has, "
                + "which would give away who is in it. Switch it off (\"active\": "
                + $"false); the mechanism learns the relation within its budget."
        );

    internal static RefusedException CannotCompute(string constraint) =>
        Invalid(
            "privacy.constraint",
            $"The constraint {constraint} can only be kept by copying combinations from the seed, "
                + "which would give away who is "
                + $"in it. Switch it, or the one it competes with, off."
        );

    internal static RefusedException OtherUnit(PrivacyUnit kept, PrivacyUnit asked) =>
        new(
            RefusalKind.Conflict,
            "privacy.other-unit",
            $"The ledger counts {kept.Words}, and this fit counts {asked.Words}: their costs cannot be added. "
                + "Declare the same unit in the schema, "
                + $"or keep another ledger."
        );

    /// <param name="what">What asks, as the subject of a sentence.</param>
    internal static RefusedException Overspent(string what, PrivacyCost cost, PrivacyLedger ledger)
    {
        var limit = ledger.Limit!;
        string budget = $"ε = {PrivacyLedger.Figure(limit.Epsilon)} at δ = {PrivacyLedger.Small(limit.Delta)}";
        string why = ledger.DeltaLeft(cost.Delta) == 0 ? DeltaIsShort(cost, ledger) : EpsilonIsShort(cost, ledger);
        return new(RefusalKind.Conflict, "privacy.overspent", $"{what} would overspend the budget of {budget}: {why}");
    }

    private static string DeltaIsShort(PrivacyCost cost, PrivacyLedger ledger)
    {
        double left = ledger.DeltaLeft();
        string asked =
            cost.Delta > 0
                ? $"it adds δ = {PrivacyLedger.Small(cost.Delta)} for levels that nobody declared"
                : "it adds no δ";
        string has = left > 0 ? $"δ = {PrivacyLedger.Small(left)} is left" : "no δ is left";
        return $"{asked}, and {has}, of which some must remain for ε to be told at. δ is short. Nothing was spent. "
            + "Declare the levels public, ask for a smaller δ, or have the budget's owner raise its δ.";
    }

    /// <remarks>
    /// Both ε's are told at the budget's δ; the one that is asked for is rounded up and the one that is left down,
    /// so that they differ as their ρ's do.
    /// </remarks>
    private static string EpsilonIsShort(PrivacyCost cost, PrivacyLedger ledger)
    {
        double asked = Math.Ceiling(Zcdp.Epsilon(cost.Rho, ledger.Limit!.Delta) * 10_000) / 10_000,
            left = ledger.EpsilonLeftBeside(cost.Delta);
        string beside = cost.Delta > 0 ? $"beside the δ = {PrivacyLedger.Small(cost.Delta)} that it adds " : "";
        string takes = $"it takes ε = {PrivacyLedger.Figure(asked)} (ρ = {PrivacyLedger.Figure(cost.Rho)})";
        string has = $"ε = {PrivacyLedger.Figure(left)} left (ρ = {PrivacyLedger.Figure(ledger.Left(cost.Delta))})";
        return $"{takes}, and {beside}there is {has}. ε is short. Nothing was spent. "
            + "Ask for less, or have the budget's owner raise it.";
    }

    internal static RefusedException BeyondReservation(string purpose) =>
        new(
            RefusalKind.Conflict,
            "privacy.beyond-reservation",
            $"'{purpose}' would cost more than was set aside for this fit. This is a fault of the generator; "
                + "nothing was drawn."
        );

    internal static RefusedException LimitInvalid() =>
        Invalid("privacy.limit", "A budget has an ε above 0 and a δ between 0 and 1. Correct it.");

    private static RefusedException Invalid(string code, string message) => new(RefusalKind.Invalid, code, message);
}
