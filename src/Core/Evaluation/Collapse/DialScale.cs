namespace AethergenAI.Evaluation.Collapse;

/// <summary>
/// Combines the figures. The score of a part of variety is the mean loss of its figures divided by the loss
/// at the eighth generation; variety is the weighted mean of these. The eighth generation comes from
/// <see cref="DialCalibration"/>.
/// </summary>
internal static class DialScale
{
    /// <summary>
    /// The range of a part's score. The lower end keeps a part that is better than fresh rows
    /// from making up for much elsewhere.
    /// </summary>
    public const double Min = -50,
        Max = 200;

    /// <summary>
    /// The parts in the order of the calibration's arrays, and the figures of each,
    /// as positions in <see cref="CollapseFigures.Names"/>.
    /// </summary>
    public static readonly IReadOnlyList<(string Name, int[] Figures)> Parts =
    [
        ("shares", [0]),
        ("tails", [1, 2]),
        ("coverage", [3, 4]),
        ("spread", [5, 6, 7]),
    ];

    /// <summary>
    /// One for each part, round figures: weights that least squares found for four tables read the fifth no better.
    /// </summary>
    public static readonly IReadOnlyList<double> Weights = [0.5, 0.2, 0.2, 0.1];

    /// <summary>
    /// The dial at generation k of self-training, <c>100·ln(1 + k/2)/ln 5</c>: shares that drift by sampling noise lie
    /// <c>1 + k/2</c> times as far from real rows as other real rows do, and k = 8 gives 100.
    /// </summary>
    public static double OfGeneration(double k) => 100 * Math.Log(1 + (k / 2)) / Math.Log(5);

    /// <summary>
    /// The number of generations without real rows that drift as far as k generations of which all after the first
    /// learn from a share a of real rows: <c>Σ (1 − a)^2j</c> over j &lt; k, the variance of a mean that every step
    /// pulls back to the truth by a. It is at most 1/(1 − (1 − a)²).
    /// </summary>
    public static double Effective(Lineage lineage) =>
        Enumerable.Range(0, lineage.Generation).Sum(step => Math.Pow(1 - lineage.RealShare, 2 * step));

    /// <summary>The mean loss of each part's figures; NaN where none of them is defined.</summary>
    public static double[] Losses(double[] figures) =>
        [
            .. Parts.Select(part =>
            {
                double[] defined = [.. part.Figures.Select(f => figures[f]).Where(double.IsFinite)];
                return defined.Length == 0 ? double.NaN : defined.Average();
            }),
        ];

    /// <summary>0 for fresh rows, 100 for the eighth generation; NaN where not defined.</summary>
    public static double[] Scores(double[] losses, IReadOnlyList<double> atEighth) =>
        [.. losses.Select((loss, part) => Math.Clamp(100 * loss / atEighth[part], Min, Max))];

    /// <summary>How much variety is lost: 0 as fresh rows, 100 as the eighth generation.</summary>
    /// <param name="gain">See <see cref="CollapseFigures.LossOfShares"/>.</param>
    public static double Variety(CollapseReading reading, double gain)
    {
        double[] losses = Losses(CollapseFigures.Losses(reading.Synthetic, reading.Fresh, gain));
        return Total(Scores(losses, DialCalibration.AtEighth), Weights);
    }

    /// <summary>
    /// How much dependence between columns is lost, in percent: of pairs and triples on average. NaN where real rows
    /// have none.
    /// </summary>
    public static double Relations(CollapseReading reading)
    {
        double[] kept = [.. new[] { reading.Pairs, reading.Triples }.Where(double.IsFinite)];
        return kept.Length == 0 ? double.NaN : Math.Max(Min, 100 * (1 - kept.Average()));
    }

    /// <summary>
    /// Both losses together: what variety is left times what relations are left is what is left,
    /// <c>v + (1 − v)·r</c>; v alone where it is all of it, or where real rows have no relations.
    /// </summary>
    public static double Dial(double variety, double relations) =>
        double.IsNaN(relations) ? variety : variety + (Math.Clamp(100 - variety, 0, 100) * relations / 100);

    /// <summary>The weighted mean of the scores that are defined.</summary>
    public static double Total(double[] scores, IReadOnlyList<double> weights)
    {
        double total = 0,
            weight = 0;
        for (int part = 0; part < scores.Length; part++)
        {
            if (double.IsNaN(scores[part]))
            {
                continue;
            }
            (total, weight) = (total + (weights[part] * scores[part]), weight + weights[part]);
        }

        return weight > 0 ? total / weight : double.NaN;
    }
}
