namespace AethergenAI.Statistics;

/// <summary>How a family of comparisons is corrected for their number.</summary>
public enum Correction
{
    Holm,
    BenjaminiHochberg,
    None,
}
