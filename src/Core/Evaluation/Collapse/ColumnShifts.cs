using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Collapse;

/// <summary>What changes single columns without a loss: a column that moved, and noise on numbers.</summary>
internal sealed class ColumnShifts
{
    private const double Repeated = 0.01,
        MinMass = 0.1;

    private readonly FeatureSpace space;
    private readonly double[][] shares;
    private readonly HashSet<double>[] repeated;

    /// <param name="real">Rows that no generator saw.</param>
    public ColumnShifts(FeatureSpace space, Sample real)
    {
        this.space = space;
        shares = Shares(real);
        repeated = [.. real.Numbers.Select(column => RepeatedIn(column))];
    }

    /// <summary>
    /// By how much the total variation of a column from the real rows exceeds that of fresh rows; of the column that
    /// moved most.
    /// </summary>
    public ColumnReading Moved(Sample sample, Sample fresh)
    {
        double[][] moved = Shares(sample),
            still = Shares(fresh);
        return Largest(f =>
            Distribution.TotalVariation(shares[f], moved[f]) - Distribution.TotalVariation(shares[f], still[f])
        );
    }

    /// <summary>
    /// The share of numbers that no longer lie on values that real rows repeat (1 % of them or more), of those that
    /// should; of the column that lost most of them.
    /// </summary>
    public ColumnReading Scattered(Sample sample, Sample fresh) =>
        Largest(f =>
        {
            double mass = space.Features[f].IsNumber ? OnRepeated(fresh, f) : 0;
            return mass < MinMass ? double.NaN : 1 - (OnRepeated(sample, f) / mass);
        });

    private ColumnReading Largest(Func<int, double> of)
    {
        var columns = space.Features.Select((feature, f) => new ColumnReading(of(f), feature.Name));
        return columns.Where(column => !double.IsNaN(column.Share)).MaxBy(column => column.Share)
            ?? new ColumnReading(double.NaN, null);
    }

    private double OnRepeated(Sample sample, int column) =>
        sample.Numbers[column].Count(repeated[column].Contains) / (double)sample.Rows;

    private static HashSet<double> RepeatedIn(double[] column) =>
        [
            .. column
                .Where(double.IsFinite)
                .CountBy(value => value)
                .Where(value => value.Value >= Math.Max(2, Repeated * column.Length))
                .Select(value => value.Key),
        ];

    private double[][] Shares(Sample sample) =>
        [
            .. space.Features.Select(
                (feature, f) =>
                {
                    var share = new double[feature.Cells];
                    Distribution.Shares(sample.Codes[f], share);
                    return share;
                }
            ),
        ];
}
