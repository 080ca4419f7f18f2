namespace AethergenAI.Generation.Marginals;

/// <summary>
/// MST: measures the single columns, then the pairs of a tree that joins the most dependent columns (McKenna,
/// Miklau &amp; Sheldon 2021, arXiv:2108.04978). Tokens whose count does not stand out of the noise
/// are merged into one token until the end.
/// </summary>
/// <param name="columns">Each attribute's tokens, one per row.</param>
/// <param name="sizes">The number of tokens of every attribute.</param>
/// <param name="zeros">Potentials of 0 and −∞, −∞ for cells that cannot occur.</param>
internal sealed class Mst(
    int[][] columns,
    int[] sizes,
    IReadOnlyList<Potential> zeros,
    int iterations,
    PrivateAnswers answers
)
{
    private const double Tolerance = 1e-5;

    /// <summary>Chosen on Adult at ε 1; docs/3-generation.md reports it on other tables.</summary>
    private const double ForChoosing = 1 / 3.0,
        ForPairs = 3 / 4.0;

    /// <summary>Scores are rounded to 1/256 of a row.</summary>
    private const int Parts = 256;

    /// <param name="rho">The whole budget: a sixth for the columns, a third for choosing pairs, half for the pairs. One
    /// column has no pair, and two have one, which needs no choice.</param>
    /// <param name="report">Receives the share of the work that is done.</param>
    internal MarginalModel Fit(double rho, Action<double> report, CancellationToken ct)
    {
        double choosing = sizes.Length > 2 ? rho * ForChoosing : 0,
            pairing = sizes.Length > 1 ? (rho - choosing) * ForPairs : 0,
            alike = (rho - choosing - pairing) / sizes.Length,
            sigma = Sigma(alike);
        var alone = new List<Measurement>();
        for (int attribute = 0; attribute < sizes.Length; attribute++)
        {
            alone.Add(Measure(columns, sizes, [attribute], $"column/{attribute}", alike));
        }

        var compression = new Compression(sizes, alone, 3 * sigma, zeros);
        int[][] compressed = compression.Columns(columns);
        List<Measurement> measured = [.. alone.Select(compression.Compressed)];
        report(0.2);
        var edges = Tree(
            compressed,
            compression.Sizes,
            measured,
            choosing,
            Sigma(pairing / (sizes.Length - 1)),
            report,
            ct
        );
        foreach (var (first, second) in edges)
        {
            ct.ThrowIfCancellationRequested();
            measured.Add(
                Measure(compressed, compression.Sizes, [first, second], $"pair/{first},{second}", pairing / edges.Count)
            );
        }

        report(0.8);
        var fit = new Estimation(compression.Sizes, measured, Measurement.Total(measured), compression.Zeros, []);
        fit.Improve(iterations, Tolerance, ct);
        report(1);
        return compression.Expanded(fit.Model);
    }

    private double Sigma(double rho) => answers.RowsPerUnit / Math.Sqrt(2 * rho);

    private Measurement Measure(int[][] from, int[] tokens, int[] attributes, string key, double rho)
    {
        int[] counts = new int[(int)CellIndexing.Count(attributes, tokens)];
        CellIndexing.CountRows(from, attributes, tokens, counts);
        long[] noisy = answers.Counts(key, attributes, Array.ConvertAll(counts, count => (long)count), rho);
        return new Measurement(attributes, Array.ConvertAll(noisy, count => (float)count), Sigma(rho));
    }

    /// <summary>
    /// Joins the columns edge by edge; an edge's score is the distance of its pair from the prediction of the single
    /// columns, less the distance that chance and noise alone would make: else wide pairs win whatever they tell.
    /// </summary>
    /// <param name="sigma">The noise that the pair will be measured with.</param>
    private List<(int First, int Second)> Tree(
        int[][] from,
        int[] tokens,
        List<Measurement> alone,
        double rho,
        double sigma,
        Action<double> report,
        CancellationToken ct
    )
    {
        if (tokens.Length <= 2)
        {
            return tokens.Length < 2 ? [] : [(0, 1)];
        }
        var fit = new Estimation(tokens, alone, Measurement.Total(alone), [], []);
        fit.Improve(iterations, Tolerance, ct);
        double total = Measurement.Total(alone);
        float[][] margins = [.. tokens.Select(count => new float[count])];
        for (int attribute = 0; attribute < tokens.Length; attribute++)
        {
            fit.Beliefs.TryMarginal([attribute], margins[attribute]);
        }
        int[] attributes = [.. Enumerable.Range(0, tokens.Length)];
        (int First, int Second)[] pairs =
        [
            .. attributes.SelectMany(first => attributes[(first + 1)..].Select(second => (first, second))),
        ];
        long[] scores = new long[pairs.Length];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = ct };
        Parallel.For(0, pairs.Length, threads, place =>
            scores[place] = Score(from, tokens, pairs[place], margins, total, sigma)
        );
        report(0.4);

        int[] component = [.. Enumerable.Range(0, tokens.Length)];
        var edges = new List<(int First, int Second)>();
        for (int edge = 1; edge < tokens.Length; edge++)
        {
            int[] open =
            [
                .. Enumerable
                    .Range(0, pairs.Length)
                    .Where(place => component[pairs[place].First] != component[pairs[place].Second]),
            ];
            long[] offered = [.. open.Select(place => scores[place])];
            double share = rho / (tokens.Length - 1);
            int chosen = open[
                answers.Choice($"edge/{edge}", "which pair to measure", offered, Parts * answers.RowsPerUnit, share)
            ];
            var (first, second) = pairs[chosen];
            edges.Add((first, second));
            int gone = component[second],
                stays = component[first];
            for (int attribute = 0; attribute < component.Length; attribute++)
            {
                if (component[attribute] == gone)
                {
                    component[attribute] = stays;
                }
            }
        }

        return edges;
    }

    /// <remarks>
    /// A row changes one count by 1, and what is subtracted follows from noisy counts, so the sensitivity is that of
    /// the distance.
    /// </remarks>
    private static long Score(
        int[][] from,
        int[] tokens,
        (int First, int Second) pair,
        float[][] margins,
        double total,
        double sigma
    )
    {
        int[] counts = new int[tokens[pair.First] * tokens[pair.Second]];
        CellIndexing.CountRows(from, [pair.First, pair.Second], tokens, counts);
        long score = 0;
        double chance = 0;
        for (int cell = 0; cell < counts.Length; cell++)
        {
            double expected =
                total
                * margins[pair.First][cell / tokens[pair.Second]]
                * margins[pair.Second][cell % tokens[pair.Second]];
            score += Math.Abs(((long)counts[cell] * Parts) - (long)Math.Round(expected * Parts));
            chance += Math.Sqrt(2 / Math.PI * (expected + (sigma * sigma)));
        }

        return score - (long)Math.Round(chance * Parts);
    }
}
