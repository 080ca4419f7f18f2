using System.Numerics.Tensors;

namespace AethergenAI.Generation.Marginals;

/// <summary>
/// The last steps and the changes of the gradient along them: an approximation of the inverse Hessian,
/// by the two loops of Nocedal (1980).
/// </summary>
internal sealed class CurvatureHistory(int length)
{
    private const int Kept = 6;

    private readonly List<(float[] Step, float[] Change, double Curvature)> pairs = [];

    internal bool IsEmpty => pairs.Count == 0;

    /// <param name="scale">An estimate of the inverse Hessian's diagonal.</param>
    /// <param name="direction">Receives minus the approximate inverse Hessian times the gradient.</param>
    internal void Descend(float[] gradient, float[] scale, float[] direction)
    {
        TensorPrimitives.Negate(gradient, direction);
        Span<double> weights = stackalloc double[Kept];
        for (int i = pairs.Count - 1; i >= 0; i--)
        {
            weights[i] = TensorPrimitives.Dot<float>(pairs[i].Step, direction) / pairs[i].Curvature;
            TensorPrimitives.MultiplyAdd(pairs[i].Change, (float)-weights[i], direction, direction);
        }

        TensorPrimitives.Multiply(direction, scale, direction);
        if (pairs.Count > 0)
        {
            float[] scaled = new float[length];
            TensorPrimitives.Multiply(pairs[^1].Change, scale, scaled);
            double ratio = pairs[^1].Curvature / TensorPrimitives.Dot<float>(scaled, pairs[^1].Change);
            TensorPrimitives.Multiply(direction, (float)ratio, direction);
        }

        for (int i = 0; i < pairs.Count; i++)
        {
            double weight = TensorPrimitives.Dot<float>(pairs[i].Change, direction) / pairs[i].Curvature;
            TensorPrimitives.MultiplyAdd(pairs[i].Step, (float)(weights[i] - weight), direction, direction);
        }
    }

    /// <summary>Adds a step, unless the gradient did not grow along it.</summary>
    internal void Add(float[] direction, double step, float[] gradientBefore, float[] gradientAfter)
    {
        var (moved, change) =
            pairs.Count == Kept ? (pairs[0].Step, pairs[0].Change) : (new float[length], new float[length]);
        if (pairs.Count == Kept)
        {
            pairs.RemoveAt(0);
        }
        TensorPrimitives.Multiply(direction, (float)step, moved);
        TensorPrimitives.Subtract(gradientAfter, gradientBefore, change);
        double curvature = TensorPrimitives.Dot<float>(moved, change);
        if (curvature > 0)
        {
            pairs.Add((moved, change, curvature));
        }
    }
}
