namespace AethergenAI.Statistics;

/// <summary>Two one-sided tests: whether a mean difference lies within a margin.</summary>
internal static class Equivalence
{
    /// <summary>
    /// The larger p-value of "δ ≤ −margin" and "δ ≥ margin", each by Student's t over the repeats; below 5 %,
    /// equivalence is shown, which is when the 90 % interval lies within the margin. Schuirmann (1987),
    /// <see href="https://doi.org/10.1007/BF01068419"/>.
    /// </summary>
    /// <param name="differences">Within repeats; at least two.</param>
    /// <param name="margin">Positive, in the differences' unit.</param>
    /// <param name="overlap">As in <see cref="PairedTest"/>.</param>
    internal static (double P, Interval Interval90) Test(
        ReadOnlySpan<double> differences,
        double margin,
        double overlap = 0
    )
    {
        var (mean, deviation) = PairedTest.Moments(differences);
        var interval = PairedTest.Student(differences, 0.90, overlap);
        double error = PairedTest.Error(deviation, differences.Length, overlap),
            freedom = differences.Length - 1;
        if (error == 0)
        {
            return (Math.Abs(mean) < margin ? 0 : 1, interval);
        }

        double notBelow = 1 - Distributions.StudentCdf((mean + margin) / error, freedom);
        double notAbove = Distributions.StudentCdf((mean - margin) / error, freedom);
        return (Math.Max(notBelow, notAbove), interval);
    }
}
