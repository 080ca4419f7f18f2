namespace AethergenAI.Evaluation.Collapse;

/// <summary>
/// The measured effect of self-training. Written by <c>./aethergen bench calibrate-dial</c>, not by hand: the mean
/// losses of the eighth <em>replace</em> generation, tables counting equally.
/// </summary>
internal static class DialCalibration
{
    /// <summary>The tables, the generators, and the number of chains.</summary>
    public const string Source =
        "birdstrikes, weather-hours, weather-days, adult, bike_sharing; copula, trees, arn; 2 chains each";

    /// <summary>The mean loss at the eighth generation, in the order of <see cref="DialScale.Parts"/>.</summary>
    public static readonly IReadOnlyList<double> AtEighth = [1.5931, 0.2000, 0.2077, 0.2000];

    /// <summary>The mean loss there of each figure, in the order of <see cref="CollapseFigures.Names"/>.</summary>
    public static readonly IReadOnlyList<double> FiguresAtEighth =
    [
        1.5931,
        0.2783,
        0.0854,
        0.3987,
        0.0167,
        0.0763,
        0.0294,
        -0.0108,
        1.6539,
    ];
}
