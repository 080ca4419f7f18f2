namespace AethergenAI.Evaluation.Boosting;

internal sealed class OpenLeaf
{
    public required int Node { get; init; }

    public required int Start { get; init; }

    public required int Count { get; init; }

    public HistogramCell[] Histogram { get; set; } = [];

    public double G { get; private set; }

    public double H { get; private set; }

    /// <summary>What a split has to exceed: <c>G²/(H + L2)</c> of the whole leaf.</summary>
    public double Unsplit { get; set; }

    public double Gain { get; set; }

    public SplitNode Question { get; set; }

    public void Sum(ReadOnlySpan<HistogramCell> column)
    {
        foreach (ref readonly HistogramCell cell in column)
        {
            (G, H) = (G + cell.G, H + cell.H);
        }
    }
}
