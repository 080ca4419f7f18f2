using AethergenAI.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AethergenAI.Onnx;

/// <summary>The device that runs graphs and holds their tensors.</summary>
public sealed class Device : IDisposable
{
    /// <summary>The values of <c>--device</c>; <c>auto</c> is CUDA if it loads, otherwise the processor.</summary>
    public static readonly IReadOnlyList<string> Names = ["auto", "cpu", "cuda", "tensorrt"];

    private readonly Action<SessionOptions> append;
    private readonly OrtMemoryInfo memory;
    private readonly InferenceSession? floats,
        integers;

    internal Device(string provider, Action<SessionOptions> append, OrtMemoryInfo? memory)
    {
        (Provider, this.append, this.memory) = (provider, append, memory ?? OrtMemoryInfo.DefaultInstance);
        if (memory is null)
        {
            return;
        }
        using var settings = Settings(1);
        floats = new InferenceSession(Mover(ElementType.Float), settings);
        integers = new InferenceSession(Mover(ElementType.Int32), settings);
    }

    /// <summary>The processor, which is always available.</summary>
    public static Device Cpu { get; } = new("cpu", _ => { }, null);

    /// <summary>The selected execution provider: <c>cpu</c>, <c>cuda</c> or <c>tensorrt</c>.</summary>
    public string Provider { get; }

    /// <summary>The number of threads of a training session, and of sampler graphs that run at the same time.</summary>
    internal int Threads { get; } = Environment.ProcessorCount;

    /// <summary>
    /// Whether some nodes of a session may run on the processor instead, so that a profile must tell.
    /// </summary>
    internal bool MayFallBack => Provider != "cpu";

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="RefusedException">The name is unknown, or the device does not load;
    /// the message names what is missing.</exception>
    public static Device Open(string name) =>
        name switch
        {
            "cpu" => Cpu,
            "auto" => GpuProviders.WhyNot("cuda") is null ? Open("cuda") : Cpu,
            "cuda" or "tensorrt" => GpuProviders.WhyNot(name) is { } reason
                ? throw OnnxRefusals.DeviceMissing(name, reason)
                : new Device(name, settings => GpuProviders.Append(settings, name), GpuProviders.Memory()),
            _ => throw OnnxRefusals.UnknownDevice(name),
        };

    /// <summary>Settings of a session on this device.</summary>
    internal SessionOptions Settings(int threads)
    {
        var settings = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Spinning idle threads would take processor time from other stages.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        append(settings);
        return settings;
    }

    /// <summary>A tensor on the device; the caller disposes it.</summary>
    internal OrtValue Upload<T>(T[] values, long[] shape)
        where T : unmanaged
    {
        if (Mover<T>() is not { } mover)
        {
            var value = OrtValue.CreateAllocatedTensorValue(
                OrtAllocator.DefaultInstance,
                typeof(T) == typeof(int) ? TensorElementType.Int32 : TensorElementType.Float,
                shape
            );
            values.CopyTo(value.GetTensorMutableDataAsSpan<T>());
            return value;
        }

        using var here = OrtValue.CreateTensorValueFromMemory(values, [values.Length]);
        using var flat = OrtValue.CreateTensorValueFromMemory(shape, [shape.Length]);
        using var binding = mover.CreateIoBinding();
        using var options = new RunOptions();
        binding.BindInput("in", here);
        binding.BindInput("shape", flat);
        binding.BindOutputToDevice("out", memory);
        mover.RunWithBinding(options, binding);
        binding.SynchronizeBoundOutputs();
        return binding.GetOutputValues().First();
    }

    /// <summary>A copy of a tensor that may lie on the device.</summary>
    internal float[] Download(OrtValue value, int length)
    {
        if (floats is null)
        {
            return value.GetTensorDataAsSpan<float>()[..length].ToArray();
        }
        float[] values = new float[length];
        long[] shape = [length];
        using var here = OrtValue.CreateTensorValueFromMemory(values, [length]);
        using var flat = OrtValue.CreateTensorValueFromMemory(shape, [1]);
        using var binding = floats.CreateIoBinding();
        using var options = new RunOptions();
        binding.BindInput("in", value);
        binding.BindInput("shape", flat);
        binding.BindOutput("out", here);
        floats.RunWithBinding(options, binding);
        binding.SynchronizeBoundOutputs();
        return values;
    }

    public void Dispose()
    {
        floats?.Dispose();
        integers?.Dispose();
    }

    private InferenceSession? Mover<T>() => typeof(T) == typeof(int) ? integers : floats;

    /// <summary>
    /// An identity graph that copies a tensor: the binding of its input and output sets the source and target memory.
    /// </summary>
    private static byte[] Mover(ElementType type)
    {
        var graph = new GraphBuilder("mover");
        Node flat = graph.Input("in", type, Node.Batch);
        graph.Output(
            "out",
            graph.Add("Reshape", type, [Node.Batch], [flat, graph.Input("shape", ElementType.Int64, Node.Batch)])
        );
        return graph.ToModel();
    }
}
