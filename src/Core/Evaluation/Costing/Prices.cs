namespace AethergenAI.Evaluation.Costing;

/// <summary>What a machine's time costs and draws, as of a day; <c>prices.json</c>. Everything is 0 or more.</summary>
public sealed record Prices
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whose prices they are.</summary>
    public required string Name { get; init; }

    /// <summary>The day they are of.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Three letters, for example GBP.</summary>
    public required string Currency { get; init; }

    /// <summary>Of one processor core for an hour of work.</summary>
    public required double CpuCoreHour { get; init; }

    /// <summary>Of one GPU for an hour that it is held.</summary>
    public required double GpuHour { get; init; }

    /// <summary>Of a GiB of memory, at its peak, for an hour.</summary>
    public double MemoryGibHour { get; init; }

    /// <summary>Of a GiB kept for a month; what a run wrote is priced for one.</summary>
    public double StorageGibMonth { get; init; }

    /// <summary>Of electricity; 0 where the prices of the machine include it.</summary>
    public double KilowattHour { get; init; }

    /// <summary>What a core at work draws.</summary>
    public required double WattsPerCore { get; init; }

    /// <summary>What a GPU at work draws.</summary>
    public required double WattsPerGpu { get; init; }

    public double WattsPerGibMemory { get; init; }

    /// <summary>Electricity of the building over that of the machine (power usage effectiveness), at least 1.</summary>
    public double Overhead { get; init; } = 1;
}
