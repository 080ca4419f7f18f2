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
/// <param name="AtDelta">The lower bound at the claimed δ that assumes nothing about the mechanism.</param>
/// <param name="Sharpest">The lower bound that comes closest to what was paid for or exceeds it.</param>
/// <param name="Violated">Whether a bound is above the claim or the noise is below what was paid for. The claim is
/// then false, except with a probability of 1 − <see cref="Confidence"/> for all cases of the audit together.</param>
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
    public int Version { get; init; } = 2;

    /// <summary>The audited case: which unit the two tables differ in; null where there is only one.</summary>
    public string? Case { get; init; }

    /// <summary>The confidence of all bounds of an audit together.</summary>
    public double Confidence { get; init; } = 0.99;

    /// <summary>
    /// The measured noise, at most: its standard deviation as a share of what was paid for;
    /// null where it was not measured.
    /// </summary>
    public double? Noise { get; init; }

    /// <summary>
    /// ε at the claimed δ if the noise is Gaussian and as small as was measured; null where it was not measured.
    /// </summary>
    public double? EpsilonByNoise { get; init; }

    /// <summary>ε of what the ledger's entries cost together; null where there is no ledger.</summary>
    public double? Spent { get; init; }

    /// <summary>What these trials would have shown; null: not known.</summary>
    public AuditPower? Power { get; init; }

    /// <summary>Whether the trials can tell: they refute the claim, or would have shown twice its ε.</summary>
    public bool Decisive => Violated || Power is { Decisive: true };

    public string Sentence
    {
        get
        {
            if (Spent > Epsilon * (1 + 1e-6))
            {
                return $"Violated: the ledger's entries cost ε = {PrivacyLedger.Figure(Spent.Value)}, and "
                    + $"{PrivacyLedger.Figure(Epsilon)} is claimed.";
            }
            if (Violated && Noise < 1)
            {
                return $"Violated: the noise is at most {PrivacyLedger.Figure(Math.Round(Noise.Value, 3))} "
                    + "of what was paid for.";
            }
            if (Violated)
            {
                var worst = Sharpest.LowerBound > Sharpest.Claimed ? Sharpest : AtDelta;
                return $"Violated: at δ = {PrivacyLedger.Small(worst.Delta)} ε is at least "
                    + $"{PrivacyLedger.Figure(worst.LowerBound)}, and "
                    + $"{PrivacyLedger.Figure(worst.Claimed)} was paid for.";
            }
            string bound =
                $"ε is at least {PrivacyLedger.Figure(AtDelta.LowerBound)} at δ = {PrivacyLedger.Small(Delta)} "
                + $"without any assumption, and {PrivacyLedger.Figure(Epsilon)} is claimed. ";
            return Decisive
                ? $"Not violated: these trials would have shown {Shown}; {bound}"
                    + "An audit can refute a claim and never prove it."
                : $"Too few trials to tell: {bound}{Limits}";
        }
    }

    /// <summary>The smallest fault that would have been found; empty if nothing would have been.</summary>
    private string Shown
    {
        get
        {
            string[] faults =
            [
                Power?.Epsilon is { } epsilon ? $"an ε of {PrivacyLedger.Figure(Math.Round(epsilon, 2))}" : "",
                Power?.Noise is { } noise
                    ? $"noise at {PrivacyLedger.Figure(Math.Round(noise, 3))} of what was paid for"
                    : "",
            ];
            return string.Join(", or ", faults.Where(fault => fault.Length > 0));
        }
    }

    private string Limits => Shown.Length == 0 ? "" : $"They would have shown {Shown}, and nothing smaller.";
}

/// <summary>A lower bound on ε at one δ.</summary>
/// <param name="Claimed">The ε at this δ that was claimed or paid for.</param>
/// <param name="LowerBound">At least 0.</param>
/// <param name="Event">The event, in words; chosen on a quarter of the trials and counted on the others.</param>
/// <param name="Likelier">Counted trials with the event, on the table where it is likelier.</param>
/// <param name="Other">Counted trials with the event, on the other table.</param>
public sealed record AuditBound(double Delta, double Claimed, double LowerBound, string Event, int Likelier, int Other)
{
    /// <summary>Counted trials on each table.</summary>
    public int Counted { get; init; }
}
