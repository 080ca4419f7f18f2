using AethergenAI.Evaluation.Fidelity;

namespace AethergenAI.Evaluation.Collapse;

/// <summary>The figures behind the dial, for synthetic rows and for as many fresh real ones.</summary>
internal static class CollapseFigures
{
    /// <summary>The names of the figures, in the order of every array of figures.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "shares",
        "rare-levels",
        "rare-pairs",
        "coverage",
        "recall",
        "precision",
        "density",
        "determinant",
        "column-entropy",
        "pair-entropy",
    ];

    private const int Shares = 0;

    // A figure below a thousandth of the fresh one counts as a thousandth, so that its logarithm stays finite.
    private const double Min = 1e-3;

    /// <param name="reference">Real rows that no generator saw; both tables are compared with them.</param>
    /// <param name="fresh">As many real rows: rows that the generator saw.</param>
    /// <param name="synthetic">As many rows.</param>
    /// <param name="seed">Seeds the choice of column pairs where there are many.</param>
    public static (double[] Synthetic, double[] Fresh) Measure(
        FeatureSpace space,
        ulong seed,
        Cloud reference,
        Cloud fresh,
        Cloud synthetic,
        CancellationToken ct
    )
    {
        var variety = new Diversity(space, reference.Rows, seed);
        var manifold = new Manifold(reference.Points, ct);
        var scatter = new Dispersion(space, reference.Points);
        double volume = scatter.Of(reference.Points);
        return (Of(synthetic), Of(fresh));

        double[] Of(Cloud cloud)
        {
            var kept = variety.Of(cloud.Rows, ct);
            var near = manifold.Of(cloud.Points, ct);
            double swollen = Math.Exp(-Math.Abs(scatter.Of(cloud.Points) - volume));
            return
            [
                kept.Shares,
                kept.RareLevels,
                kept.RarePairs,
                near.Coverage,
                near.Recall,
                near.Precision,
                near.Density,
                swollen,
                kept.ColumnEntropy,
                kept.PairEntropy,
            ];
        }
    }

    /// <summary>
    /// <c>ln(fresh/figure)</c>: 0 for fresh rows and positive where less is left. For the shares, where more is worse,
    /// <c>ln(1 + g·(figure/fresh − 1))</c>. NaN where a figure is not defined.
    /// </summary>
    /// <param name="gain">g = n/S for S compared rows and n rows that a generation learns from:
    /// self-training moves shares by the noise of n rows, but the comparison of S rows adds the noise of S.</param>
    public static double[] Losses(double[] synthetic, double[] fresh, double gain)
    {
        var losses = new double[synthetic.Length];
        for (int f = 0; f < losses.Length; f++)
        {
            double ratio = fresh[f] > 0 ? synthetic[f] / fresh[f] : double.NaN;
            losses[f] =
                f == Shares ? Math.Log(Math.Max(Min, 1 + (gain * (ratio - 1)))) : -Math.Log(Math.Max(Min, ratio));
        }

        return losses;
    }
}

/// <summary>Rows as cells, and some of them as points.</summary>
internal sealed record Cloud(Sample Rows, float[][] Points);
