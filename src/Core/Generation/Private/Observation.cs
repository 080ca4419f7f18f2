namespace AethergenAI.Generation.Private;

/// <summary>What an attacker sees of one run of a mechanism.</summary>
/// <param name="Numbers">Every number that was released, by its name; a text is a number by the name
/// <c>name = text</c>, 1 where it was released.</param>
/// <param name="Counts">The noisy counts.</param>
internal sealed record Observation(IReadOnlyDictionary<string, double> Numbers, IReadOnlyList<NoisyCounts> Counts)
{
    /// <summary>
    /// The name of the likelihood ratio of what was measured. No other number tells more about the table (Neyman &amp;
    /// Pearson).
    /// </summary>
    internal const string Likelihood = "likelihood ratio of the measured counts";

    /// <summary>The measured cells in which the unit is, of a fit.</summary>
    internal IReadOnlyList<UnitCount> Unit { get; init; } = [];

    /// <summary>The likelihood ratio, where it is computed from <see cref="Unit"/>.</summary>
    internal double? Ratio { get; init; }

    /// <summary>What is seen of a mechanism that releases one number.</summary>
    internal static Observation Of(double number, params NoisyCounts[] counts) =>
        new(new Dictionary<string, double>(1, StringComparer.Ordinal) { [Likelihood] = number }, counts);

    /// <returns>Where the number was not released, −∞, below every number.</returns>
    internal double Number(string name) =>
        (name == Likelihood ? Ratio : null)
        ?? (Numbers.TryGetValue(name, out double value) ? value : double.NegativeInfinity);
}

/// <summary>The noisy count of a cell in which the unit is.</summary>
/// <param name="Key">The same for counts of the same cells.</param>
/// <param name="Variance">σ² that was paid for.</param>
internal sealed record UnitCount(string Key, double Variance, long Value);

/// <param name="Key">The same for counts of the same cells.</param>
/// <param name="Variance">σ² that was paid for.</param>
internal sealed record NoisyCounts(string Key, double Variance, long[] Values);
