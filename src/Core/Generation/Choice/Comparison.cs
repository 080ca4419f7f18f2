using AethergenAI.Statistics;

namespace AethergenAI.Generation.Choice;

/// <summary>
/// How <c>auto</c> chose its generator: candidates learn from a part of the seed and are judged on another part.
/// </summary>
/// <param name="Chosen">The generator.</param>
/// <param name="Rule">The rule of the choice, in words.</param>
/// <param name="TrainRows">Seed rows that candidates learned from; 0 if there were too few to compare.</param>
/// <param name="ValidationRows">Seed rows that candidates were judged on.</param>
/// <param name="Targets">The columns that utility was measured on.</param>
/// <param name="TimeLimitSeconds">The time limit for trying candidates.</param>
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
/// <param name="Seconds">The time that trying it took.</param>
public sealed record Candidate(string Generator, double Seconds)
{
    /// <summary>
    /// The score of boosted trees trained on the generator's rows, divided by the score of boosted trees trained
    /// on the train rows, both on the validation rows; from 0 to 1.
    /// </summary>
    public double? Utility { get; init; }

    /// <summary>
    /// The area under the ROC curve with which boosted trees tell the generator's rows from validation rows.
    /// </summary>
    public double? Detection { get; init; }

    /// <summary>
    /// The share of the generator's rows that are nearer to a train row than to any of as many
    /// validation rows; ties count one half.
    /// </summary>
    public double? NearerShare { get; init; }

    /// <summary>
    /// How much larger that share is than it is for the train rows with every column shuffled, which keep no relation
    /// and so no row, but all values.
    /// </summary>
    public double? Excess { get; init; }

    /// <summary>The 95 % interval of <see cref="Excess"/>, over which rows were train rows.</summary>
    public Interval? ExcessInterval { get; init; }

    /// <summary>The number of splits that these figures are means of; null in models from before there were several.
    /// </summary>
    public int? Splits { get; init; }

    /// <summary>Whether the excess is above what is tolerated by more than chance.</summary>
    public bool? Replays { get; init; }

    /// <summary>The value that the rule minimises: (1 − utility) + (detection − ½).</summary>
    public double? Loss { get; init; }

    /// <summary>Why the generator was not judged; null if it was.</summary>
    public string? Note { get; init; }
}
