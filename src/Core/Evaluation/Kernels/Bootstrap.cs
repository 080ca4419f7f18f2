namespace AethergenAI.Evaluation.Kernels;

/// <summary>Intervals from resampled values of a figure.</summary>
internal static class Bootstrap
{
    /// <summary>How often each of n rows is drawn when n rows are drawn with replacement.</summary>
    public static void Draw(ref RandomStream random, Span<int> weights)
    {
        weights.Clear();
        for (int i = 0; i < weights.Length; i++) { weights[random.NextInt(weights.Length)]++; }
    }

    /// <summary>The 2.5 % and 97.5 % quantiles of the replicates, interpolated linearly.</summary>
    /// <param name="replicates">The figure over resamples; NaN ones (where it was not defined) are left out.</param>
    /// <exception cref="ArgumentException">Fewer than 20 replicates are numbers.</exception>
    public static Interval Percentile(ReadOnlySpan<double> replicates)
    {
        double[] sorted = Sorted(replicates);
        return new Interval(Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    /// <summary>
    /// Efron's bias-corrected and accelerated interval: percentiles moved by the median bias z₀ and the acceleration
    /// <c>a = Σ d³/(6 (Σ d²)^1.5)</c> of the jackknife deviations d = mean − θ₍₋ᵢ₎.
    /// </summary>
    /// <param name="jackknife">The figure with each row left out.</param>
    /// <remarks>Efron (1987), <see href="https://doi.org/10.1080/01621459.1987.10478410"/>.</remarks>
    public static Interval Bca(double estimate, ReadOnlySpan<double> replicates, ReadOnlySpan<double> jackknife)
    {
        double[] sorted = Sorted(replicates);
        double below = sorted.Count(value => value < estimate) + (0.5 * sorted.Count(value => value == estimate));
        double bias = SpecialFunctions.NormalQuantile(Math.Clamp(below / sorted.Length, 1.0 / (sorted.Length + 1), sorted.Length / (sorted.Length + 1.0)));
        double mean = 0, squares = 0, cubes = 0;
        foreach (double value in jackknife) { mean += value / jackknife.Length; }
        foreach (double value in jackknife)
        {
            squares += (mean - value) * (mean - value);
            cubes += (mean - value) * (mean - value) * (mean - value);
        }

        double acceleration = squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
        return new Interval(Quantile(sorted, Level(-SpecialFunctions.Normal975)), Quantile(sorted, Level(SpecialFunctions.Normal975)));

        double Level(double z) => SpecialFunctions.NormalCdf(bias + ((bias + z) / (1 - (acceleration * (bias + z)))));
    }

    /// <summary>The linearly interpolated quantile (type 7) of ascending values.</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double p)
    {
        double at = p * (sorted.Length - 1);
        int low = (int)at;
        return low + 1 >= sorted.Length ? sorted[^1] : sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low]));
    }

    private static double[] Sorted(ReadOnlySpan<double> replicates)
    {
        double[] sorted = [.. replicates.ToArray().Where(value => !double.IsNaN(value)).Order()];
        return sorted.Length >= 20 ? sorted : throw new ArgumentException("Too few replicates are numbers.", nameof(replicates));
    }
}
