using System.Numerics.Tensors;

namespace AethergenAI.Generation.Marginals;

/// <summary>
/// Estimates the distribution that fits noisy marginals best and is otherwise as even as possible (Private-PGM:
/// McKenna, Sheldon &amp; Miklau 2019, arXiv:1901.09136). It minimises
/// <c>Σ_r ‖N·p_r − y_r‖² / 2σ_r² + κ·N·KL(p ‖ uniform)</c> with a small κ. By convex duality p is the
/// graphical model whose potentials θ minimise <c>N·ln Z(θ) − Σ θ_r·y_r + Σ τ_r‖θ_r‖²/2</c> with
/// <c>τ_r = κσ_r²</c>. This function is smooth, and its gradient <c>N·p_r − y_r + τ_r·θ_r</c> takes one
/// belief propagation.
/// </summary>
internal sealed class Estimation
{
    /// <summary>
    /// κ in units of 1/σ of the most precise measurement: how many σ a cell may deviate per unit of its potential.
    /// </summary>
    private const double Evenness = 0.1;

    /// <summary>The line search stops once the slope has fallen to this share of its first value.</summary>
    private const double Flatter = 0.9;
    private const int Trials = 12;

    private readonly JunctionTree tree;
    private readonly BeliefPropagation beliefs;
    private readonly IReadOnlyList<Measurement> measurements;
    private readonly IReadOnlyList<Potential> zeros;
    private readonly int[][] targets;
    private readonly double total;
    private readonly int free;
    private readonly float[] counts,
        stiffness,
        potentials,
        marginals,
        gradient;

    /// <param name="measurements">Pooled: no two have the same attributes.</param>
    /// <param name="total">N, the number of rows.</param>
    /// <param name="zeros">Potentials of 0 and −∞, −∞ for cells that cannot occur; not estimated.</param>
    /// <param name="start">Potentials to start from, for example those of a fit to fewer
    /// measurements; others start at 0.</param>
    internal Estimation(
        int[] sizes,
        IReadOnlyList<Measurement> measurements,
        double total,
        IReadOnlyList<Potential> zeros,
        IReadOnlyList<Potential> start,
        int parallelism = 2
    )
    {
        (this.measurements, this.total, this.zeros) = (measurements, total, zeros);
        int[][] cliques =
        [
            .. measurements.Select(measured => measured.Attributes),
            .. zeros.Select(zero => zero.Attributes),
        ];
        tree = JunctionTree.Of(sizes, cliques);
        targets = [.. cliques.Select(tree.InOrder)];
        beliefs = new BeliefPropagation(tree, targets, parallelism);
        free = beliefs.Offsets[measurements.Count];
        potentials = new float[beliefs.Offsets[^1]];
        marginals = new float[potentials.Length];
        gradient = new float[free];
        counts = new float[free];
        stiffness = new float[free];
        double finest = measurements.Min(measured => measured.Sigma);
        for (int target = 0; target < targets.Length; target++)
        {
            int offset = beliefs.Offsets[target],
                length = beliefs.Offsets[target + 1] - offset;
            if (target >= measurements.Count)
            {
                Place(zeros[target - measurements.Count].Values, target, potentials);
                continue;
            }

            var measured = measurements[target];
            Place(measured.Counts, target, counts);
            stiffness.AsSpan(offset, length).Fill((float)(Evenness * measured.Sigma * measured.Sigma / finest));
            if (
                start.FirstOrDefault(known => known.Attributes.AsSpan().SequenceEqual(measured.Attributes)) is { } known
            )
            {
                Place(known.Values, target, potentials);
            }
        }

        Evaluate(potentials);
    }

    internal JunctionTree Tree => tree;

    /// <summary>Marginals of the estimated distribution.</summary>
    internal BeliefPropagation Beliefs => beliefs;

    internal MarginalModel Model =>
        new(
            tree.Sizes,
            [
                .. measurements.Select(
                    (measured, target) =>
                        new Potential(
                            measured.Attributes,
                            CellIndexing.Reordered<float>(
                                potentials.AsSpan(beliefs.Offsets[target]..beliefs.Offsets[target + 1]),
                                targets[target],
                                measured.Attributes,
                                tree.Sizes
                            )
                        )
                ),
                .. zeros,
            ],
            total
        );

    /// <summary>
    /// Descends by limited-memory BFGS (Nocedal 1980, <see href="https://doi.org/10.1090/S0025-5718-1980-0572855-7"/>),
    /// with each cell scaled by 1/(N·p + τ). The line search uses slopes only, which are precise in float32 even
    /// when ln Z has lost its digits.
    /// </summary>
    /// <param name="iterations">The maximum number of iterations.</param>
    /// <param name="tolerance">Stops once <c>Σ gradient² / (N·p + τ)</c> has fallen to this
    /// share of its first value.</param>
    /// <returns>The number of iterations done.</returns>
    internal int Improve(int iterations, double tolerance, CancellationToken ct)
    {
        var history = new CurvatureHistory(free);
        float[] scale = new float[free],
            direction = new float[free],
            before = new float[free],
            slopes = new float[free];
        double begin = double.NaN;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            ct.ThrowIfCancellationRequested();
            TensorPrimitives.MultiplyAdd(marginals.AsSpan(0, free), (float)total, stiffness, scale);
            TensorPrimitives.Reciprocal(scale, scale);
            history.Descend(gradient, scale, direction);
            double slope = TensorPrimitives.Dot<float>(direction, gradient);
            TensorPrimitives.Multiply(gradient, gradient, before);
            double decrement = TensorPrimitives.Dot<float>(before, scale);
            if (double.IsNaN(begin))
            {
                begin = decrement;
            }
            if (decrement <= tolerance * begin || decrement == 0 || !(slope < 0))
            {
                return iteration;
            }
            potentials.AsSpan(0, free).CopyTo(before);
            gradient.CopyTo(slopes, 0);
            double step = Search(before, direction, slope, history.IsEmpty ? 0.5 : 1);
            history.Add(direction, step, slopes, gradient);
        }

        return iterations;
    }

    /// <returns>The step taken along the direction.</returns>
    private double Search(float[] from, float[] direction, double slope, double step)
    {
        for (int trial = 0; ; trial++)
        {
            TensorPrimitives.MultiplyAdd(direction, (float)step, from, potentials.AsSpan(0, free));
            Evaluate(potentials);
            double there = TensorPrimitives.Dot<float>(direction, gradient);
            if (there <= -Flatter * slope || trial == Trials)
            {
                return step;
            }
            // Beyond the minimum: take the point where a straight line between the two slopes crosses 0.
            step *= Math.Max(0.1, -slope / (there - slope));
        }
    }

    private void Evaluate(float[] at)
    {
        beliefs.Run(at, marginals);
        TensorPrimitives.MultiplyAdd(at.AsSpan(0, free), stiffness, counts.Length == 0 ? [] : Negated(), gradient);
        TensorPrimitives.MultiplyAdd(marginals.AsSpan(0, free), (float)total, gradient, gradient);
    }

    private float[] Negated()
    {
        TensorPrimitives.Negate(counts, gradient);
        return gradient;
    }

    private void Place(float[] values, int target, float[] into)
    {
        int[] ascending = [.. targets[target].Order()];
        CellIndexing
            .Reordered<float>(values, ascending, targets[target], tree.Sizes)
            .CopyTo(into, beliefs.Offsets[target]);
    }
}
