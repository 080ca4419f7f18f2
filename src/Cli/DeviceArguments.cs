using System.CommandLine;
using AethergenAI.Onnx;

namespace AethergenAI.Cli;

/// <summary><c>--device</c> of the commands that train or sample: the device that runs the ONNX graphs.</summary>
internal sealed class DeviceArguments
{
    private readonly Option<string> device = new("--device")
    {
        Description = "Where models run: auto (CUDA if it loads, otherwise the processor), cpu, cuda or tensorrt",
        DefaultValueFactory = _ => "auto",
        HelpName = "NAME",
    };

    internal DeviceArguments(Command command) => command.Add(device);

    internal string Name(ParseResult parsed) => parsed.GetRequiredValue(device);

    /// <exception cref="RefusedException">The device is unknown, or its library does not load.</exception>
    internal Device Open(ParseResult parsed) => Device.Open(Name(parsed));
}
