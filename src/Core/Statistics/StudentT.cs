namespace AethergenAI.Statistics;

/// <summary>The mean of a few repeats and its interval.</summary>
internal static class StudentT
{
    /// <summary>
    /// The 95 % interval <c>x̄ ± t·s/√n</c>, with t the 97.5 % quantile of Student's distribution with n − 1 degrees
    /// of freedom. Its coverage is exact where repeats are independent and normal, and good where they are nearly so.
    /// </summary>
    /// <param name="values">At least two finite numbers.</param>
    /// <exception cref="ArgumentException">There are fewer than two.</exception>
    internal static Interval Interval95(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            throw new ArgumentException("An interval needs at least two values.", nameof(values));
        }

        return PairedTest.Student(values, 0.95);
    }

    /// <param name="values">Not empty.</param>
    internal static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }
        return sum / values.Length;
    }

    /// <summary>The t with P(|T| ≤ t) = 0.95.</summary>
    /// <param name="freedom">ν ≥ 1.</param>
    internal static double Quantile975(int freedom) => Distributions.StudentQuantile(0.975, freedom);
}
