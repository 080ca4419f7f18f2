namespace AethergenAI;

/// <summary>The stages of a run, in order.</summary>
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
/// A snapshot of a run in progress. A lost snapshot does no harm: everything durable is in the run's artefacts.
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

    /// <summary>Resident memory of the process that carries out the run.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>The execution provider that really runs the graphs, for example <c>cpu</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The current estimate of the collapse risk, in [0, 100].</summary>
    public double? Risk { get; init; }

    /// <summary>The progress of a network's training; null in stages that train no network.</summary>
    public TrainingProgress? Training { get; init; }

    public string? Message { get; init; }
}

/// <summary>A snapshot of a network's training.</summary>
/// <param name="Step">The number of optimiser steps done.</param>
/// <param name="Steps">The maximum number of steps; early stopping may end the training sooner.</param>
/// <param name="TrainLoss">The running mean of the training batches' losses, in nats per row,
/// including what training does to its batches, such as dropout.</param>
/// <param name="ValidationLoss">The loss on held-out rows, in nats per row; null before the first validation.</param>
/// <param name="StepSeconds">The mean time of a step.</param>
/// <param name="SecondsLeft">The estimated time until the last step.</param>
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
