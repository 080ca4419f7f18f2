using AethergenAI.Evaluation.Kernels;
using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>
/// A running estimate of the collapse-risk dial while rows are still being made: tails, coverage and entropy of the single columns
/// against the seed, each beside what fresh rows of the same number would show. Blind to relations between columns, which the full dial looks at.
/// Blocks may come in any order; not safe for concurrent use.
/// </summary>
public sealed class RiskEstimate
{
    private const int FewestRows = 200;

    private readonly FeatureSpace space;
    private readonly double[][] real;
    private readonly bool[][] tail;
    private readonly long[][] counts;
    private readonly double seedRows;
    private long rows;

    /// <param name="train">The rows the generator learned from, typed by <paramref name="schema"/>.</param>
    public RiskEstimate(Schema schema, Table train)
    {
        space = FeatureSpace.Over(new EvaluationInput(schema, train, train, train));
        real = new double[space.Features.Count][];
        tail = new bool[real.Length][];
        counts = new long[real.Length][];
        var sample = space.Encode(train);
        seedRows = train.RowCount;
        for (int f = 0; f < real.Length; f++)
        {
            var cells = new TailCells(space.Features[f], f, sample);
            real[f] = cells.Shares(sample);
            tail[f] = cells.IsTail;
            counts[f] = new long[real[f].Length];
        }
    }

    /// <summary>The estimate in [0, 100]; null before 200 rows, or where no column can be compared.</summary>
    public double? Value => rows < FewestRows || real.Length == 0 ? null : Estimate();

    /// <summary>Counts the rows of a block. O(rows × columns).</summary>
    public void Add(Table block)
    {
        for (int f = 0; f < real.Length; f++)
        {
            var feature = space.Features[f];
            if (!block.Has(feature.Name)) { continue; }
            if (feature.IsNumber)
            {
                foreach (double value in block.Numbers(feature.Name).Values) { counts[f][TailCells.Cell(feature, value)]++; }
                continue;
            }

            var data = block.Levels(feature.Name);
            int[] map = [.. data.Levels.Select(level => feature.TryCodeOf(level, out int code) ? code : -1)];
            foreach (int code in data.Codes)
            {
                int cell = code < 0 ? feature.Cells - 1 : map[code];
                if (cell >= 0) { counts[f][cell]++; }
            }
        }

        rows += block.RowCount;
    }

    private double Estimate()
    {
        double retained = 0, retainable = 0, covered = 0, coverable = 0, entropy = 0, freshEntropy = 0;
        // The seed is a sample too: two samples differ as one of their harmonic size differs from the truth.
        double harmonic = (double)rows * seedRows / (rows + seedRows);
        for (int f = 0; f < real.Length; f++)
        {
            double own = 0, fresh = Distribution.Entropy(real[f]);
            for (int k = 0; k < real[f].Length; k++)
            {
                double r = real[f][k], s = (double)counts[f][k] / rows;
                own -= s > 0 ? s * Math.Log(s) : 0;
                if (r <= 0) { continue; }
                fresh -= (1 - r) * ((0.5 / rows) - (0.5 / seedRows)); // Miller's bias of the plug-in entropies, cell by cell
                covered += s > 0 ? r : 0;
                coverable += r * (1 - Math.Pow(1 - r, rows));
                if (!tail[f][k]) { continue; }
                retained += Math.Min(r, s);
                retainable += r - (Shortfall(harmonic * r) / harmonic);
            }

            entropy += Math.Min(own, fresh);
            freshEntropy += Math.Max(0, fresh);
        }

        double weight = 0, risk = 0;
        Part(CollapseRisk.TailWeight, retained, retainable);
        Part(CollapseRisk.CoverageWeight, covered, coverable);
        Part(CollapseRisk.EntropyWeight, entropy, freshEntropy);
        return weight == 0 ? 0 : Math.Clamp(100 * risk / weight, 0, 100);

        void Part(double share, double value, double atFresh)
        {
            if (atFresh <= 0) { return; }
            weight += share;
            risk += share * Math.Max(0, 1 - (value / atFresh));
        }
    }

    /// <summary>E(λ − X)⁺ for a Poisson X: half its mean absolute deviation, <c>e^−λ λ^(⌊λ⌋+1)/⌊λ⌋!</c>.</summary>
    private static double Shortfall(double mean)
    {
        double floor = Math.Floor(mean);
        return mean <= 0 ? 0 : Math.Exp(-mean + ((floor + 1) * Math.Log(mean)) - SpecialFunctions.LogGamma(floor + 1));
    }
}
