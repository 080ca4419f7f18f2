using AethergenAI.Statistics;

namespace AethergenAI.Evaluation.Costing;

/// <summary>The interval of a measure's mean without what the mean cannot be.</summary>
internal static class CostInterval
{
    /// <summary>
    /// Cuts the interval of a cost at 0, and leaves any other as it is. A cost is never negative, so its mean is not
    /// either: the part below 0 covers no value that the mean can have, and the coverage stays what it is.
    /// </summary>
    /// <param name="measure">The measure's key.</param>
    /// <param name="interval">Of the mean itself, not of a difference, which can be negative.</param>
    internal static Interval? Of(string measure, Interval? interval) =>
        interval is not null && measure.StartsWith("cost.", StringComparison.Ordinal)
            ? interval with
            {
                Low = Math.Max(0, interval.Low),
            }
            : interval;
}
