namespace AethergenAI;

/// <summary>What happens to a run, in order.</summary>
public enum RunStage
{
    Seeding,
    Fitting,
    Sampling,
    Evaluation,
    Evidence,
    Done,
}

/// <summary>
/// One look at a run in progress. Lost frames are harmless: everything durable is in the run's artefacts.
/// </summary>
public sealed record RunProgress(RunStage Stage)
{
    /// <summary>The trial's name, for example <c>c01-r2</c>; null where a stage belongs to the whole run.</summary>
    public string? Trial { get; init; }

    /// <summary>How much of the whole run is done, in [0, 1].</summary>
    public double? Fraction { get; init; }

    /// <summary>How much of the stage is done, in [0, 1].</summary>
    public double? StageFraction { get; init; }

    /// <summary>Rows written in this stage.</summary>
    public long? Rows { get; init; }

    public double? RowsPerSecond { get; init; }

    /// <summary>Seconds until the whole run is done.</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>Resident memory of the process that does the work.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>The execution provider that really runs the graphs, for example <c>cpu</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>A running estimate of the collapse-risk dial, in [0, 100].</summary>
    public double? Risk { get; init; }

    /// <summary>How the training of a network goes; null in stages that train none.</summary>
    public TrainingProgress? Training { get; init; }

    public string? Message { get; init; }
}

/// <summary>One look at a network in training.</summary>
/// <param name="Step">Steps of the optimiser that are done.</param>
/// <param name="Steps">At most; early stopping may end before.</param>
/// <param name="TrainLoss">The running mean of the batches' losses, in nats a row,
/// whatever training does to its batches included.</param>
/// <param name="ValidationLoss">Of rows that are held back, in nats a row; null before the first look at them.</param>
/// <param name="StepSeconds">What a step takes on average.</param>
/// <param name="SecondsLeft">Until the last step, at this pace.</param>
public sealed record TrainingProgress(
    int Step,
    int Steps,
    double TrainLoss,
    double? ValidationLoss,
    double LearningRate,
    double StepSeconds,
    double RowsPerSecond,
    double SecondsLeft
);
