using System.Numerics.Tensors;

namespace AethergenAI.Generation.Marginals;

/// <summary>Turns rows of logarithms into conditional probabilities.</summary>
internal static class RowSums
{
    /// <summary>From this length on, a vectorised call per row is faster than a loop.</summary>
    private const int Long = 16;

    /// <summary>
    /// Replaces every row of logarithms by <c>exp(value − logSum)</c>, where logSum is <c>ln Σ
    /// exp(value)</c> over the row. The largest value is subtracted first, so that nothing overflows.
    /// A row of −∞ becomes zeros with a logSum of −∞.
    /// </summary>
    /// <param name="table">Rows of <paramref name="length"/>.</param>
    /// <param name="logSums">One per row; overwritten.</param>
    /// <remarks>O(cells); one exponential per cell.</remarks>
    internal static void Normalise(Span<float> table, int length, Span<float> logSums)
    {
        for (int row = 0; row < logSums.Length; row++)
        {
            Span<float> cells = table.Slice(row * length, length);
            float greatest = Greatest(cells);
            logSums[row] = greatest;
            Subtract(cells, float.IsNegativeInfinity(greatest) ? 0 : greatest);
        }

        TensorPrimitives.Exp(table, table);
        for (int row = 0; row < logSums.Length; row++)
        {
            Span<float> cells = table.Slice(row * length, length);
            if (float.IsNegativeInfinity(logSums[row]))
            {
                continue;
            }
            float sum = Sum(cells);
            logSums[row] += MathF.Log(sum);
            Scale(cells, 1 / sum);
        }
    }

    internal static void Scale(Span<float> cells, float factor)
    {
        if (cells.Length >= Long)
        {
            TensorPrimitives.Multiply(cells, factor, cells);
            return;
        }

        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] *= factor;
        }
    }

    private static float Greatest(ReadOnlySpan<float> cells)
    {
        if (cells.Length >= Long)
        {
            return TensorPrimitives.Max(cells);
        }
        float greatest = float.NegativeInfinity;
        foreach (float cell in cells)
        {
            if (cell > greatest)
            {
                greatest = cell;
            }
        }
        return greatest;
    }

    private static void Subtract(Span<float> cells, float value)
    {
        if (cells.Length >= Long)
        {
            TensorPrimitives.Subtract(cells, value, cells);
            return;
        }

        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] -= value;
        }
    }

    private static float Sum(ReadOnlySpan<float> cells)
    {
        if (cells.Length >= Long)
        {
            return TensorPrimitives.Sum(cells);
        }
        float sum = 0;
        foreach (float cell in cells)
        {
            sum += cell;
        }
        return sum;
    }
}
