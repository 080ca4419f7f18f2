using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>What inference takes a column to be.</summary>
/// <param name="Clarity">How clear the evidence for the rule is, in [0, 1].</param>
internal sealed record ColumnGuess(Column Column, string Reason, double Clarity)
{
    /// <summary>The same guess with a reason to doubt it; null: there is none.</summary>
    public ColumnGuess Doubted(string? doubt) =>
        doubt is null ? this : this with { Column = Column with { Doubt = doubt }, Clarity = Math.Min(Clarity, 0.5) };
}
