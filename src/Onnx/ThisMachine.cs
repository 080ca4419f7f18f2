using System.Runtime.InteropServices;
using AethergenAI.Pipeline;

namespace AethergenAI.Onnx;

/// <summary>The machine that this process runs on.</summary>
public static class ThisMachine
{
    public static HostMachine Describe() =>
        new(
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            () => new MachineUsage(Environment.CpuUsage.TotalTime, Environment.WorkingSet)
        );
}
