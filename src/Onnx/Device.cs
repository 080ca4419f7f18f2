using AethergenAI.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AethergenAI.Onnx;

/// <summary>What graphs run on, and where their tensors lie.</summary>
public sealed class Device : IDisposable
{
    private readonly InferenceSession? mover;
    private readonly OrtAllocator allocator;

    private Device(string provider, int threads)
    {
        Provider = provider;
        Threads = threads;
        if (provider == "cpu")
        {
            allocator = OrtAllocator.DefaultInstance;
            return;
        }

        // The session owns the device's memory; its graph moves tensors there and back, for a binding copies what lies elsewhere.
        using var settings = Settings(threads);
        mover = new InferenceSession(Mover(), settings);
        using var memory = new OrtMemoryInfo("Cuda", OrtAllocatorType.DeviceAllocator, 0, OrtMemType.Default);
        allocator = new OrtAllocator(mover, memory);
    }

    /// <summary>The processor, which is always there.</summary>
    public static Device Cpu { get; } = new("cpu", Environment.ProcessorCount);

    /// <summary>The execution provider that really runs the graphs: <c>cpu</c>, <c>cuda</c> or <c>tensorrt</c>.</summary>
    public string Provider { get; }

    /// <summary>Threads of one training session.</summary>
    public int Threads { get; }

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
        // Idle threads would spin and burn the other stages' processor time.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return settings;
    }

    /// <summary>A tensor on the device.</summary>
    internal OrtValue Upload(float[] values, long[] shape)
    {
        var value = OrtValue.CreateAllocatedTensorValue(allocator, TensorElementType.Float, shape);
        Copy(values, value);
        return value;
    }

    /// <summary>A tensor on the device.</summary>
    internal OrtValue Upload(int[] values, long[] shape)
    {
        var value = OrtValue.CreateAllocatedTensorValue(allocator, TensorElementType.Int32, shape);
        values.CopyTo(value.GetTensorMutableDataAsSpan<int>());
        return value;
    }

    internal void Copy(float[] values, OrtValue to) => values.CopyTo(to.GetTensorMutableDataAsSpan<float>());

    internal float[] Download(OrtValue value, int length) => value.GetTensorDataAsSpan<float>()[..length].ToArray();

    public void Dispose() => mover?.Dispose();

    private static byte[] Mover()
    {
        var graph = new GraphBuilder("mover");
        graph.Output("out", graph.Input("in", ElementType.Float, Node.Batch));
        return graph.ToModel();
    }
}
