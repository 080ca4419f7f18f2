namespace AethergenAI.Pipeline;

/// <summary>
/// The machine that carries out a run. The process that starts the run describes it; Core does not look.
/// </summary>
/// <param name="OperatingSystem">Name and version.</param>
/// <param name="Runtime">The .NET runtime and its version.</param>
/// <param name="Architecture">For example <c>X64</c>.</param>
/// <param name="Processors">Logical processors that the process may use.</param>
/// <param name="Usage">Returns what the process has used so far.</param>
public sealed record HostMachine(
    string OperatingSystem,
    string Runtime,
    string Architecture,
    int Processors,
    Func<MachineUsage> Usage
);

/// <param name="Processor">Processor time since the process began, over all cores.</param>
/// <param name="MemoryBytes">Resident memory now.</param>
public readonly record struct MachineUsage(TimeSpan Processor, long MemoryBytes);
