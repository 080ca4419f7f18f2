using System.Globalization;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Marginals;

/// <summary>
/// Differentially private mechanisms that produce a <see cref="MarginalModel"/>.
/// They learn about the rows only through the fit's measurements.
/// </summary>
public static class Mechanisms
{
    private const int IndependentIterations = 200;

    private const double IndependentTolerance = 1e-6;

    /// <summary>
    /// The checks of <see cref="Mst"/> and <see cref="Aim"/> that can refuse before anything is spent.
    /// </summary>
    /// <exception cref="RefusedException">A constraint links columns that the model cannot join.</exception>
    public static void Require(Schema schema, MechanismOptions options) =>
        StructuralZeros.Require(schema, options.ModelCells);

    /// <summary>Measures every column by itself, each with the same share of the budget.</summary>
    public static MarginalModel Independent(
        PrivateFit fit,
        EncodedSeed seed,
        IProgress<RunProgress> progress,
        CancellationToken ct
    )
    {
        var answers = Answers(fit, seed);
        int[] sizes = Sizes(seed);
        double rho = fit.Rho / sizes.Length;
        var measured = new List<Measurement>();
        for (int attribute = 0; attribute < sizes.Length; attribute++)
        {
            ct.ThrowIfCancellationRequested();
            long[] counts = Array.ConvertAll(seed.Columns[attribute].Counts(), count => (long)count);
            float[] noisy = Array.ConvertAll(answers.Counts($"column/{attribute}", [attribute], counts, rho), count =>
                (float)count
            );
            measured.Add(new Measurement([attribute], noisy, answers.RowsPerUnit / Math.Sqrt(2 * rho)));
        }

        var estimation = new Estimation(sizes, measured, Measurement.Total(measured), [], []);
        estimation.Improve(IndependentIterations, IndependentTolerance, ct);
        Report(progress)(1);
        return estimation.Model;
    }

    /// <summary>Runs <see cref="Marginals.Mst"/> on the seed's columns.</summary>
    public static MarginalModel Mst(
        PrivateFit fit,
        EncodedSeed seed,
        MechanismOptions options,
        IProgress<RunProgress> progress,
        CancellationToken ct
    )
    {
        var zeros = StructuralZeros.Of(seed, options.ModelCells);
        return new Mst(Columns(seed), Sizes(seed), zeros, options.Iterations, Answers(fit, seed)).Fit(
            fit.Rho,
            Report(progress),
            ct
        );
    }

    /// <summary>Runs <see cref="Marginals.Aim"/> on the seed's columns.</summary>
    public static MarginalModel Aim(
        PrivateFit fit,
        EncodedSeed seed,
        MechanismOptions options,
        ulong publicSeed,
        IProgress<RunProgress> progress,
        CancellationToken ct
    )
    {
        int[] importance = [.. seed.Columns.Select(column => options.Weights.GetValueOrDefault(column.Name, 1))];
        var own = new AimOptions(
            options.ModelCells,
            options.Rounds,
            options.Iterations,
            options.Degree,
            importance,
            publicSeed
        );
        var zeros = StructuralZeros.Of(seed, options.ModelCells);
        return new Aim(Columns(seed), Sizes(seed), zeros, own, Answers(fit, seed)).Fit(fit.Rho, Report(progress), ct);
    }

    private static PrivateAnswers Answers(PrivateFit fit, EncodedSeed seed) =>
        new(
            (key, attributes, counts, rho) =>
                fit.MeasureCounts(
                    key,
                    $"counts of {string.Join(" × ", attributes.Select(attribute => seed.Columns[attribute].Name))}",
                    counts,
                    rho
                ),
            (key, purpose, scores, sensitivity, rho) =>
            {
                double epsilon = ExponentialMechanism.Epsilon(rho);
                var parameters = new Dictionary<string, string>
                {
                    ["epsilon"] = epsilon.ToString("R", CultureInfo.InvariantCulture),
                    ["sensitivity"] = sensitivity.ToString(CultureInfo.InvariantCulture),
                    ["candidates"] = scores.Length.ToString(CultureInfo.InvariantCulture),
                };
                var charge = new MeasurementCharge("exponential", purpose, parameters, rho);
                long changed = fit.Fault?.ScoreSensitivity(sensitivity) ?? sensitivity;
                return fit.Measure(key, charge, bits => ExponentialMechanism.Draw(scores, changed, epsilon, bits));
            },
            fit.RowsPerUnit
        );

    private static int[][] Columns(EncodedSeed seed) => [.. seed.Columns.Select(column => column.Tokens)];

    private static int[] Sizes(EncodedSeed seed) => [.. seed.Columns.Select(column => column.Count)];

    private static Action<double> Report(IProgress<RunProgress> progress) =>
        done => progress.Report(new RunProgress(RunStage.Fitting) { StageFraction = done, Provider = "none" });
}
