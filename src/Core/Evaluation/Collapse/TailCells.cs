using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Collapse;

/// <summary>
/// A column's cells with its tails apart: levels that fewer than 1 % of the real rows have,
/// and the numbers below the 1 % and above the 99 % quantile. Cells 0 … Cells − 1 are the feature's own;
/// a number beyond the quantiles has one of two further cells instead.
/// </summary>
internal sealed class TailCells
{
    internal const double Rare = 0.01;

    private readonly Feature feature;
    private readonly int column;

    public TailCells(Feature feature, int column, Sample real)
    {
        (this.feature, this.column) = (feature, column);
        double[] shares = Shares(real);
        IsTail = new bool[shares.Length];
        for (int k = 0; k < shares.Length; k++)
        {
            IsTail[k] = feature.IsNumber
                ? k >= feature.Cells && shares[k] <= 3 * Rare
                : shares[k] > 0 && shares[k] < Rare;
        }
    }

    public bool[] IsTail { get; }

    public double[] Shares(Sample sample)
    {
        var shares = new double[feature.Cells + (feature.IsNumber ? 2 : 0)];
        int[] cells = feature.IsNumber
            ? Array.ConvertAll(sample.Numbers[column], value => Cell(feature, value))
            : sample.Codes[column];
        Distribution.Shares(cells, shares);
        return shares;
    }

    /// <returns>The cell that a number belongs to.</returns>
    public static int Cell(Feature feature, double value)
    {
        int own = feature.BinOf(value);
        if (own == feature.Cells - 1)
        {
            return own;
        }
        if (value < feature.LowTail)
        {
            return feature.Cells;
        }
        return value > feature.HighTail ? feature.Cells + 1 : own;
    }
}
