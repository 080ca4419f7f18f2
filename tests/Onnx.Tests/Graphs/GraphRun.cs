using AethergenAI.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AethergenAI.Onnx.Tests.Graphs;

/// <summary>A graph of float inputs and outputs, run with arrays.</summary>
internal sealed class GraphRun(GraphBuilder graph) : IDisposable
{
    private readonly InferenceSession session = new(graph.ToModel());

    internal float[][] Of(params (string Name, float[] Values, int[] Shape)[] inputs)
    {
        using var results = session.Run([
            .. inputs.Select(input =>
                NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<float>(input.Values, input.Shape))
            ),
        ]);
        return
        [
            .. session.OutputNames.Select(name =>
                results.First(result => result.Name == name).AsEnumerable<float>().ToArray()
            ),
        ];
    }

    public void Dispose() => session.Dispose();
}
