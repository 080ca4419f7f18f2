using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>Whether rows are nearer to train rows than to as many validation rows.</summary>
internal sealed class Nearness
{
    private readonly MixedPoints points;
    private readonly float[][] train,
        validation;
    private readonly int size;

    internal Nearness(FeatureSpace space, Sample train, Sample validation)
    {
        points = new MixedPoints(space, train, validation);
        size = Math.Min(train.Rows, validation.Rows);
        int[] first = [.. Enumerable.Range(0, size)];
        (this.train, this.validation) = (points.Of(train.Take(first)), points.Of(validation.Take(first)));
    }

    internal NearerRows Of(Sample rows, CancellationToken ct)
    {
        float[][] drawn = points.Of(rows);
        float[] toTrain = NearestNeighbours.Search(drawn, train, null, 1, out int[] nearTrain, ct),
            toValidation = NearestNeighbours.Search(drawn, validation, null, 1, out int[] nearValidation, ct);
        double share = 0;
        double[] drawnBy = new double[2 * size];
        for (int row = 0; row < rows.Rows; row++)
        {
            switch (toTrain[row].CompareTo(toValidation[row]))
            {
                case < 0:
                    share += 1.0 / rows.Rows;
                    drawnBy[nearTrain[row]] += 1.0 / rows.Rows;
                    break;
                case > 0:
                    drawnBy[size + nearValidation[row]] += 1.0 / rows.Rows;
                    break;
                default:
                    share += 0.5 / rows.Rows;
                    break;
            }
        }

        return new NearerRows(share, drawnBy);
    }
}

/// <param name="Share">The share of the rows that are nearer to a train row; ties count one half.</param>
/// <param name="DrawnBy">For each train row, then each validation row, the share of the rows that it is the nearest
/// to.</param>
internal sealed record NearerRows(double Share, double[] DrawnBy)
{
    /// <summary>
    /// The standard error of the difference of two shares where neither generator knows which of the real rows were
    /// train rows. Each real row is then one with probability ½ whatever was drawn, so the difference is
    /// <c>½ Σ ±(a − b)</c> over the real rows, and its variance <c>¼ Σ (a − b)²</c>. Rows that many drawn rows
    /// are nearest to make it large; an interval over the drawn rows alone would not see that.
    /// </summary>
    internal double ErrorAgainst(NearerRows other) =>
        0.5 * Math.Sqrt(DrawnBy.Zip(other.DrawnBy, (mine, theirs) => (mine - theirs) * (mine - theirs)).Sum());
}
