using System.Numerics;

namespace AethergenAI.Evaluation.Kernels;

/// <summary>
/// Exhaustive nearest-neighbour search in mixed space under Gower's distance, <c>Σ min(|x − y|, 1)</c> over the columns.
/// A number stands as its grade in [0, 1] or 3 where missing, a level as its code: two different levels, and a missing cell and a number, are 1 apart.
/// </summary>
/// <remarks>Gower (1971), <see href="https://doi.org/10.2307/2528823"/>, unscaled.</remarks>
internal static class NearestNeighbours
{
    /// <summary>Where a missing number stands.</summary>
    public const float Missing = 3;

    private const int ReferenceBlock = 2048;
    private const int QueryBlock = 256;

    /// <summary>The <paramref name="k"/> smallest distances of every query, ascending.</summary>
    /// <param name="queries">Column-major: one array of Q cells a column.</param>
    /// <param name="references">Column-major: one array of R cells a column.</param>
    /// <param name="offsets">Subtracted from the distances to each reference, or null: with radii, a result of at most 0 means within some ball.</param>
    /// <param name="k">How many neighbours; a query that is also a reference is its own first one.</param>
    /// <param name="index">Q × k row-major, the neighbours' positions; the first of equals in reference order.</param>
    /// <returns>Q × k row-major; +∞ where there are fewer references than k.</returns>
    /// <remarks>O(Q · R · columns), vectorised, on all processors.</remarks>
    public static float[] Search(float[][] queries, float[][] references, float[]? offsets, int k, out int[] index, CancellationToken ct)
    {
        int count = queries.Length == 0 ? 0 : queries[0].Length;
        var distances = new float[count * k];
        Array.Fill(distances, float.PositiveInfinity);
        var found = new int[count * k];
        Array.Fill(found, -1);
        Parallel.For(0, (count + QueryBlock - 1) / QueryBlock, new ParallelOptions { CancellationToken = ct }, block =>
        {
            int end = Math.Min(count, (block + 1) * QueryBlock);
            int total = references[0].Length;
            var query = new float[queries.Length];
            for (int start = 0; start < total; start += ReferenceBlock)
            {
                ct.ThrowIfCancellationRequested();
                for (int q = block * QueryBlock; q < end; q++)
                {
                    for (int c = 0; c < query.Length; c++) { query[c] = queries[c][q]; }
                    Scan(query, references, offsets, start, Math.Min(total, start + ReferenceBlock), distances.AsSpan(q * k, k), found.AsSpan(q * k, k));
                }
            }
        });
        index = found;
        return distances;
    }

    private static void Scan(float[] query, float[][] references, float[]? offsets, int start, int end, Span<float> best, Span<int> index)
    {
        int width = Vector<float>.Count;
        int at = start;
        for (; at + (2 * width) <= end; at += 2 * width)
        {
            var first = offsets is null ? Vector<float>.Zero : -new Vector<float>(offsets, at);
            var second = offsets is null ? Vector<float>.Zero : -new Vector<float>(offsets, at + width);
            for (int c = 0; c < query.Length; c++)
            {
                var cell = new Vector<float>(query[c]);
                float[] column = references[c];
                first += Vector.Min(Vector.Abs(cell - new Vector<float>(column, at)), Vector<float>.One);
                second += Vector.Min(Vector.Abs(cell - new Vector<float>(column, at + width)), Vector<float>.One);
            }

            if (Vector.LessThanAny(Vector.Min(first, second), new Vector<float>(best[^1])))
            {
                for (int lane = 0; lane < width; lane++) { Keep(first[lane], at + lane, best, index); }
                for (int lane = 0; lane < width; lane++) { Keep(second[lane], at + width + lane, best, index); }
            }
        }

        for (; at < end; at++)
        {
            float distance = offsets is null ? 0 : -offsets[at];
            for (int c = 0; c < query.Length; c++) { distance += Math.Min(Math.Abs(query[c] - references[c][at]), 1); }
            Keep(distance, at, best, index);
        }
    }

    private static void Keep(float distance, int at, Span<float> best, Span<int> index)
    {
        int place = best.Length;
        while (place > 0 && distance < best[place - 1]) { place--; }
        if (place == best.Length) { return; }
        best[place..^1].CopyTo(best[(place + 1)..]);
        index[place..^1].CopyTo(index[(place + 1)..]);
        best[place] = distance;
        index[place] = at;
    }
}
