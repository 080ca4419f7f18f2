namespace AethergenAI.Evaluation;

/// <summary>
/// The cost of making the rows: fit and sampling, not their evaluation. Figures are null
/// where the rows came from a file.
/// </summary>
/// <param name="FitSeconds">Elapsed time of the fit.</param>
/// <param name="SampleSeconds">Elapsed time of the sampling.</param>
/// <param name="CpuSeconds">Processor time over all cores.</param>
/// <param name="SecondsPerThousandRows">Elapsed time of the sampling for 1,000 rows.</param>
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

    /// <summary>The size of the files that were written: model and rows.</summary>
    public long? Bytes { get; init; }

    /// <summary>Estimated from the nominal power draw in the price file.</summary>
    public double? KilowattHours { get; init; }

    /// <summary>In the currency of the price file.</summary>
    public double? Money { get; init; }

    /// <summary>The price file that was used, and its date.</summary>
    public PricesUsed? Prices { get; init; }

    /// <summary>The same figures per 1,000 rows.</summary>
    public CostPerThousand? PerThousandRows { get; init; }
}

public sealed record PricesUsed(string Name, DateOnly Date, string Currency);

public sealed record CostPerThousand(double CpuSeconds, double? GpuSeconds, double KilowattHours, double Money);
