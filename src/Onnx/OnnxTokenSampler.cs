using AethergenAI.Generation;
using AethergenAI.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AethergenAI.Onnx;

/// <summary>
/// Runs a sampler graph, each block on one thread, because the last bits of a matrix product depend on how threads
/// divide it.
/// </summary>
public sealed class OnnxTokenSampler : ITokenSampler
{
    private static readonly string[] Inputs = [SamplerGraph.Noise, SamplerGraph.Given];
    private static readonly string[] Outputs = [SamplerGraph.Tokens];

    private readonly InferenceSession session;
    private readonly RunOptions options = new();
    private readonly int width;
    private readonly Lock gate = new();
    private string provider;
    private bool profiling;

    /// <param name="graph">An ONNX model with the contract of <see cref="Model"/>.</param>
    /// <param name="device">Null is the processor.</param>
    /// <exception cref="RefusedException">The bytes are not such a model.</exception>
    public OnnxTokenSampler(byte[] graph, Device? device = null)
    {
        device ??= Device.Cpu;
        using var settings = device.Settings(threads: 1);
        profiling = device.MayFallBack;
        if (profiling)
        {
            ProfiledProviders.Begin(settings);
        }
        (provider, Parallelism) = (device.Provider, device.Threads);
        try
        {
            session = new InferenceSession(graph, settings);
        }
        catch (OnnxRuntimeException)
        {
            throw OnnxRefusals.NotASampler("ONNX Runtime cannot load it");
        }

        if (Width(session) is not { } columns)
        {
            Dispose();
            throw OnnxRefusals.NotASampler("its inputs must be noise and given, and its output tokens");
        }

        width = columns;
    }

    public string Provider => provider;

    public int Parallelism { get; }

    public unsafe void Sample(ReadOnlySpan<float> noise, ReadOnlySpan<int> given, Span<int> tokens, int rows)
    {
        int cells = rows * width;
        if (noise.Length < cells || given.Length < cells || tokens.Length < cells)
        {
            throw new ArgumentException(
                $"{rows} rows of {width} columns need {cells} cells in each buffer.",
                nameof(rows)
            );
        }

        using var span = GraphTraces.Sample(rows);
        long[] shape = [rows, width];
        fixed (float* noiseAt = noise)
        fixed (int* givenAt = given)
        fixed (int* tokensAt = tokens)
        {
            var memory = OrtMemoryInfo.DefaultInstance;
            using var noiseValue = OrtValue.CreateTensorValueWithData(
                memory,
                TensorElementType.Float,
                shape,
                (nint)noiseAt,
                (long)cells * sizeof(float)
            );
            using var givenValue = OrtValue.CreateTensorValueWithData(
                memory,
                TensorElementType.Int32,
                shape,
                (nint)givenAt,
                (long)cells * sizeof(int)
            );
            using var tokensValue = OrtValue.CreateTensorValueWithData(
                memory,
                TensorElementType.Int32,
                shape,
                (nint)tokensAt,
                (long)cells * sizeof(int)
            );
            session.Run(options, Inputs, [noiseValue, givenValue], Outputs, [tokensValue]);
        }

        if (profiling)
        {
            Look();
        }
        span.Ran(provider);
    }

    public void Dispose()
    {
        options.Dispose();
        session.Dispose();
    }

    /// <summary>Reads from the profile of the first block which providers ran the graph.</summary>
    private void Look()
    {
        lock (gate)
        {
            if (!profiling)
            {
                return;
            }
            provider = ProfiledProviders.End(session);
            profiling = false;
        }
    }

    /// <returns>D; null if the session's inputs and outputs are not those of a sampler.</returns>
    private static int? Width(InferenceSession session)
    {
        if (
            !session.InputMetadata.TryGetValue(SamplerGraph.Noise, out var noise)
            || !session.InputMetadata.TryGetValue(SamplerGraph.Given, out var given)
            || !session.OutputMetadata.TryGetValue(SamplerGraph.Tokens, out var tokens)
            || session.InputMetadata.Count != 2
            || noise.ElementType != typeof(float)
            || given.ElementType != typeof(int)
            || tokens.ElementType != typeof(int)
            || noise.Dimensions.Length != 2
        )
        {
            return null;
        }

        int width = noise.Dimensions[1];
        return new[] { given, tokens }.All(value => value.Dimensions.Length == 2 && value.Dimensions[1] == width)
            ? width
            : null;
    }
}
