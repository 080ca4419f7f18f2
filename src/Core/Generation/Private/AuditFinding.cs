using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Generation.Private;

/// <summary>
/// The result of an audit: how well a mechanism's answers with and without one unit can be told apart,
/// compared with the mechanism's claim.
/// </summary>
/// <param name="Mechanism">The audited mechanism.</param>
/// <param name="Epsilon">The claimed ε.</param>
/// <param name="Delta">The claimed δ.</param>
/// <param name="Trials">How often the mechanism ran on each of the two neighbouring tables.</param>
/// <param name="AtDelta">The lower bound at the claimed δ.</param>
/// <param name="Sharpest">The lower bound that comes closest to the claim or exceeds it,
/// over several δ for which there is a claim.</param>
/// <param name="Violated">Whether a lower bound is above the claim. The claim is then false,
/// except with probability 5 %.</param>
public sealed record AuditFinding(
    string Mechanism,
    double Epsilon,
    double Delta,
    int Trials,
    AuditBound AtDelta,
    AuditBound Sharpest,
    bool Violated
)
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The confidence of the lower bounds.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>
    /// Whether everything in a model except its measurements was the same with and without
    /// the unit; null if there is no model.
    /// </summary>
    public bool? SameStructure { get; init; }

    public string Sentence
    {
        get
        {
            if (SameStructure == false)
            {
                return "Violated: the model's columns and encodings give away whether the unit is there.";
            }
            if (Violated)
            {
                return $"Violated: at δ = {PrivacyLedger.Small(Sharpest.Delta)} ε is at least "
                    + $"{PrivacyLedger.Figure(Sharpest.LowerBound)}, and "
                    + $"{PrivacyLedger.Figure(Sharpest.Claimed)} is claimed.";
            }
            return $"Not violated: ε is at least {PrivacyLedger.Figure(AtDelta.LowerBound)} at δ = "
                + $"{PrivacyLedger.Small(Delta)}, and "
                + $"{PrivacyLedger.Figure(Epsilon)} is claimed. "
                + "An audit can refute a claim and never prove it.";
        }
    }
}

/// <summary>
/// A lower bound on ε at one δ: ln((P[event | likelier table] − δ) / P[event | other table]),
/// with both probabilities at the ends of their intervals.
/// </summary>
/// <param name="Claimed">The ε that the mechanism claims at this δ.</param>
/// <param name="LowerBound">At least 0; above the true ε in at most one audit of 20.</param>
/// <param name="Event">The event, in words; chosen on one half of the trials and counted on the other.</param>
/// <param name="Likelier">Trials of the second half with the event, on the table where it is likelier.</param>
/// <param name="Other">Trials of the second half with the event, on the other table.</param>
public sealed record AuditBound(double Delta, double Claimed, double LowerBound, string Event, int Likelier, int Other);
