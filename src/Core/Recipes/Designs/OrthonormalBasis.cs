using System.Numerics.Tensors;

namespace AethergenAI.Recipes.Designs;

/// <summary>
/// An orthonormal basis of the span of the columns added so far: modified Gram–Schmidt, each column orthogonalised
/// twice. A column that adds nothing to the span is left out, so confounding shows as a missing dimension.
/// Giraud, Langou &amp; Rozložník (2005), <see href="https://doi.org/10.1016/j.camwa.2005.08.009"/>.
/// </summary>
internal sealed class OrthonormalBasis
{
    /// <summary>A column counts as within the span if less than this share of its length is outside it.</summary>
    private const double Tolerance = 1e-8;

    private readonly List<double[]> vectors;

    internal OrthonormalBasis() => vectors = [];

    private OrthonormalBasis(List<double[]> vectors) => this.vectors = vectors;

    internal int Rank => vectors.Count;

    internal IReadOnlyList<double[]> Vectors => vectors;

    internal OrthonormalBasis Copy() => new([.. vectors]);

    /// <returns>The number of dimensions that the columns added.</returns>
    /// <remarks>O(n·rank) time for each column of n numbers.</remarks>
    internal int Add(IEnumerable<double[]> columns)
    {
        int before = Rank;
        foreach (double[] column in columns)
        {
            double length = TensorPrimitives.Norm<double>(column);
            if (length == 0)
            {
                continue;
            }

            double[] rest = Residual(column);
            double left = TensorPrimitives.Norm<double>(rest);
            if (left <= Tolerance * length)
            {
                continue;
            }

            TensorPrimitives.Divide(rest, left, rest);
            vectors.Add(rest);
        }

        return Rank - before;
    }

    /// <summary>The part of a column that is outside the span.</summary>
    internal double[] Residual(double[] column)
    {
        double[] rest = [.. column];
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] vector in vectors)
            {
                TensorPrimitives.MultiplyAdd(vector, -TensorPrimitives.Dot<double>(vector, rest), rest, rest);
            }
        }

        return rest;
    }

    /// <summary>
    /// The squared length of the projection of y onto the dimensions from <paramref name="first"/> on.
    /// </summary>
    internal double Explained(ReadOnlySpan<double> y, int first = 0)
    {
        double sum = 0;
        for (int i = first; i < vectors.Count; i++)
        {
            double part = TensorPrimitives.Dot<double>(vectors[i], y);
            sum += part * part;
        }

        return sum;
    }

    /// <summary>
    /// The sum of the squared cosines of the principal angles to another span: between 0 (orthogonal)
    /// and the smaller rank. O(n·rank·rank).
    /// </summary>
    internal double SquaredCosines(OrthonormalBasis other) => vectors.Sum(vector => other.Explained(vector));
}
