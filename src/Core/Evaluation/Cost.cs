namespace AethergenAI.Evaluation;

/// <summary>
/// What making the rows cost: fit and sampling, not their evaluation; null where the rows came from a file.
/// </summary>
/// <param name="FitSeconds">Elapsed.</param>
/// <param name="SampleSeconds">Elapsed.</param>
/// <param name="CpuSeconds">Processor time over all cores.</param>
/// <param name="SecondsPerThousandRows">Of sampling.</param>
public sealed record Cost(
    double? FitSeconds,
    double? SampleSeconds,
    double? EvaluationSeconds,
    double? CpuSeconds,
    long? PeakMemoryBytes,
    double? SecondsPerThousandRows
)
{
    /// <summary>Elapsed time of the stages that held a GPU.</summary>
    public double? GpuSeconds { get; init; }

    /// <summary>Of the files that were written: model and rows.</summary>
    public long? Bytes { get; init; }

    /// <summary>Estimated from the price file's nominal draw.</summary>
    public double? KilowattHours { get; init; }

    /// <summary>In the price file's currency.</summary>
    public double? Money { get; init; }

    /// <summary>Whose prices, and of which day.</summary>
    public PricesUsed? Prices { get; init; }

    /// <summary>All of it over the rows that were made.</summary>
    public CostPerThousand? PerThousandRows { get; init; }
}

public sealed record PricesUsed(string Name, DateOnly Date, string Currency);

public sealed record CostPerThousand(double CpuSeconds, double? GpuSeconds, double KilowattHours, double Money);
