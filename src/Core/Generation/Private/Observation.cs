namespace AethergenAI.Generation.Private;

/// <summary>What an attacker sees of one run of a mechanism.</summary>
/// <param name="Numbers">Every number that was released, by its name; a text is a number by the name
/// <c>name = text</c>, 1 where it was released.</param>
/// <param name="Counts">The noisy counts.</param>
internal sealed record Observation(IReadOnlyDictionary<string, double> Numbers, IReadOnlyList<NoisyCounts> Counts)
{
    /// <summary>
    /// The name of the likelihood ratio of the measured counts: the sum of the cells in which the unit is, each by its
    /// precision 1/σ². No other number tells more about Gaussian noise of known variance (Neyman &amp; Pearson).
    /// </summary>
    internal const string Likelihood = "measured cells of the unit";

    /// <summary>What is seen of a mechanism that releases one number.</summary>
    internal static Observation Of(double number, params NoisyCounts[] counts) =>
        new(new Dictionary<string, double>(1, StringComparer.Ordinal) { [Likelihood] = number }, counts);

    /// <returns>Where the number was not released, −∞, below every number.</returns>
    internal double Number(string name) =>
        Numbers.TryGetValue(name, out double value) ? value : double.NegativeInfinity;
}

/// <param name="Key">The same for counts of the same cells.</param>
/// <param name="Variance">σ² that was paid for.</param>
internal sealed record NoisyCounts(string Key, double Variance, long[] Values);
