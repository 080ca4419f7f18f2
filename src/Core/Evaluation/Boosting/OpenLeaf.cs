namespace AethergenAI.Evaluation.Boosting;

internal struct HistogramCell
{
    public double G;
    public double H;
    public int N;

    public void Add(in HistogramCell other)
    {
        G += other.G;
        H += other.H;
        N += other.N;
    }
}

internal sealed class OpenLeaf
{
    /// <summary>The number of bins of each column’s histogram.</summary>
    internal const int Bins = 256;

    public required int Node { get; init; }

    public required int Start { get; init; }

    public required int Count { get; init; }

    public HistogramCell[] Histogram { get; set; } = [];

    public double G { get; private set; }

    public double H { get; private set; }

    public double Gain { get; set; }

    public SplitNode Question { get; set; }

    public void Sum(ReadOnlySpan<HistogramCell> histogram)
    {
        foreach (ref readonly HistogramCell cell in histogram[..Bins])
        {
            (G, H) = (G + cell.G, H + cell.H);
        }
    }
}
