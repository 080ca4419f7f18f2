using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>What a column was found to be.</summary>
/// <param name="Clarity">How clear the rule is, in [0, 1].</param>
internal sealed record ColumnGuess(Column Column, string Reason, double Clarity);
