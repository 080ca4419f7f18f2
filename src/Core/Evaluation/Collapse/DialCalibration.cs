namespace AethergenAI.Evaluation.Collapse;

/// <summary>
/// The measured effect of self-training. Written by <c>./aethergen bench calibrate-dial</c>, not by hand:
/// the weights are those that put fresh rows and the <em>replace</em> generations 1, 2, 3,
/// 5 and 8 closest (least squares) to <see cref="DialScale.OfGeneration"/>; each is at least 0.05.
/// </summary>
internal static class DialCalibration
{
    /// <summary>The tables, the generators, and the number of chains.</summary>
    public const string Source =
        "birdstrikes, weather-hours, weather-days, adult, bike_sharing; copula, independent; 4 chains each";

    /// <summary>The mean loss at the eighth generation, in the order of <see cref="DialScale.Parts"/>.</summary>
    public static readonly IReadOnlyList<double> AtEighth = [1.5662, 0.1824, 0.3705, 1.0747, 0.0500];

    /// <summary>The mean loss there of each figure, in the order of <see cref="CollapseFigures.Names"/>.</summary>
    public static readonly IReadOnlyList<double> FiguresAtEighth =
    [
        1.5662,
        0.2763,
        0.0885,
        0.7206,
        0.0204,
        0.7434,
        1.4060,
        0.1482,
        0.0084,
        -0.0212,
    ];

    /// <summary>In the order of <see cref="DialScale.Parts"/>; they sum to 1.</summary>
    public static readonly IReadOnlyList<double> Weights = [0.6837, 0.1663, 0.0500, 0.0500, 0.0500];
}
