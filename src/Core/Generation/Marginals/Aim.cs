using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Marginals;

/// <summary>
/// AIM: repeatedly measures the marginal of the workload that the model gets most wrong, with less noise once
/// no marginal stands out of the noise (McKenna, Mullins, Sheldon &amp; Miklau 2022, arXiv:2201.12677).
/// </summary>
/// <param name="columns">Each attribute's tokens, one per row.</param>
/// <param name="sizes">The number of tokens of every attribute.</param>
/// <param name="zeros">Potentials of 0 and −∞, −∞ for cells that cannot occur.</param>
internal sealed class Aim(
    int[][] columns,
    int[] sizes,
    IReadOnlyList<Potential> zeros,
    AimOptions options,
    PrivateAnswers answers
)
{
    /// <summary>The share of a round's budget for choosing what to measure.</summary>
    private const double Choosing = 0.1;

    /// <summary>The final fit may take this many times the iterations of a round.</summary>
    private const int FinalIterations = 5;

    /// <summary>The maximum number of candidates of one or two columns per round, and of candidates of three.</summary>
    private const int MaxCandidates = 1_500;
    private const double RoundTolerance = 1e-3,
        FinalTolerance = 1e-5;

    private readonly Workload workload = Workload.Of(sizes, options.Degree, options.Importance);
    private readonly List<Measurement> measurements = [];
    private Estimation fit = null!;
    private double spent;

    /// <param name="rho">The whole budget.</param>
    /// <param name="report">Receives the share of the budget that is spent.</param>
    internal MarginalModel Fit(double rho, Action<double> report, CancellationToken ct)
    {
        double round = rho / Math.Max(1, options.Rounds * sizes.Length);
        for (int attribute = 0; attribute < sizes.Length; attribute++)
        {
            Measure([attribute], $"column/{attribute}", (1 - Choosing) * round);
        }
        if (workload.Candidates.Count == 0)
        {
            // Every column has one token only, so there is nothing to choose: the rest goes to the number of rows.
            double rest = (rho - spent) / sizes.Length;
            for (int attribute = 0; attribute < sizes.Length; attribute++)
            {
                Measure([attribute], $"rest/{attribute}", rest);
            }
        }
        Estimate(options.Iterations, RoundTolerance, ct);

        for (int number = 0; rho - spent > 1e-9 * rho; number++)
        {
            ct.ThrowIfCancellationRequested();
            report(spent / rho);
            // A remainder too small for another round goes into this one.
            if (rho - spent < 2 * round)
            {
                round = rho - spent;
            }
            double sigma = Sigma((1 - Choosing) * round);
            var scores = new AimScores(columns, sizes, fit, workload, answers.RowsPerUnit);
            int[] candidates = Candidates(number, options.ModelCells * (spent + round) / rho);
            long[] scored = scores.Of(
                candidates,
                sigma,
                Measurement.Total(measurements),
                options.Seed + (ulong)number,
                ct
            );
            long sensitivity = scores.Sensitivity(candidates);
            int place = answers.Choice(
                $"round/{number}/choice",
                "which marginal to measure",
                scored,
                sensitivity,
                Choosing * round
            );
            int[] chosen = workload.Candidates[candidates[place]];
            spent += Choosing * round;

            double[] before = scores.Model(chosen);
            Measure(chosen, $"round/{number}/{string.Join(',', chosen)}", (1 - Choosing) * round);
            Estimate(options.Iterations, RoundTolerance, ct);
            double[] after = new AimScores(columns, sizes, fit, workload, answers.RowsPerUnit).Model(chosen);
            double change =
                before.Zip(after, (was, now) => Math.Abs(now - was)).Sum() * Measurement.Total(measurements);
            if (change <= Math.Sqrt(2 / Math.PI) * sigma * before.Length)
            {
                round *= 4;
            }
        }

        Estimate(FinalIterations * options.Iterations, FinalTolerance, ct);
        report(1);
        return fit.Model;
    }

    private double Sigma(double rho) => answers.RowsPerUnit / Math.Sqrt(2 * rho);

    private void Measure(int[] attributes, string key, double rho)
    {
        int[] counts = new int[(int)CellIndexing.Count(attributes, sizes)];
        CellIndexing.CountRows(columns, attributes, sizes, counts);
        long[] noisy = answers.Counts(key, attributes, Array.ConvertAll(counts, count => (long)count), rho);
        measurements.Add(new Measurement(attributes, Array.ConvertAll(noisy, count => (float)count), Sigma(rho)));
        spent += rho;
    }

    private void Estimate(int iterations, double tolerance, CancellationToken ct)
    {
        var start = fit?.Model.Potentials ?? [];
        fit = new Estimation(sizes, Measurement.Pooled(measurements), Measurement.Total(measurements), zeros, start);
        fit.Improve(iterations, tolerance, ct);
    }

    /// <summary>The candidates that keep the model small enough.</summary>
    private int[] Candidates(int round, double maxCells)
    {
        int[] all = [.. Enumerable.Range(0, workload.Candidates.Count)];
        int[] looked = all.Length <= MaxCandidates ? all : Some(all, round);
        int[][] tied =
        [
            .. measurements.Select(measured => measured.Attributes),
            .. zeros.Select(zero => zero.Attributes),
        ];
        var threads = looked.AsParallel().AsOrdered().WithDegreeOfParallelism(2);
        int[] small = [.. threads.Where(candidate => Fits(workload.Candidates[candidate], tied, maxCells))];
        // A single column never makes the model larger.
        return small.Length > 0 ? small : [.. all.Where(candidate => workload.Candidates[candidate].Length == 1)];
    }

    /// <summary>
    /// If there are many candidates, a choice that depends only on what was measured: random pairs and random triples;
    /// half of the triples extend a measured pair.
    /// </summary>
    private int[] Some(int[] all, int round)
    {
        var random = RandomStream.For(options.Seed, $"candidates {round}");
        int[][] pairs =
        [
            .. measurements.Where(measured => measured.Attributes.Length == 2).Select(measured => measured.Attributes),
        ];
        var few = all.Where(candidate => workload.Candidates[candidate].Length <= 2);
        var triples = all.Where(candidate => workload.Candidates[candidate].Length == 3)
            .ToLookup(candidate => Array.Exists(pairs, pair => Holds(workload.Candidates[candidate], pair)));
        return
        [
            .. Choose(few, MaxCandidates, ref random),
            .. Choose(triples[true], MaxCandidates / 2, ref random),
            .. Choose(triples[false], MaxCandidates / 2, ref random),
        ];

        static bool Holds(int[] candidate, int[] pair) =>
            Array.IndexOf(candidate, pair[0]) >= 0 && Array.IndexOf(candidate, pair[1]) >= 0;

        static int[] Choose(IEnumerable<int> from, int most, ref RandomStream random)
        {
            int[] known = [.. from];
            return [.. random.Choose(known.Length, Math.Min(most, known.Length)).Select(place => known[place])];
        }
    }

    private bool Fits(int[] candidate, int[][] tied, double maxCells) =>
        fit.Tree.Home(candidate) >= 0
        || Elimination.TotalCells(sizes, Elimination.Order(sizes, [.. tied, candidate])) <= maxCells;
}
