using System.Numerics.Tensors;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Finds linear relations between columns of numbers, exact ones and those that rounding explains, by orthogonalising
/// one column after another: a column without a rest depends on those before it. O(n²·rows) for n columns.
/// </summary>
internal static class LinearRelations
{
    /// <summary>A column's rest below this share of its length is rounding.</summary>
    private const double Rounding = 1e-10;

    /// <summary>
    /// How far a coefficient may be from a whole number; where cells were rounded, it is only an estimate of one, and
    /// nearer to 0 than it should be.
    /// </summary>
    private const double Near = 1e-6,
        NearWhereRounded = 0.4;

    /// <summary>The sum of the columns <paramref name="Plus"/> less that of <paramref name="Minus"/> is
    /// <paramref name="Constant"/>.</summary>
    /// <param name="Exact">Whether it holds but for the rounding of doubles; false: of the cells, too.</param>
    internal sealed record Relation(int[] Plus, int[] Minus, double Constant, bool Exact);

    /// <param name="columns">[column][row], finite; smaller numbers first, so that totals depend on their addends.
    /// </param>
    /// <param name="rounded">Half a unit of each column's last decimal.</param>
    /// <returns>The relations whose coefficients are 1 and −1.</returns>
    internal static IEnumerable<Relation> Of(IReadOnlyList<double[]> columns, double[] rounded)
    {
        // The sum of the squares of all rounding errors so far.
        double errors = 0;
        var basis = new List<double[]>();
        // By basis vector: how it is made of the constant (at 0) and the columns (from 1 on).
        var made = new List<double[]>();
        for (int at = -1; at < columns.Count; at++)
        {
            double[] rest = at < 0 ? Ones(columns[0].Length) : [.. columns[at]];
            var from = new double[columns.Count + 1];
            from[at + 1] = 1;
            double length = TensorPrimitives.Norm<double>(rest);
            // Twice: the first pass leaves the rounding of long columns behind.
            for (int pass = 0; pass < 2; pass++)
            {
                for (int b = 0; b < basis.Count; b++)
                {
                    double share = -TensorPrimitives.Dot<double>(rest, basis[b]);
                    TensorPrimitives.MultiplyAdd(basis[b], share, rest, rest);
                    TensorPrimitives.MultiplyAdd(made[b], share, from, from);
                }
            }

            errors += at < 0 ? 0 : rounded[at] * rounded[at];
            double left = TensorPrimitives.Norm<double>(rest);
            if (left > Rounding * length)
            {
                bool near = at >= 0 && left * left <= errors * columns[0].Length;
                if (near && Plain(from, NearWhereRounded) is { } rough)
                {
                    yield return rough with
                    {
                        Exact = false,
                    };
                }
                TensorPrimitives.Divide(rest, left, rest);
                TensorPrimitives.Divide(from, left, from);
                basis.Add(rest);
                made.Add(from);
            }
            else if (Plain(from, Near) is { } relation)
            {
                yield return relation;
            }
        }
    }

    private static double[] Ones(int rows)
    {
        var ones = new double[rows];
        Array.Fill(ones, 1);
        return ones;
    }

    /// <returns>Null where a coefficient is not 0, 1 or −1.</returns>
    private static Relation? Plain(double[] coefficients, double tolerance)
    {
        var plus = new List<int>();
        var minus = new List<int>();
        for (int column = 0; column + 1 < coefficients.Length; column++)
        {
            double value = coefficients[column + 1],
                whole = Math.Round(value);
            if (Math.Abs(value - whole) > tolerance || Math.Abs(whole) > 1)
            {
                return null;
            }
            if (whole != 0)
            {
                (whole > 0 ? plus : minus).Add(column);
            }
        }

        return new Relation([.. plus], [.. minus], -coefficients[0], Exact: true);
    }
}
