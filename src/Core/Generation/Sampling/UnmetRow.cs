namespace AethergenAI.Generation.Sampling;

/// <summary>A row that broke a constraint in every draw. Its given cells stand, and its others are missing.</summary>
/// <param name="Row">The number of the row, from 0.</param>
/// <param name="Constraint">The constraint that its last draw broke, in words.</param>
public sealed record UnmetRow(long Row, string Constraint);
