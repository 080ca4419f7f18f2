using AethergenAI.Evaluation.Learning;

namespace AethergenAI.Evaluation;

/// <summary>
/// Quick: a first look in seconds. Full: everything that the rows alone show.
/// Deep: also what needs the generator itself.
/// </summary>
public enum Effort
{
    Quick,
    Full,
    Deep,
}

/// <param name="Seed">Seeds every random choice of the evaluation: which rows are compared, folds, resamples.</param>
/// <param name="Effort">How thorough the evaluation is: a quick one looks at up to 5,000 rows of each table,
/// any other at up to 50,000.</param>
public sealed record EvaluationOptions(ulong Seed = 1, Effort Effort = Effort.Full)
{
    /// <summary>The third learner of utility, which Core does not contain.</summary>
    public FitNetwork? Network { get; init; }

    /// <summary>
    /// The largest number of rows of a table that are evaluated; a larger table is sampled without replacement.
    /// </summary>
    internal int MaxRows => Effort == Effort.Quick ? 5_000 : 50_000;
}
