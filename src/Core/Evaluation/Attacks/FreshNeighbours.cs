using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// The real rows that are nearest to each row that is attacked, itself left out: what an attack would find with fresh
/// real rows in place of the synthetic ones.
/// </summary>
internal static class FreshNeighbours
{
    /// <summary>Beyond so many rows an attack needs no help to be exact.</summary>
    public const int MaxRows = 5_000;

    /// <summary>The <paramref name="k"/> nearest real rows of each row, and their distances, row-major.</summary>
    /// <param name="own">Whether the rows are the real rows themselves.</param>
    public static (int[] Index, float[] Distances) Of(
        float[][] rows,
        float[][] real,
        bool own,
        int k,
        CancellationToken ct
    )
    {
        float[] distances = NearestNeighbours.Search(rows, real, null, own ? k + 1 : k, out int[] index, ct);
        if (!own)
        {
            return (index, distances);
        }
        int count = rows[0].Length;
        var others = new int[count * k];
        var far = new float[count * k];
        for (int row = 0; row < count; row++)
        {
            int to = 0;
            for (int from = 0; to < k; from++)
            {
                // Of many equal rows a row itself may not be among the first; then the last one is left out.
                if (index[(row * (k + 1)) + from] != row)
                {
                    (others[(row * k) + to], far[(row * k) + to]) = (
                        index[(row * (k + 1)) + from],
                        distances[(row * (k + 1)) + from]
                    );
                    to++;
                }
            }
        }

        return (others, far);
    }

    /// <summary>Over seed and holdout rows.</summary>
    public static FreshDistances Distances(AttackSamples on, CancellationToken ct)
    {
        float[][] train = on.TrainPoints,
            holdout = on.HoldoutPoints;
        float[] ofHoldout = Of(holdout, holdout, true, 1, ct).Distances;
        return new FreshDistances(
            ofHoldout,
            [
                Graded(Of(train, holdout, false, 1, ct).Distances, ofHoldout),
                Graded(Of(train, train, true, 1, ct).Distances, Of(holdout, train, false, 1, ct).Distances),
            ]
        );
    }

    private static (double[] OfSeed, double[] OfControl) Graded(float[] seed, float[] control)
    {
        double[] grades = Association.Grades([
            .. seed.Select(one => (double)one),
            .. control.Select(one => (double)one),
        ]);
        return (grades[..seed.Length], grades[seed.Length..]);
    }
}

/// <summary>How far seed and holdout rows lie from other real rows.</summary>
/// <param name="OfHoldout">Of each holdout row to the nearest other one.</param>
/// <param name="Grades">The distances to the nearest other holdout row and to the nearest other seed row, each as
/// grades among all of them.</param>
internal sealed record FreshDistances(float[] OfHoldout, IReadOnlyList<(double[] OfSeed, double[] OfControl)> Grades);
