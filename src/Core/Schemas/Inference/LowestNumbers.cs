namespace AethergenAI.Schemas.Inference;

/// <summary>The few lowest different numbers of a column, and how many cells have each.</summary>
internal sealed class LowestNumbers
{
    internal const int MaxKept = 4;

    private readonly List<(double Value, int Cells)> kept = new(MaxKept);

    /// <summary>In ascending order.</summary>
    public IReadOnlyList<(double Value, int Cells)> Kept => kept;

    public void Take(double value)
    {
        if (kept.Count == MaxKept && value > kept[^1].Value)
        {
            return;
        }
        int at = 0;
        while (at < kept.Count && kept[at].Value < value)
        {
            at++;
        }
        if (at < kept.Count && kept[at].Value == value)
        {
            kept[at] = (value, kept[at].Cells + 1);
            return;
        }
        // A number that is pushed out never comes back: others are lower from then on.
        if (kept.Count == MaxKept)
        {
            kept.RemoveAt(MaxKept - 1);
        }
        kept.Insert(at, (value, 1));
    }
}
