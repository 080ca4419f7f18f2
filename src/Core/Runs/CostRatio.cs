using AethergenAI.Statistics;

namespace AethergenAI.Runs;

/// <summary>How many times cheaper a run's leading cell is than the baseline that its recipe names.</summary>
/// <param name="Baseline">The number of the baseline's cell, from 1.</param>
/// <param name="Cell">The number of the leading cell, from 1.</param>
/// <param name="Value">Processor seconds of fit and sampling: the baseline's divided by the leading cell's,
/// as the geometric mean over the repeats.</param>
/// <param name="Interval">By Student's t on the logarithms; null with one repeat.</param>
/// <param name="Comparable">Whether the leading cell's usefulness is at least .98 of the baseline's. If it is not,
/// the cell is cheaper but worse, which is no saving.</param>
public sealed record CostRatio(int Baseline, int Cell, double Value, Interval? Interval, bool Comparable);
