using AethergenAI.Statistics;

namespace AethergenAI.Runs;

/// <summary>How much cheaper a run's best cell is than the baseline that its recipe names.</summary>
/// <param name="Baseline">The baseline's cell, from 1.</param>
/// <param name="Cell">The best cell, from 1.</param>
/// <param name="Value">Processor seconds of fit and sampling: the baseline's over the best cell's,
/// the geometric mean over repeats.</param>
/// <param name="Interval">Student's t of the logarithms; null for one repeat.</param>
/// <param name="Comparable">The best cell's usefulness is at least .98 of the baseline's:
/// cheaper and worse is no saving.</param>
public sealed record CostRatio(int Baseline, int Cell, double Value, Interval? Interval, bool Comparable);
