namespace AethergenAI.Runs;

/// <summary>A cell that was given up before its last repeat.</summary>
/// <param name="AfterRepeat">The last repeat that it was judged by.</param>
public sealed record StoppedCell(int Cell, int AfterRepeat, string Reason);
