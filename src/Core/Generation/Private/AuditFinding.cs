using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Generation.Private;

/// <summary>
/// What an audit found: how far a mechanism's answers with and without one unit can be told apart,
/// beside what is claimed of it.
/// </summary>
/// <param name="Mechanism">What was audited.</param>
/// <param name="Epsilon">As claimed.</param>
/// <param name="Delta">As claimed.</param>
/// <param name="Trials">How often the mechanism ran on each of the two neighbouring tables.</param>
/// <param name="AtDelta">The lower bound at the claimed δ.</param>
/// <param name="Sharpest">The lower bound where it comes closest to the claim, or passes it,
/// over several δ at which the claim says something too.</param>
/// <param name="Violated">Whether a lower bound lies above the claim: then the claim is false,
/// but for a chance of 5 %.</param>
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

    /// <summary>Of the lower bounds.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>
    /// Whether what a model says besides its measurements was the same with and without the unit;
    /// null where there is no model.
    /// </summary>
    public bool? SameStructure { get; init; }

    public string Sentence =>
        SameStructure == false ? "Violated: the model's columns and encodings give away whether the unit is there."
        : Violated
            ? $"Violated: at δ = {PrivacyLedger.Small(Sharpest.Delta)} ε is at least "
                + $"{PrivacyLedger.Figure(Sharpest.LowerBound)}, and "
                + $"{PrivacyLedger.Figure(Sharpest.Claimed)} is claimed."
        : $"Not violated: ε is at least {PrivacyLedger.Figure(AtDelta.LowerBound)} at δ = "
            + $"{PrivacyLedger.Small(Delta)}, and "
            + $"{PrivacyLedger.Figure(Epsilon)} is claimed. "
            + "An audit can refute a claim and never prove it.";
}

/// <summary>A lower bound on ε at one δ: ln((P[event | likelier table] − δ) / P[event | other table]),
/// both probabilities at the ends of their intervals.</summary>
/// <param name="Claimed">ε that the mechanism claims at this δ.</param>
/// <param name="LowerBound">At least 0; it lies above the true ε in one audit of 20 at most.</param>
/// <param name="Event">What was observed, in words; chosen on one half of the trials and counted on the other.</param>
/// <param name="Likelier">Trials of the second half with the event, on the table where it is likelier.</param>
/// <param name="Other">Trials of the second half with the event, on the other table.</param>
public sealed record AuditBound(double Delta, double Claimed, double LowerBound, string Event, int Likelier, int Other);
