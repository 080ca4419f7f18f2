namespace AethergenAI.Runs;

/// <summary>A cell that was stopped before its last repeat.</summary>
/// <param name="AfterRepeat">The last repeat that the decision was based on.</param>
public sealed record StoppedCell(int Cell, int AfterRepeat, string Reason);
