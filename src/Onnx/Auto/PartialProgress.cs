namespace AethergenAI.Onnx.Auto;

/// <summary>Reports the progress of one piece of work as a share of the whole.</summary>
internal sealed class PartialProgress(IProgress<RunProgress> whole, double from, double to) : IProgress<RunProgress>
{
    public void Report(RunProgress value) =>
        whole.Report(value with { StageFraction = from + ((to - from) * (value.StageFraction ?? 0)) });
}
