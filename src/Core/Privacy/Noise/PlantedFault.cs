namespace AethergenAI.Privacy.Noise;

/// <summary>
/// A fault that the tests of the audit plant in a fit, to see that the audit finds it. Only the test assemblies can
/// make one: the type is internal, and nothing in the product sets it.
/// </summary>
internal sealed record PlantedFault
{
    /// <summary>The variance that is drawn instead of the variance that was paid for; null: no noise at all.</summary>
    internal required Func<Fraction, Fraction?> Variance { get; init; }

    /// <summary>The sensitivity of scores that is used instead of the true one.</summary>
    internal required Func<long, long> ScoreSensitivity { get; init; }
}
