using System.Diagnostics;

namespace AethergenAI.Onnx.Graphs;

/// <summary>Spans around the work of ONNX Runtime, where somebody listens.</summary>
internal static class GraphTraces
{
    private static readonly ActivitySource Source = new("AethergenAI.Onnx");

    /// <summary>The span of a training from its first step to its last.</summary>
    internal static Activity? Train(string what) => Source.StartActivity("graph train")?.SetTag("graph.name", what);

    /// <summary>The span of one block of rows.</summary>
    internal static Activity? Sample(int rows) => Source.StartActivity("graph sample")?.SetTag("graph.rows", rows);

    /// <param name="provider">The execution provider that ran the graph.</param>
    internal static void Ran(this Activity? span, string provider) => span?.SetTag("graph.provider", provider);

    internal static void Ran(this Activity? span, string provider, int steps) =>
        span?.SetTag("graph.provider", provider).SetTag("graph.steps", steps);
}
