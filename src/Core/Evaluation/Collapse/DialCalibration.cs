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
    public static readonly IReadOnlyList<double> AtEighth = [1.5573, 0.1812, 0.3312, 0.9792, 0.0500];

    /// <summary>The mean loss there of each figure, in the order of <see cref="CollapseFigures.Names"/>.</summary>
    public static readonly IReadOnlyList<double> FiguresAtEighth =
    [
        1.5573,
        0.2766,
        0.0858,
        0.6402,
        0.0222,
        0.6553,
        1.3031,
        0.1232,
        0.0151,
        -0.0213,
    ];

    /// <summary>In the order of <see cref="DialScale.Parts"/>; they sum to 1.</summary>
    public static readonly IReadOnlyList<double> Weights = [0.6863, 0.1637, 0.0500, 0.0500, 0.0500];
}
