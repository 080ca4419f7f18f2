using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Collapse;

/// <summary>How the dial changes when a generator learns from rows that it made itself.</summary>
/// <param name="Replace">The dial after 1, 2, … generations that each learn only from the generation before.</param>
/// <param name="Accumulate">The same, where each generation learns from real rows and the rows of all
/// generations before it.</param>
/// <param name="RealShare">The share of real rows that the accumulating generations learn from.</param>
internal sealed record ProbeResult(double[] Replace, double[] Accumulate, double RealShare);

/// <summary>
/// Fits the generator repeatedly to its own rows, starting from real ones, and reads the dial after each generation:
/// once with the rows replaced (Shumailov et al. 2024, <see href="https://doi.org/10.1038/s41586-024-07566-y"/>),
/// once with the rows accumulated (Gerstgrasser et al. 2024, <see href="https://arxiv.org/abs/2404.01413"/>).
/// </summary>
internal static class SelfConsumption
{
    public const int Generations = 4;

    private const int MaxRows = 3_000;
    private const double Student975 = 3.182446305284263; // 3 degrees of freedom: four generations, one slope

    /// <returns>A result, or the reason why there is none.</returns>
    public static (ProbeResult? Result, string? WhyNot) Probe(EvaluationInput input, ulong seed, CancellationToken ct)
    {
        if (input.Regenerate is not { } regenerate)
        {
            return (null, "The model was not given.");
        }
        int rows = Math.Min(MaxRows, Math.Min(input.Train.RowCount, input.Holdout.RowCount));
        Table real = Some(input.Train, rows, seed, "probe real"),
            fresh = Some(input.Holdout, rows, seed, "probe fresh");
        double share = 1 / (1 + (input.SyntheticRatio ?? 1));
        try
        {
            double[] replace = Run((made, _) => made[^1]);
            double[] accumulate = Run((made, generation) => Mixed(real, made, share, seed + (ulong)generation));
            return (new ProbeResult(replace, accumulate, share), null);
        }
        catch (RefusedException refused)
        {
            return (null, $"The generator could not learn from its own rows: {refused.Message}");
        }

        double[] Run(Func<IReadOnlyList<Table>, int, Table> next)
        {
            var made = new List<Table>();
            var values = new double[Generations];
            for (int generation = 0; generation < Generations; generation++)
            {
                var learnedFrom = generation == 0 ? real : next(made, generation);
                made.Add(regenerate(learnedFrom, rows, seed + (ulong)(1_000 * (generation + 1)), ct));
                values[generation] = Read(made[^1]);
            }

            return values;
        }

        double Read(Table made)
        {
            var compared = new EvaluationInput(input.Schema, real, fresh, made);
            var space = FeatureSpace.Over(compared, ct);
            return CollapseRisk.Value(
                new MatchedSamples(space, space.Encode(real), space.Encode(fresh), space.Encode(made)),
                seed,
                ct
            );
        }
    }

    /// <summary>
    /// How fast the dial rises, as a multiple of <see cref="DialScale.OfGeneration"/>: least squares through
    /// the origin, with the interval from the residuals. 1 is the drift that sampling noise causes, 0 no degradation.
    /// </summary>
    public static (double Slope, double Half) Slope(ReadOnlySpan<double> values)
    {
        double across = 0,
            along = 0,
            residual = 0;
        for (int k = 0; k < values.Length; k++)
        {
            double expected = DialScale.OfGeneration(k + 1);
            (across, along) = (across + (expected * values[k]), along + (expected * expected));
        }

        double slope = across / along;
        for (int k = 0; k < values.Length; k++)
        {
            residual += Math.Pow(values[k] - (slope * DialScale.OfGeneration(k + 1)), 2);
        }
        return (slope, Student975 * Math.Sqrt(residual / (values.Length - 1) / along));
    }

    /// <summary>As many rows as the real table has: a share of real rows, and equal parts of all generations.</summary>
    private static Table Mixed(Table real, IReadOnlyList<Table> made, double share, ulong seed)
    {
        int kept = (int)Math.Round(share * real.RowCount),
            rest = real.RowCount - kept;
        var parts = new List<Table> { Some(real, kept, seed, "probe kept") };
        for (int at = 0; at < made.Count; at++)
        {
            int part = (rest / made.Count) + (at < rest % made.Count ? 1 : 0);
            parts.Add(Some(made[at], part, seed, $"probe part {at}"));
        }

        return TableConcatenation.Of(parts);
    }

    private static Table Some(Table table, int rows, ulong seed, string purpose) =>
        table.Take(RandomStream.For(seed, purpose).Choose(table.RowCount, rows));
}
