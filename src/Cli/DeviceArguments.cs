using System.CommandLine;
using AethergenAI.Onnx;

namespace AethergenAI.Cli;

/// <summary>What graphs run on: <c>--device</c> of the commands that train or sample.</summary>
internal sealed class DeviceArguments
{
    private readonly Option<string> device = new("--device")
    {
        Description = "What graphs run on: auto (CUDA where it loads, else the processor), cpu, cuda or tensorrt",
        DefaultValueFactory = _ => "auto",
        HelpName = "NAME",
    };

    internal DeviceArguments(Command command) => command.Add(device);

    internal string Name(ParseResult parsed) => parsed.GetRequiredValue(device);

    /// <exception cref="RefusedException">There is no such device, or it does not load here.</exception>
    internal Device Open(ParseResult parsed) => Device.Open(Name(parsed));
}
