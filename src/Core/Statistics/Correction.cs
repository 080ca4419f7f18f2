namespace AethergenAI.Statistics;

/// <summary>How the p-values of a family of comparisons are corrected for the number of comparisons.</summary>
public enum Correction
{
    Holm,
    BenjaminiHochberg,
    None,
}
