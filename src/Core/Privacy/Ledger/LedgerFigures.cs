namespace AethergenAI.Privacy.Ledger;

/// <summary>What a ledger's figures say to a person.</summary>
/// <param name="Delta">The δ at which every ε here is reported: the budget's, or a default.</param>
/// <param name="EpsilonSpent">The ε of all protected releases together, rounded up; null if the discovery of
/// domains has used up δ.</param>
/// <param name="EpsilonLeft">The ε that one more release could have; null without a budget.</param>
/// <param name="RhoSpent">The total in zero-concentrated differential privacy, where costs add up.</param>
/// <param name="RhoLeft">Null without a budget.</param>
public sealed record LedgerFigures(
    double Delta,
    double? EpsilonSpent,
    double? EpsilonLeft,
    double RhoSpent,
    double? RhoLeft
)
{
    /// <summary>The δ at which ε is reported if no budget sets one.</summary>
    private const double UsualDelta = 1e-9;

    public static LedgerFigures Of(PrivacyLedger ledger)
    {
        double delta = ledger.Limit?.Delta ?? UsualDelta,
            spent = ledger.EpsilonAt(delta),
            left = ledger.Left();
        return new(
            delta,
            double.IsFinite(spent) ? Math.Ceiling(spent * 1e4) / 1e4 : null,
            ledger.EpsilonLeft,
            ledger.Spent,
            double.IsFinite(left) ? left : null
        );
    }
}
