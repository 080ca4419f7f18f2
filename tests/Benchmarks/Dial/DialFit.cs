using AethergenAI.Evaluation.Collapse;

namespace AethergenAI.Benchmarks.Dial;

/// <summary>The dial's constants, learned from chains of self-training.</summary>
/// <param name="AtEighth">The mean loss of each part at generation 8, data sets counting equally.</param>
/// <param name="FiguresAtEighth">The same of each figure.</param>
/// <param name="Weights">One a part, each at least <see cref="MinWeight"/>, summing to 1.</param>
internal sealed record DialFit(double[] AtEighth, double[] FiguresAtEighth, double[] Weights)
{
    public const double MinWeight = 0.05;

    // A part that self-training hardly moves is measured against a loss of 5 %,
    // so that its noise does not become the dial's.
    private const double MinLoss = 0.05;

    public static DialFit Of(IReadOnlyList<ChainLink> links)
    {
        double[] figures = MeanAtEighth(links, link => link.Losses);
        double[] eighth =
        [
            .. MeanAtEighth(links, link => DialScale.Losses(link.Losses)).Select(loss => Math.Max(MinLoss, loss)),
        ];
        double[][] scores = [.. links.Select(link => DialScale.Scores(DialScale.Losses(link.Losses), eighth))];
        double[] targets = [.. links.Select(link => DialScale.OfGeneration(link.Generation))];
        return new DialFit(eighth, figures, Weigh(scores, targets));
    }

    public double Value(ChainLink link) =>
        DialScale.Total(DialScale.Scores(DialScale.Losses(link.Losses), AtEighth), Weights);

    private static double[] MeanAtEighth(IReadOnlyList<ChainLink> links, Func<ChainLink, double[]> losses)
    {
        double[][] byData =
        [
            .. links
                .Where(link => link.Generation == 8)
                .GroupBy(link => link.Data)
                .Select(group => Mean([.. group.Select(losses)])),
        ];
        return Mean(byData);

        static double[] Mean(double[][] rows) =>
            [
                .. Enumerable
                    .Range(0, rows[0].Length)
                    .Select(at => rows.Select(row => row[at]).Where(double.IsFinite).DefaultIfEmpty(0).Average()),
            ];
    }

    /// <summary>
    /// Least squares over the weights that are at least <see cref="MinWeight"/> and sum to 1:
    /// weight is moved between two parts at a time, as far as it helps.
    /// </summary>
    private static double[] Weigh(double[][] scores, double[] targets)
    {
        int parts = scores[0].Length;
        double[] weights = [.. Enumerable.Repeat(1.0 / parts, parts)];
        for (int sweep = 0; sweep < 300; sweep++)
        {
            for (int from = 0; from < parts; from++)
            {
                for (int to = 0; to < parts; to++)
                {
                    if (from == to)
                    {
                        continue;
                    }
                    double slope = 0,
                        curve = 0;
                    for (int i = 0; i < targets.Length; i++)
                    {
                        double change = Defined(scores[i][to]) - Defined(scores[i][from]);
                        slope +=
                            change
                            * (targets[i] - weights.Select((weight, part) => weight * Defined(scores[i][part])).Sum());
                        curve += change * change;
                    }

                    double step = curve > 0 ? Math.Clamp(slope / curve, 0, Math.Max(0, weights[from] - MinWeight)) : 0;
                    (weights[from], weights[to]) = (weights[from] - step, weights[to] + step);
                }
            }
        }

        return weights;

        static double Defined(double score) => double.IsNaN(score) ? 0 : score;
    }
}
