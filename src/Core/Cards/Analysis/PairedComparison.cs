using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>
/// One cell beside another, within repeats. Data sets are blocks: where the difference depends on the data set, a
/// difference of the mean over them is claimed only where every data set shows it.
/// </summary>
/// <param name="Differences">One per repeat that both cells have.</param>
/// <param name="P">Two-sided; null below two repeats.</param>
internal sealed record PairedComparison(double[] Differences, double? P, DataSetDependence? Dependence)
{
    internal static PairedComparison Of(RepeatedMeasure values, int cell, int other)
    {
        double[] differences = values.Differences(cell, other);
        double? p = PairedTest.P(differences, values.Overlap);
        if (values.BlockCount < 2 || differences.Length < 2)
        {
            return new PairedComparison(differences, p, null);
        }

        double[][] blocks = values.DifferencesByBlock(cell, other);
        var dependence = new DataSetDependence(
            Interaction(blocks, values.Overlap),
            [.. blocks.Select(block => block.Average())]
        );
        return new PairedComparison(
            differences,
            dependence.Depends ? InEvery(blocks, dependence, values.Overlap) : p,
            dependence
        );
    }

    /// <summary>
    /// The p-value of "the difference is the same in every data set": F with B − 1 and B(n − 1) degrees of freedom,
    /// the variance of the data sets' means over <c>s²·(1/n + overlap)</c>.
    /// </summary>
    /// <param name="blocks">B data sets with n ≥ 2 differences each.</param>
    private static double Interaction(double[][] blocks, double overlap)
    {
        var moments = blocks.Select(block => PairedTest.Moments(block)).ToArray();
        double between = Math.Pow(PairedTest.Moments([.. moments.Select(block => block.Mean)]).Deviation, 2),
            within = moments.Average(block => block.Deviation * block.Deviation);
        if (between == 0)
        {
            return 1;
        }
        int repeats = blocks[0].Length;
        double error = Math.Pow(PairedTest.Error(Math.Sqrt(within), repeats, overlap), 2);
        return Distributions.FUpper(between / error, blocks.Length - 1, blocks.Length * (repeats - 1));
    }

    /// <summary>
    /// The p-value of "there is a data set without the difference": the largest of the data sets' own, and 1 where they
    /// differ in direction. Berger (1982), <see href="https://doi.org/10.1080/00401706.1982.10487790"/>.
    /// </summary>
    private static double InEvery(double[][] blocks, DataSetDependence dependence, double overlap) =>
        dependence.Means.Select(Math.Sign).Distinct().Skip(1).Any()
            ? 1
            : blocks.Max(block => PairedTest.P(block, overlap) ?? 1);
}
