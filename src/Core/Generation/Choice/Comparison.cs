namespace AethergenAI.Generation.Choice;

/// <summary>
/// How <c>auto</c> came to its generator: what was tried on a part of the seed and judged by another part.
/// </summary>
/// <param name="Chosen">The generator.</param>
/// <param name="Rule">In words.</param>
/// <param name="TrainRows">Seed rows that candidates learned from; 0 where there were too few to compare.</param>
/// <param name="ValidationRows">Seed rows that they were judged by.</param>
/// <param name="Targets">The columns that utility was measured on.</param>
/// <param name="TimeLimitSeconds">What trying could take.</param>
public sealed record Comparison(
    string Chosen,
    string Rule,
    int TrainRows,
    int ValidationRows,
    IReadOnlyList<string> Targets,
    double TimeLimitSeconds,
    IReadOnlyList<Candidate> Candidates
);

/// <summary>One generator that was tried.</summary>
/// <param name="Seconds">What trying it took.</param>
public sealed record Candidate(string Generator, double Seconds)
{
    /// <summary>
    /// What boosted trees that learned from its rows reach on the validation rows,
    /// over what they reach having learned from the train rows; 1 at most.
    /// </summary>
    public double? Utility { get; init; }

    /// <summary>The area under the curve at which boosted trees tell its rows from validation rows.</summary>
    public double? Detection { get; init; }

    /// <summary>
    /// The share of its rows that lie nearer to a train row than to any of as many validation rows, ties one half.
    /// </summary>
    public double? NearerShare { get; init; }

    /// <summary>Whether that share is above what is tolerated, beyond chance.</summary>
    public bool? Replays { get; init; }

    /// <summary>What the rule looks at: (1 − utility) + (detection − ½); less is better.</summary>
    public double? Loss { get; init; }

    /// <summary>Why it was not judged, where it was not.</summary>
    public string? Note { get; init; }
}
