using System.Collections.Concurrent;
using System.Diagnostics;
using AethergenAI.Evaluation.Learning;
using AethergenAI.Onnx.Networks;

namespace AethergenAI.Onnx.Tests;

public sealed class GraphTraceTests
{
    [Fact]
    public void A_training_is_a_span_of_whoever_asked_for_it()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "AethergenAI.Onnx",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var trial = new Activity("trial").Start();

        NetworkLearner.Fit(new DenseRows(50, 1, new float[50]), new float[50], 2, 1, CancellationToken.None);

        var training = Assert.Single(spans, span => span.ParentSpanId == trial.SpanId);
        Assert.Equal("graph train", training.OperationName);
        Assert.Equal("cpu", training.GetTagItem("graph.provider"));
        Assert.Equal(300, training.GetTagItem("graph.steps"));
    }
}
