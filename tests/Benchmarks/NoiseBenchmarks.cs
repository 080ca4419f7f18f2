using AethergenAI.Privacy;
using AethergenAI.Privacy.Noise;

namespace AethergenAI.Benchmarks;

/// <summary>
/// Exact noise from the system's cryptographic generator, draws a second of processor time, on one core.
/// </summary>
internal static class NoiseBenchmarks
{
    private const int Draws = 4_000_000;

    public static IEnumerable<Benchmark> All =>
        [
            new("privacy/discrete-gaussian-sigma-10", "draws/s", _ =>
                Task.FromResult(
                    PerSecond(noise => DiscreteGaussian.Fill(noise, new Fraction(100, 1), RandomBits.FromSystem()))
                )
            )
            {
                AtLeast = 1_000_000,
            },
            new("privacy/discrete-gaussian-paid-for", "draws/s", _ =>
                Task.FromResult(
                    PerSecond(noise =>
                        DiscreteGaussian.Fill(noise, Zcdp.GaussianVariance(1, 1e-4), RandomBits.FromSystem())
                    )
                )
            )
            {
                AtLeast = 1_000_000,
            },
            new("privacy/discrete-laplace-scale-10", "draws/s", _ =>
                Task.FromResult(
                    PerSecond(noise => DiscreteLaplace.Fill(noise, new Fraction(10, 1), RandomBits.FromSystem()))
                )
            )
            {
                AtLeast = 1_000_000,
            },
            new("privacy/discrete-gaussian-of-laplace", "ratio", _ => Task.FromResult(GaussianOfLaplace()))
            {
                AtLeast = 0.3,
            },
        ];

    /// <summary>Draws a second of the Gaussian over those of the Laplace, measured side by side.</summary>
    private static double GaussianOfLaplace() =>
        PerSecond(noise => DiscreteGaussian.Fill(noise, new Fraction(100, 1), RandomBits.FromSystem()))
        / PerSecond(noise => DiscreteLaplace.Fill(noise, new Fraction(10, 1), RandomBits.FromSystem()));

    private static double PerSecond(Action<long[]> fill)
    {
        fill(new long[Draws / 10]);
        var noise = new long[Draws];
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        fill(noise);
        return Draws / (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
    }
}
