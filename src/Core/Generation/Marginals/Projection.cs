using System.Numerics.Tensors;

namespace AethergenAI.Generation.Marginals;

/// <summary>
/// Maps a table's cells to the cells of a smaller table over some of its axes,
/// both row-major with their axes in the same order. Neighbouring axes that are all kept or all summed over are merged,
/// so that the inner loops run over contiguous memory.
/// </summary>
internal sealed class Projection
{
    private readonly int[] lengths;
    private readonly bool[] kept;
    private readonly int[] strides;
    private readonly int[] partStrides;

    /// <param name="axes">The table's attributes, slowest first.</param>
    /// <param name="part">Some of these attributes, in the same order.</param>
    /// <param name="sizes">The number of tokens of every attribute.</param>
    internal Projection(ReadOnlySpan<int> axes, ReadOnlySpan<int> part, ReadOnlySpan<int> sizes)
    {
        var runs = new List<(int Length, bool Kept)>();
        int next = 0;
        foreach (int axis in axes)
        {
            bool keep = next < part.Length && part[next] == axis;
            if (keep)
            {
                next++;
            }
            if (sizes[axis] == 1)
            {
                continue;
            }
            if (runs.Count > 0 && runs[^1].Kept == keep)
            {
                runs[^1] = (runs[^1].Length * sizes[axis], keep);
            }
            else
            {
                runs.Add((sizes[axis], keep));
            }
        }

        if (next != part.Length)
        {
            throw new ArgumentException("Not among the table's axes, or in another order.", nameof(part));
        }
        if (runs.Count == 0)
        {
            runs.Add((1, true));
        }
        lengths = [.. runs.Select(run => run.Length)];
        kept = [.. runs.Select(run => run.Kept)];
        (strides, partStrides) = (new int[runs.Count], new int[runs.Count]);
        int cells = 1,
            partCells = 1;
        for (int run = runs.Count - 1; run >= 0; run--)
        {
            strides[run] = cells;
            partStrides[run] = kept[run] ? partCells : 0;
            cells *= lengths[run];
            if (kept[run])
            {
                partCells *= lengths[run];
            }
        }

        PartCells = partCells;
    }

    internal int PartCells { get; }

    /// <summary>table[cell] += part[the cell's part], for every cell. O(cells).</summary>
    internal void AddTo(Span<float> table, ReadOnlySpan<float> part) => Add(0, table, part);

    /// <summary>part[p] = the sum of table[cell] over the cells whose part is p. O(cells).</summary>
    internal void Sum(ReadOnlySpan<float> table, Span<float> part)
    {
        part[..PartCells].Clear();
        Sum(0, table, part);
    }

    private void Add(int run, Span<float> table, ReadOnlySpan<float> part)
    {
        int length = lengths[run],
            stride = strides[run],
            partStride = partStrides[run];
        if (run == lengths.Length - 1)
        {
            if (kept[run])
            {
                AddEach(table[..length], part);
            }
            else
            {
                AddOne(table[..length], part[0]);
            }
            return;
        }

        for (int i = 0; i < length; i++)
        {
            Add(run + 1, table.Slice(i * stride, stride), part[(i * partStride)..]);
        }
    }

    private void Sum(int run, ReadOnlySpan<float> table, Span<float> part)
    {
        int length = lengths[run],
            stride = strides[run],
            partStride = partStrides[run];
        if (run == lengths.Length - 1)
        {
            if (kept[run])
            {
                AddEach(part[..length], table);
            }
            else
            {
                part[0] += Total(table[..length]);
            }
            return;
        }

        for (int i = 0; i < length; i++)
        {
            Sum(run + 1, table.Slice(i * stride, stride), part[(i * partStride)..]);
        }
    }

    private static void AddEach(Span<float> target, ReadOnlySpan<float> values)
    {
        if (target.Length >= 16)
        {
            TensorPrimitives.Add(target, values[..target.Length], target);
            return;
        }

        for (int i = 0; i < target.Length; i++)
        {
            target[i] += values[i];
        }
    }

    private static void AddOne(Span<float> target, float value)
    {
        if (target.Length >= 16)
        {
            TensorPrimitives.Add(target, value, target);
            return;
        }

        for (int i = 0; i < target.Length; i++)
        {
            target[i] += value;
        }
    }

    private static float Total(ReadOnlySpan<float> values)
    {
        if (values.Length >= 16)
        {
            return TensorPrimitives.Sum(values);
        }
        float total = 0;
        foreach (float value in values)
        {
            total += value;
        }
        return total;
    }
}
