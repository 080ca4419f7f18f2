using AethergenAI.Evaluation.Collapse;

namespace AethergenAI.Benchmarks.Dial;

/// <summary>The dial's constants, learned from chains of self-training.</summary>
/// <param name="AtEighth">The mean loss of each part at generation 8, data sets counting equally.</param>
/// <param name="FiguresAtEighth">The same of each figure.</param>
internal sealed record DialFit(double[] AtEighth, double[] FiguresAtEighth)
{
    // A part that self-training hardly moves is measured against a loss of 20 %,
    // so that its noise does not become the dial's.
    private const double MinLoss = 0.2;

    public static DialFit Of(IReadOnlyList<ChainLink> links)
    {
        double[] figures = MeanAtEighth(links, link => link.Losses);
        double[] eighth =
        [
            .. MeanAtEighth(links, link => DialScale.Losses(link.Losses)).Select(loss => Math.Max(MinLoss, loss)),
        ];
        return new DialFit(eighth, figures);
    }

    public double Variety(ChainLink link) =>
        DialScale.Total(DialScale.Scores(DialScale.Losses(link.Losses), AtEighth), DialScale.Weights);

    public double Value(ChainLink link) => DialScale.Dial(Variety(link), link.Relations);

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
}
