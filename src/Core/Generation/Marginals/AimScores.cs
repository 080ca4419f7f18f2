namespace AethergenAI.Generation.Marginals;

/// <summary>
/// Scores how wrong a model is about marginals of the private rows, beyond the expected noise:
/// <c>weight · (‖counts − N·p‖₁ − bias)</c>. N·p is rounded to 1/256 of a row and the rest is whole-number arithmetic,
/// so that the sensitivity below is exact.
/// </summary>
internal sealed class AimScores(int[][] columns, int[] sizes, Estimation fit, Workload workload, int rowsPerUnit)
{
    /// <summary>Scores are counted in units of 1/256 of a row.</summary>
    private const int Parts = 256;

    /// <summary>The number of rows sampled from the model for marginals that are in no clique.</summary>
    private const int StandIns = 50_000;

    /// <summary>If all columns together have no more cells, such marginals are sums over these instead.</summary>
    private const int MaxJoint = 4_096;

    private int[][]? standIns;
    private float[]? joint;

    /// <summary>
    /// The largest change of a score by one unit of privacy: each of its rows changes one cell
    /// by 1, times the largest weight.
    /// </summary>
    internal long Sensitivity(int[] candidates) =>
        checked(candidates.Max(candidate => workload.Weights[candidate]) * Parts * rowsPerUnit);

    /// <param name="candidates">Indices in the workload.</param>
    /// <param name="sigma">The noise that a measurement would have.</param>
    /// <param name="total">N, the number of rows.</param>
    internal long[] Of(int[] candidates, double sigma, double total, ulong seed, CancellationToken ct)
    {
        if (CellIndexing.Count([.. Enumerable.Range(0, sizes.Length)], sizes) <= MaxJoint)
        {
            joint = fit.Model.Joint();
        }
        else
        {
            standIns = ModelRows.Draw(fit.Tree, fit.Beliefs, StandIns, seed);
        }
        long[] scores = new long[candidates.Length];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = ct };
        Parallel.For(0, candidates.Length, threads, place =>
        {
            int[] attributes = workload.Candidates[candidates[place]];
            double[] model = Model(attributes);
            int[] counts = new int[model.Length];
            CellIndexing.CountRows(columns, attributes, sizes, counts);
            long wrong = -(long)(Parts * Math.Sqrt(2 / Math.PI) * sigma * model.Length);
            for (int cell = 0; cell < model.Length; cell++)
            {
                wrong += Math.Abs(((long)counts[cell] * Parts) - (long)Math.Round(total * model[cell] * Parts));
            }

            scores[place] = checked(workload.Weights[candidates[place]] * wrong);
        });
        return scores;
    }

    /// <summary>
    /// The model's probabilities of a marginal; if no clique holds it, from all cells, or else from the sampled rows.
    /// </summary>
    internal double[] Model(int[] attributes)
    {
        int[] axes = fit.Tree.InOrder(attributes);
        float[] table = new float[(int)CellIndexing.Count(attributes, sizes)];
        if (fit.Beliefs.TryMarginal(axes, table))
        {
            return Array.ConvertAll(CellIndexing.Reordered<float>(table, axes, attributes, sizes), share =>
                (double)share
            );
        }

        if (joint is not null)
        {
            new Projection([.. Enumerable.Range(0, sizes.Length)], attributes, sizes).Sum(joint, table);
            return Array.ConvertAll(table, share => (double)share);
        }
        int[] counts = new int[table.Length];
        CellIndexing.CountRows(standIns!, attributes, sizes, counts);
        return Array.ConvertAll(counts, count => count / (double)StandIns);
    }
}
