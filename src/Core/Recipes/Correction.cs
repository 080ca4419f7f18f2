namespace AethergenAI.Recipes;

/// <summary>How a family of comparisons is corrected for their number.</summary>
public enum Correction { Holm, BenjaminiHochberg, None }
