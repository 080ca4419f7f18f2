namespace AethergenAI.Generation.Private;

/// <summary>The findings of an audit, one for each case.</summary>
/// <param name="Mechanism">The audited mechanism.</param>
/// <param name="Epsilon">The claimed ε.</param>
/// <param name="Delta">The claimed δ.</param>
public sealed record AuditReport(string Mechanism, double Epsilon, double Delta, IReadOnlyList<AuditFinding> Findings)
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 2;

    /// <summary>Whether a case refutes the claim.</summary>
    public bool Violated => Findings.Any(finding => finding.Violated);

    /// <summary>Whether every case had enough trials to decide, or one case refutes the claim.</summary>
    public bool Decisive => Violated || Findings.All(finding => finding.Decisive);

    public string Sentence
    {
        get
        {
            string[] violated = [.. Findings.Where(finding => finding.Violated).Select(Name)],
                open = [.. Findings.Where(finding => !finding.Decisive).Select(Name)];
            if (Findings.Count == 1)
            {
                return Findings[0].Sentence;
            }
            if (violated.Length > 0)
            {
                return $"Violated in {string.Join(", ", violated)}.";
            }
            return open.Length > 0
                ? $"Too few trials to tell in {string.Join(", ", open)}."
                : $"Not violated in {Findings.Count} cases: in each an ε of twice the claim would have been shown in "
                    + "95 of 100 audits. An audit can refute a claim and never prove it.";
        }
    }

    private static string Name(AuditFinding finding) => finding.Case ?? finding.Mechanism;
}
