namespace AethergenAI.Privacy.Ledger;

/// <summary>What a ledger's figures say to a person.</summary>
/// <param name="Delta">The δ at which every ε here is reported: the budget's; without one 1e-9, and more where finding
/// the domains has used that up.</param>
/// <param name="DeltaSpent">The part of δ that finding the domains has used up.</param>
/// <param name="EpsilonSpent">The ε of all protected releases together, rounded up.</param>
/// <param name="EpsilonLeft">The ε that one more release could have; null without a budget.</param>
/// <param name="RhoSpent">The total in zero-concentrated differential privacy, where costs add up.</param>
/// <param name="RhoLeft">Null without a budget.</param>
public sealed record LedgerFigures(
    double Delta,
    double DeltaSpent,
    double EpsilonSpent,
    double? EpsilonLeft,
    double RhoSpent,
    double? RhoLeft
)
{
    /// <summary>The δ at which ε is reported if no budget sets one.</summary>
    private const double UsualDelta = 1e-9;

    public static LedgerFigures Of(PrivacyLedger ledger)
    {
        double discovery = ledger.SpentDelta,
            delta = ledger.Limit?.Delta ?? (discovery < UsualDelta ? UsualDelta : discovery + UsualDelta),
            left = ledger.Left();
        return new(
            delta,
            discovery,
            Math.Ceiling(ledger.EpsilonAt(delta) * 1e4) / 1e4,
            ledger.EpsilonLeft,
            ledger.Spent,
            double.IsFinite(left) ? left : null
        );
    }
}
