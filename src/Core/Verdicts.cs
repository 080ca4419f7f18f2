namespace AethergenAI;

/// <summary>Compares verdicts.</summary>
public static class Verdicts
{
    /// <summary>How much a verdict speaks against what it judges, from 0 for a pass to 4 for a fail.</summary>
    public static int Severity(this Verdict verdict) =>
        verdict switch
        {
            Verdict.Fail => 4,
            Verdict.Invalid => 3,
            Verdict.Underpowered => 2,
            Verdict.NotMeasured => 1,
            _ => 0,
        };

    /// <summary>The verdict in the word that every report, card and answer uses.</summary>
    public static string Word(this Verdict verdict) =>
        verdict switch
        {
            Verdict.Pass => "pass",
            Verdict.Fail => "fail",
            Verdict.Underpowered => "underpowered",
            Verdict.Invalid => "invalid",
            _ => "not measured",
        };
}
