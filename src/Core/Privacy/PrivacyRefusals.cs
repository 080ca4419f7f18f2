using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Privacy;

/// <summary>The refusals about privacy; docs/problems.md lists the codes.</summary>
internal static class PrivacyRefusals
{
    internal static RefusedException NoLedger(string generator) =>
        Invalid(
            "privacy.no-ledger",
            $"'{generator}' spends privacy, but this process has no ledger to record that in. "
                + "Fit it with the command line or in a run."
        );

    internal static RefusedException Delta(double delta, long maxRows) =>
        Invalid(
            "privacy.delta",
            $"δ is {delta:R}; it must be above 0 and below 1/{maxRows:N0}, "
                + "because the schema's 'privacy.maxRows' allows that many rows. "
                + "A larger δ would allow a mechanism that reveals single rows. "
                + $"Try {PrivacyLedger.Small(0.01 / maxRows)}."
        );

    internal static RefusedException BudgetDelta(double delta, long maxRows) =>
        Invalid(
            "privacy.delta",
            $"The budget's δ is {delta:R}; it must be below 1/{maxRows:N0}, "
                + "because the schema's 'privacy.maxRows' allows that many rows. "
                + $"Give a smaller one with the budget, for example {PrivacyLedger.Small(0.01 / maxRows)}."
        );

    internal static RefusedException NoMaximum() =>
        Invalid(
            "privacy.no-maximum",
            "The schema does not declare a maximum number of rows, and the true number is private. "
                + "Declare it, without looking at the data: "
                + "\"privacy\": { \"maxRows\": 100000 }."
        );

    internal static RefusedException ListBesideShare(string column) =>
        Invalid(
            "privacy.unused-list",
            $"Column '{column}' lists values that are not declared public, and the search that domain-share pays for "
                + "would not use them. If they are known without the rows, declare \"domain\": \"public\"; else leave "
                + "\"values\" out."
        );

    internal static RefusedException ListOfTotal(string column) =>
        Invalid(
            "privacy.unused-list",
            $"Column '{column}' is computed from the other columns of a sum, so it would not keep to the values that "
                + "it lists. Leave out its list of values, or switch off the sum."
        );

    /// <param name="missing">What is missing, each with what to write.</param>
    /// <param name="payable">Whether a part of the budget could pay for some of it.</param>
    internal static RefusedException NotDeclared(IReadOnlyList<string> missing, bool payable) =>
        Invalid(
            "privacy.not-declared",
            "Declare in the schema what would otherwise be read from private rows, without looking at them. "
                + string.Concat(missing.Select((what, at) => $"({at + 1}) {what}. "))
                + (
                    payable
                        ? "Instead of declaring the columns, the option domain-share, for example 0.2, pays for their "
                            + "discovery with that share of ε."
                        : ""
                )
        );

    internal static RefusedException TooManyRows(long maxRows) =>
        Invalid(
            "privacy.too-many-rows",
            $"The seed has more rows than the schema's 'privacy.maxRows' allows ({maxRows:N0}). "
                + "Declare a larger maximum, and choose a δ below 1 divided by that maximum."
        );

    internal static RefusedException NoDomain(string column, bool number)
    {
        var (what, how) = number
            ? ("range and bins", "\"values\" or \"bins\", or \"min\" and \"max\" with at most 256 steps")
            : ("levels", "all levels");
        return Invalid(
            "privacy.no-domain",
            $"The schema does not declare the {what} of column '{column}' public, so they would be read from private "
                + $"rows. Either declare them (\"domain\": \"public\" with {how}), "
                + "or pay for their discovery with the option domain-share, for example 0.1."
        );
    }

    internal static RefusedException NoKeyRange(string column, bool number) =>
        Invalid(
            "privacy.no-key-range",
            $"Column '{column}' must be unique, so its values are made up, and the schema does not declare "
                + (
                    number
                        ? "between which they lie. Give \"min\" and \"max\", or all \"values\","
                        : "which there are. Give all \"levels\""
                )
                + " with \"domain\": \"public\", with room for all rows and without looking at the data; or make it an "
                + "identifier. Nothing was spent."
        );

    internal static RefusedException EmptyDomain(string column) =>
        Invalid(
            "privacy.empty-domain",
            $"The public domain of column '{column}' is empty: no bin lies between its minimum and maximum. "
                + "Correct its bins or its bounds."
        );

    internal static RefusedException Outside(string column, bool missing) =>
        Invalid(
            "privacy.outside-domain",
            missing
                ? $"Column '{column}' has missing cells, but the schema does not allow them. Make the column nullable, "
                    + "or correct the rows."
                : $"Column '{column}' has values outside its public domain, and the schema says to refuse them. "
                    + "Widen the domain without looking at the data, "
                    + "make a category nullable (such values then count as missing), or set \"privacy\": "
                    + "{ \"outside\": \"clamp\" }."
        );

    internal static RefusedException OutsideLevels(string column) =>
        Invalid(
            "privacy.outside-domain",
            $"Column '{column}' has levels outside its public domain, and it is not nullable, so nothing can stand for "
                + "them. List all levels without looking at the data, or make the column nullable: they then count as "
                + "missing."
        );

    internal static RefusedException EntityRows(string column, int most) =>
        Invalid(
            "privacy.entity-rows",
            $"An entity in '{column}' has more rows than the schema's 'privacy.rowsPerEntity' allows ({most:N0}). "
                + "Declare a larger limit (the noise grows with it), or set \"privacy\": { \"excess\": \"trim\" }, "
                + "which keeps only so many rows of each entity."
        );

    internal static RefusedException SeedCombinations(string columns) =>
        Invalid(
            "privacy.combinations",
            $"The constraint on {columns} allows only combinations that occur in the seed, "
                + "which would reveal who is in it. Switch it off (\"active\": "
                + $"false); the mechanism learns the relation within its budget."
        );

    internal static RefusedException CannotCompute(string constraint) =>
        Invalid(
            "privacy.constraint",
            $"The constraint {constraint} can only be kept by copying combinations from the seed, "
                + "which would reveal who is in it. Switch off this constraint, or the one it conflicts with."
        );

    internal static RefusedException OtherUnit(PrivacyUnit kept, PrivacyUnit asked) =>
        new(
            RefusalKind.Conflict,
            "privacy.other-unit",
            $"The ledger counts privacy {kept.Words} and this fit counts it {asked.Words}. "
                + (
                    kept.Entity == asked.Entity
                        ? "A ledger counts by one unit at a time. "
                        : $"What was spent {kept.Words} bounds nothing {asked.Words}, so their costs cannot be added. "
                )
                + "To go on with the ledger's unit, declare it in the schema. Nothing was spent."
        );

    internal static RefusedException NoReasonForUnit(PrivacyUnit before, PrivacyUnit unit) =>
        new(
            RefusalKind.Invalid,
            "privacy.no-reason",
            $"The ledger counts privacy {before.Words}. To count {unit.Words} from now on, give the reason, which the "
                + "ledger records."
        );

    /// <param name="what">What would overspend, as the subject of the sentence.</param>
    internal static RefusedException Overspent(string what, PrivacyTotal total, PrivacyLedger ledger)
    {
        var cost = new PrivacyCost(total.Rho.RoundUp(), total.Delta.RoundUp());
        string budget = ledger.Limit!.Words;
        string why = ledger.DeltaLeft(cost.Delta) == 0 ? DeltaIsShort(cost, ledger) : EpsilonIsShort(cost, ledger);
        return new(RefusalKind.Conflict, "privacy.overspent", $"{what} would overspend the budget of {budget}: {why}");
    }

    /// <param name="limit">The limit that was asked for.</param>
    internal static RefusedException BudgetBelowSpent(PrivacyLimit limit, PrivacyLedger ledger)
    {
        double spent = ledger.EpsilonAt(limit.Delta);
        string has = double.IsFinite(spent)
            ? $"ε = {PrivacyLedger.Figure(Math.Ceiling(spent * 10_000) / 10_000)} "
                + $"at δ = {PrivacyLedger.Small(limit.Delta)}"
            : $"δ = {PrivacyLedger.Small(ledger.SpentDelta)}";
        return new(
            RefusalKind.Conflict,
            "privacy.budget-below-spent",
            $"{has} is spent already, so the budget cannot be {limit.Words}. "
                + "What is spent cannot be returned. A budget equal to it stops all further spending."
        );
    }

    internal static RefusedException NoReason(PrivacyLimit before, PrivacyLimit limit) =>
        new(
            RefusalKind.Invalid,
            "privacy.no-reason",
            $"The budget is {before.Words}. To raise it to {limit.Words}, give the reason, which the ledger records."
        );

    private static string DeltaIsShort(PrivacyCost cost, PrivacyLedger ledger)
    {
        double left = ledger.DeltaLeft();
        string asked =
            cost.Delta > 0
                ? $"it adds δ = {PrivacyLedger.Small(cost.Delta)} to discover levels that are not declared"
                : "it adds no δ";
        string has = left > 0 ? $"δ = {PrivacyLedger.Small(left)} is left" : "no δ is left";
        return $"{asked}, and {has}, but some δ must remain for the conversion to ε. "
            + "There is too little δ left. Nothing was spent. "
            + "Declare the levels public, ask for a smaller δ, or have the budget's owner raise its δ.";
    }

    /// <remarks>
    /// Both ε's are at the budget's δ. The requested one is rounded up and the remaining one down,
    /// so that they compare as their ρ's do.
    /// </remarks>
    private static string EpsilonIsShort(PrivacyCost cost, PrivacyLedger ledger)
    {
        double asked = Math.Ceiling(Zcdp.Epsilon(cost.Rho, ledger.Limit!.Delta) * 10_000) / 10_000,
            left = ledger.EpsilonLeftBeside(cost.Delta);
        string beside = cost.Delta > 0 ? $"after the δ = {PrivacyLedger.Small(cost.Delta)} that it adds, " : "";
        string takes = $"it takes ε = {PrivacyLedger.Figure(asked)} (ρ = {PrivacyLedger.Figure(cost.Rho)})";
        string has = $"ε = {PrivacyLedger.Figure(left)} left (ρ = {PrivacyLedger.Figure(ledger.Left(cost.Delta))})";
        return $"{takes}, and {beside}there is {has}. There is too little ε left. Nothing was spent. "
            + "Ask for a smaller ε, or have the budget's owner raise it.";
    }

    internal static RefusedException BeyondReservation(string purpose) =>
        new(
            RefusalKind.Conflict,
            "privacy.beyond-reservation",
            $"'{purpose}' would cost more than was set aside for this fit. This is a bug in the generator; "
                + "no noise was drawn. Report it."
        );

    internal static RefusedException LedgerChanged(LedgerFault fault) =>
        new(
            RefusalKind.Conflict,
            "privacy.ledger-changed",
            $"The data set's privacy ledger is not as this program writes it: {fault.What}. Nothing was spent. "
                + (
                    fault.Remedy
                    ?? "Whoever runs the server must put back the rows that are missing or changed, and keep all "
                        + "others: a backup as a whole lacks what was spent since."
                )
        );

    internal static RefusedException EpsilonTooSmall() =>
        Invalid(
            "generation.option-range",
            "'epsilon' is below 0.000001: the noise would leave nothing of the rows. Ask for 0.01 or more."
        );

    internal static RefusedException LimitInvalid() =>
        Invalid(
            "privacy.limit",
            "A budget needs an ε above 0 and at most 1,000,000, and a δ between 0 and 1. Correct it."
        );

    private static RefusedException Invalid(string code, string message) => new(RefusalKind.Invalid, code, message);
}
