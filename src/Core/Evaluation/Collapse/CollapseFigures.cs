using AethergenAI.Evaluation.Fidelity;

namespace AethergenAI.Evaluation.Collapse;

/// <summary>The figures behind the dial, for synthetic rows and for as many fresh real ones.</summary>
internal static class CollapseFigures
{
    /// <summary>The names of the figures of variety, in the order of every array of figures.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "shares",
        "rare-levels",
        "rare-pairs",
        "coverage",
        "recall",
        "determinant",
        "column-entropy",
        "pair-entropy",
        "all-shares",
    ];

    /// <summary>The shares of all columns are no part of the dial: a running estimate is made of them.</summary>
    public const int RareLevels = 1,
        AllShares = 8;

    private const int Shares = 0;

    // A figure below a thousandth of the fresh one counts as a thousandth, so that its logarithm stays finite.
    private const double Min = 1e-3;

    /// <param name="reference">Real rows that no generator saw; both tables are compared with them.</param>
    /// <param name="fresh">As many real rows: rows that the generator saw.</param>
    /// <param name="synthetic">As many rows.</param>
    /// <param name="seed">Seeds the choice of pairs and triples where there are many, and the blur of numbers.</param>
    public static CollapseReading Measure(
        FeatureSpace space,
        ulong seed,
        Cloud reference,
        Cloud fresh,
        Cloud synthetic,
        CancellationToken ct
    )
    {
        var variety = new Diversity(space, reference.Rows, seed);
        var diffuse = new DiffuseDrift(space, reference.Rows, seed);
        var manifold = new Manifold(reference.Points, ct);
        var scatter = new Dispersion(space, reference.Points);
        double volume = scatter.Of(reference.Points);
        var shifts = new ColumnShifts(space, reference.Rows);
        return new CollapseReading(
            Of(synthetic),
            Of(fresh),
            Kept(2),
            Kept(3),
            shifts.Moved(synthetic.Rows, fresh.Rows),
            shifts.Scattered(synthetic.Rows, fresh.Rows)
        );

        double[] Of(Cloud cloud)
        {
            var kept = variety.Of(cloud.Aligned, ct);
            var near = manifold.Of(cloud.Points, ct);
            double swollen = Math.Exp(-Math.Abs(scatter.Of(cloud.Points) - volume));
            return
            [
                diffuse.Of(cloud.Rows),
                variety.Rare(cloud.Rows),
                kept.RarePairs,
                near.Coverage,
                near.Recall,
                swollen,
                kept.ColumnEntropy,
                kept.PairEntropy,
                variety.Distance(cloud.Rows),
            ];
        }

        double Kept(int columns)
        {
            ct.ThrowIfCancellationRequested();
            return new Relations(space, reference.Rows, columns, seed).Kept(synthetic.Rows, fresh.Rows);
        }
    }

    /// <summary>One loss per figure, 0 for fresh rows and positive where less is left.</summary>
    /// <inheritdoc cref="LossOfShares"/>
    public static double[] Losses(double[] synthetic, double[] fresh, double gain)
    {
        var losses = new double[synthetic.Length];
        for (int f = 0; f < losses.Length; f++)
        {
            double ratio = fresh[f] > 0 ? synthetic[f] / fresh[f] : double.NaN;
            losses[f] = f is Shares or AllShares ? LossOfShares(ratio, gain) : LossOf(ratio);
        }

        return losses;
    }

    /// <summary><c>−ln ratio</c>; NaN where the ratio is.</summary>
    /// <param name="ratio">The figure over that of fresh rows.</param>
    public static double LossOf(double ratio) => -Math.Log(Math.Max(Min, ratio));

    /// <summary><c>ln(1 + g·(ratio − 1))</c>: of shares more is worse. NaN where the ratio is.</summary>
    /// <param name="ratio">The distance of the shares over that of fresh rows.</param>
    /// <param name="gain">g = n/S for S compared rows and n rows that a generation learns from:
    /// self-training moves shares by the noise of n rows, but the comparison of S rows adds the noise of S.</param>
    public static double LossOfShares(double ratio, double gain) => Math.Log(Math.Max(Min, 1 + (gain * (ratio - 1))));
}

/// <summary>Rows as cells, and some of them as points.</summary>
/// <param name="Aligned">The rows with the real rows' numbers.</param>
/// <param name="Points">Of aligned rows.</param>
internal sealed record Cloud(Sample Rows, Sample Aligned, float[][] Points);

/// <summary>One reading of all figures.</summary>
/// <param name="Synthetic">The figures of variety of the synthetic rows, in the order
/// of <see cref="CollapseFigures.Names"/>.</param>
/// <param name="Fresh">Those of as many seed rows.</param>
/// <param name="Pairs">The share of the dependence of pairs that is kept; NaN where there is none to keep.</param>
/// <param name="Triples">The same of triples.</param>
internal sealed record CollapseReading(
    double[] Synthetic,
    double[] Fresh,
    double Pairs,
    double Triples,
    ColumnReading Drift,
    ColumnReading Noise
);

/// <param name="Share">Of rows, beyond what seed rows show; NaN where no column can show it.</param>
/// <param name="Column">The one that shows most; null where none can.</param>
internal sealed record ColumnReading(double Share, string? Column);
