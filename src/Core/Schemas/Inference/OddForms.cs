namespace AethergenAI.Schemas.Inference;

/// <summary>
/// The forms of the first cells that a reader does not understand, for columns with too many texts to keep.
/// </summary>
internal sealed class OddForms
{
    private const int MaxCells = 20;

    private readonly List<string> forms = new(CellForms.MaxForms);
    private int seen;

    public OddForms(OddForms? before = null)
    {
        if (before is not null)
        {
            (forms, seen) = ([.. before.forms], before.seen);
        }
    }

    public void Observe(ReadOnlySpan<byte> cell)
    {
        if (seen++ >= MaxCells || forms.Count == CellForms.MaxForms)
        {
            return;
        }
        string form = CellForms.Of(cell);
        if (!forms.Contains(form))
        {
            forms.Add(form);
        }
    }

    /// <summary>Whether all cells were seen, and none has a digit.</summary>
    public bool AreWords =>
        seen <= MaxCells && forms.Count < CellForms.MaxForms && !forms.Exists(form => form.Contains('9', default));

    /// <returns>The forms in quotes.</returns>
    public override string ToString() => string.Join(", ", forms.Select(form => $"'{form}'"));
}
