using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// How alike three columns are together: <c>1 − total variation</c> of their joint shares.
/// Numbers are cut into 20 bins at the holdout's quantiles (each value its own where there are at most 20),
/// levels are the 20 most frequent and the others together; a missing cell is a cell of its own.
/// </summary>
internal static class ThreeWayOverlap
{
    internal static readonly MeasureDescription Description = new(
        "fidelity.three-way",
        "Three-way overlap",
        "Are three columns related as in the real rows?",
        "1 − total variation distance of the joint shares, the mean over triples."
    )
    {
        Scope = IntervalScope.RowsDrawnAgain,
    };

    internal static readonly EvaluationStep Step = new(
        "Comparing triples of columns",
        0.03,
        [Description],
        evaluation =>
        {
            var (overall, triples) = Measure(evaluation.Samples, evaluation.Options.Seed, evaluation.Ct);
            evaluation.Fidelity = evaluation.Fidelity with { Triples = triples };
            if (overall is not null)
            {
                evaluation.Add(overall);
            }
            else
            {
                evaluation.NotMeasured.Add(
                    new NotMeasured(Description.Name, "It needs three comparable columns.", Blocks: false)
                );
            }
        }
    );

    /// <summary>The largest number of triples; where there are more, this many are drawn.</summary>
    public const int MaxTriples = 600;

    private const int MaxLevels = 20;
    private const int Shown = 20;

    /// <summary>
    /// The mean over the triples with its interval, and the triples that differ most from the holdout.
    /// </summary>
    /// <returns>No figure where there are fewer than three columns.</returns>
    public static (Measure? Overall, IReadOnlyList<TripleOverlap> Worst) Measure(
        MatchedSamples samples,
        ulong seed,
        CancellationToken ct
    )
    {
        var space = samples.Space;
        int[][] triples = Triples(space.Features.Count, seed);
        if (triples.Length == 0)
        {
            return (null, []);
        }
        Cells holdout = Cut(space, samples.Holdout, samples.Holdout),
            synthetic = Cut(space, samples.Synthetic, samples.Holdout);
        double[] values = Overlaps(holdout, synthetic, triples, ct),
            references = Overlaps(holdout, Cut(space, samples.Train, samples.Holdout), triples, ct);
        double mean = values.Average();
        var interval = HalfSamples.Around(
            [mean],
            0,
            1,
            holdout.Rows,
            synthetic.Rows,
            seed,
            (some, others) => [Overlaps(holdout.Take(some), synthetic.Take(others), triples, ct).Average()],
            ct
        )[0];
        var worst = Enumerable
            .Range(0, triples.Length)
            .OrderBy(at => values[at])
            .Take(Shown)
            .Select(at => new TripleOverlap(
                space.Features[triples[at][0]].Name,
                space.Features[triples[at][1]].Name,
                space.Features[triples[at][2]].Name,
                values[at],
                references[at]
            ));
        int all = space.Features.Count * (space.Features.Count - 1) * (space.Features.Count - 2) / 6;
        string note = $"20 bins, {triples.Length:N0} triples{(triples.Length < all ? $" drawn from {all:N0}" : "")}.";
        return (new Measure(Description.Name, mean, interval, references.Average(), note), [.. worst]);
    }

    private static Cells Cut(FeatureSpace space, Sample sample, Sample reference)
    {
        var grouped = space
            .Features.Select(
                (feature, f) => Grouping.Group(sample.Codes[f], reference.Codes[f], feature.Cells, MaxLevels)
            )
            .ToArray();
        return new Cells(
            sample.Rows,
            Array.ConvertAll(grouped, column => column.Codes),
            Array.ConvertAll(grouped, column => column.Cells)
        );
    }

    private static double[] Overlaps(Cells left, Cells right, int[][] triples, CancellationToken ct)
    {
        var overlaps = new double[triples.Length];
        Parallel.For(0, triples.Length, new ParallelOptions { CancellationToken = ct }, at =>
        {
            var (p, q) = (left.Joint(triples[at]), right.Joint(triples[at]));
            overlaps[at] = 1 - Distribution.TotalVariation(p, q);
        });
        return overlaps;
    }

    /// <param name="seed">Seeds the choice of triples where there are more than <see cref="MaxTriples"/>.</param>
    private static int[][] Triples(int features, ulong seed)
    {
        var all = (
            from a in Enumerable.Range(0, features)
            from b in Enumerable.Range(a + 1, features - a - 1)
            from c in Enumerable.Range(b + 1, features - b - 1)
            select new[] { a, b, c }
        ).ToArray();
        return all.Length <= MaxTriples
            ? all
            : [.. RandomStream.For(seed, "triples").Choose(all.Length, MaxTriples).Order().Select(at => all[at])];
    }

    /// <param name="Codes">One array of cells per column.</param>
    /// <param name="Counts">How many cells each column has.</param>
    private sealed record Cells(int Rows, int[][] Codes, int[] Counts)
    {
        public Cells Take(int[] rows) =>
            new(rows.Length, Array.ConvertAll(Codes, column => Array.ConvertAll(rows, row => column[row])), Counts);

        public double[] Joint(int[] triple)
        {
            int[] a = Codes[triple[0]],
                b = Codes[triple[1]],
                c = Codes[triple[2]];
            int right = Counts[triple[1]],
                last = Counts[triple[2]];
            var shares = new double[Counts[triple[0]] * right * last];
            double share = 1.0 / Rows;
            for (int row = 0; row < a.Length; row++)
            {
                shares[(((a[row] * right) + b[row]) * last) + c[row]] += share;
            }
            return shares;
        }
    }
}
