namespace AethergenAI.Evaluation.Costing;

/// <summary>The prices and power draw of a machine on a given day; <c>prices.json</c>. No figure is negative.</summary>
public sealed record Prices
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whose prices they are.</summary>
    public required string Name { get; init; }

    /// <summary>The day that the prices are from.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Three letters, for example GBP.</summary>
    public required string Currency { get; init; }

    /// <summary>The price of one processor core for an hour of work.</summary>
    public required double CpuCoreHour { get; init; }

    /// <summary>The price of one GPU for each hour that it is held.</summary>
    public required double GpuHour { get; init; }

    /// <summary>The price of one GiB of memory, at its peak, for an hour.</summary>
    public double MemoryGibHour { get; init; }

    /// <summary>
    /// The price of one GiB of storage for a month; the files that a run wrote are priced for one month.
    /// </summary>
    public double StorageGibMonth { get; init; }

    /// <summary>The price of electricity; 0 where the machine's prices include it.</summary>
    public double KilowattHour { get; init; }

    /// <summary>The power draw of a core at work.</summary>
    public required double WattsPerCore { get; init; }

    /// <summary>The power draw of a GPU at work.</summary>
    public required double WattsPerGpu { get; init; }

    public double WattsPerGibMemory { get; init; }

    /// <summary>
    /// Power usage effectiveness: the electricity of the building divided by that of the machine, at least 1.
    /// </summary>
    public double Overhead { get; init; } = 1;
}
