using System.Numerics;

namespace AethergenAI.Statistics.Kernels;

/// <summary>
/// Exhaustive nearest-neighbour search in mixed space under Gower's distance, <c>Σ min(|x − y|, 1)</c> over
/// the columns. A number is represented by its grade in [0, 1], or by 3 where missing; a level is represented
/// by its code. Two different levels, or a missing cell and a number, are 1 apart.
/// </summary>
/// <remarks>Gower (1971), <see href="https://doi.org/10.2307/2528823"/>, unscaled.</remarks>
internal static class NearestNeighbours
{
    /// <summary>Represents a missing number.</summary>
    public const float Missing = 3;

    private const int ReferenceBlock = 2048;
    private const int QueryBlock = 256;

    /// <summary>The <paramref name="k"/> smallest distances of every query, ascending.</summary>
    /// <param name="queries">Column-major: one array of Q cells per column.</param>
    /// <param name="references">Column-major: one array of R cells per column.</param>
    /// <param name="offsets">Subtracted from the distances to each reference, or null. If they are radii,
    /// a result of at most 0 means that the query lies within a ball.</param>
    /// <param name="k">How many neighbours; a query that is also a reference is its own first one.</param>
    /// <param name="index">Q × k row-major, the neighbours' positions; among equal distances,
    /// the first in reference order.</param>
    /// <returns>Q × k row-major; +∞ where there are fewer references than k.</returns>
    /// <remarks>O(Q · R · columns), vectorised, on all processors.</remarks>
    public static float[] Search(
        float[][] queries,
        float[][] references,
        float[]? offsets,
        int k,
        out int[] index,
        CancellationToken ct
    )
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
            var lanes = new float[4 * Vector<float>.Count];
            for (int start = 0; start < total; start += ReferenceBlock)
            {
                ct.ThrowIfCancellationRequested();
                for (int q = block * QueryBlock; q < end; q++)
                {
                    for (int c = 0; c < query.Length; c++)
                    {
                        query[c] = queries[c][q];
                    }
                    Scan(
                        query,
                        references,
                        offsets,
                        start,
                        Math.Min(total, start + ReferenceBlock),
                        lanes,
                        distances.AsSpan(q * k, k),
                        found.AsSpan(q * k, k)
                    );
                }
            }
        });
        index = found;
        return distances;
    }

    /// <summary>How many references lie within their own radius of each query.</summary>
    /// <param name="radii">One per reference; a reference at exactly its radius counts.</param>
    /// <returns>One per query.</returns>
    /// <remarks>O(Q · R · columns), vectorised, on all processors.</remarks>
    public static int[] CountWithin(float[][] queries, float[][] references, float[] radii, CancellationToken ct)
    {
        int count = queries.Length == 0 ? 0 : queries[0].Length;
        var counts = new int[count];
        Parallel.For(0, (count + QueryBlock - 1) / QueryBlock, new ParallelOptions { CancellationToken = ct }, block =>
        {
            var query = new float[queries.Length];
            for (int q = block * QueryBlock; q < Math.Min(count, (block + 1) * QueryBlock); q++)
            {
                for (int c = 0; c < query.Length; c++)
                {
                    query[c] = queries[c][q];
                }
                counts[q] = Within(query, references, radii);
            }
        });
        return counts;
    }

    private static int Within(float[] query, float[][] references, float[] radii)
    {
        int width = Vector<float>.Count,
            at = 0,
            found = 0;
        for (; at + width <= radii.Length; at += width)
        {
            var distance = Vector<float>.Zero;
            for (int c = 0; c < query.Length; c++)
            {
                distance += Vector.Min(
                    Vector.Abs(new Vector<float>(query[c]) - new Vector<float>(references[c].AsSpan(at, width))),
                    Vector<float>.One
                );
            }

            // As an integer, a lane whose condition holds is −1.
            found -= Vector.Sum(Vector.LessThanOrEqual(distance, new Vector<float>(radii.AsSpan(at, width))));
        }

        for (; at < radii.Length; at++)
        {
            float distance = 0;
            for (int c = 0; c < query.Length; c++)
            {
                distance += Math.Min(Math.Abs(query[c] - references[c][at]), 1);
            }
            found += distance <= radii[at] ? 1 : 0;
        }

        return found;
    }

    private static void Scan(
        float[] query,
        float[][] references,
        float[]? offsets,
        int start,
        int end,
        Span<float> lanes,
        Span<float> best,
        Span<int> index
    )
    {
        int width = Vector<float>.Count;
        int at = start;
        for (; at + (4 * width) <= end; at += 4 * width)
        {
            Vector<float> first = Vector<float>.Zero,
                second = first,
                third = first,
                fourth = first;
            for (int c = 0; c < query.Length; c++)
            {
                var cell = new Vector<float>(query[c]);
                var column = references[c].AsSpan(at, 4 * width);
                first += Vector.Min(Vector.Abs(cell - new Vector<float>(column)), Vector<float>.One);
                second += Vector.Min(Vector.Abs(cell - new Vector<float>(column[width..])), Vector<float>.One);
                third += Vector.Min(Vector.Abs(cell - new Vector<float>(column[(2 * width)..])), Vector<float>.One);
                fourth += Vector.Min(Vector.Abs(cell - new Vector<float>(column[(3 * width)..])), Vector<float>.One);
            }

            if (offsets is not null)
            {
                var radii = offsets.AsSpan(at, 4 * width);
                first -= new Vector<float>(radii);
                second -= new Vector<float>(radii[width..]);
                third -= new Vector<float>(radii[(2 * width)..]);
                fourth -= new Vector<float>(radii[(3 * width)..]);
            }

            if (
                Vector.LessThanAny(
                    Vector.Min(Vector.Min(first, second), Vector.Min(third, fourth)),
                    new Vector<float>(best[^1])
                )
            )
            {
                first.CopyTo(lanes);
                second.CopyTo(lanes[width..]);
                third.CopyTo(lanes[(2 * width)..]);
                fourth.CopyTo(lanes[(3 * width)..]);
                for (int lane = 0; lane < lanes.Length; lane++)
                {
                    Keep(lanes[lane], at + lane, best, index);
                }
            }
        }

        for (; at < end; at++)
        {
            float distance = 0;
            for (int c = 0; c < query.Length; c++)
            {
                distance += Math.Min(Math.Abs(query[c] - references[c][at]), 1);
            }
            Keep(offsets is null ? distance : distance - offsets[at], at, best, index);
        }
    }

    private static void Keep(float distance, int at, Span<float> best, Span<int> index)
    {
        int place = best.Length;
        while (place > 0 && distance < best[place - 1])
        {
            place--;
        }
        if (place == best.Length)
        {
            return;
        }
        best[place..^1].CopyTo(best[(place + 1)..]);
        index[place..^1].CopyTo(index[(place + 1)..]);
        best[place] = distance;
        index[place] = at;
    }
}
