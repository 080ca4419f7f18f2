using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// The forms of the first cells that a reader does not understand, for columns with too many texts to keep.
/// </summary>
internal sealed class OddForms
{
    /// <summary>More different texts than this are a mixture.</summary>
    internal const int MaxTexts = 5;

    private const int MaxCells = 20;

    /// <summary>With more cells than this, at most half of the cells may be such.</summary>
    private const int MaxFirst = 1000;

    private readonly List<string> forms = new(CellForms.MaxForms);
    private readonly List<ulong> texts = new(MaxTexts);
    private int seen;

    public OddForms(OddForms? before = null)
    {
        if (before is not null)
        {
            (forms, texts, seen) = ([.. before.forms], [.. before.texts], before.seen);
        }
    }

    /// <summary>How many different texts they are; one more than <see cref="MaxTexts"/>: many.</summary>
    public int Texts => texts.Count;

    private bool Few => Texts <= MaxTexts;

    /// <summary>
    /// Whether they may stand for missing: at most one cell in ten, or few texts in half of the cells.
    /// </summary>
    /// <param name="cells">How many cells there are, these included.</param>
    public bool MayBeMissing(int cells) => IsRare(cells) || (Few && seen * 2L <= cells);

    /// <summary>Whether at most one cell in ten is such.</summary>
    public bool IsRare(int cells) => seen * 10L <= cells;

    /// <summary>Whether they may come to be few texts in half of the cells, whatever the first cells are.</summary>
    public bool MayRepeat(int cells) => Few && (seen < MaxFirst || seen * 2L <= cells);

    public void Observe(ReadOnlySpan<byte> cell)
    {
        if (Few && Utf8Levels.Hash(cell) is var hash && !texts.Contains(hash))
        {
            texts.Add(hash);
        }
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

    /// <summary>Whether one of the first is a single letter.</summary>
    public bool HasLetter => forms.Exists(form => form is "A" or "a");

    /// <returns>The forms in quotes.</returns>
    public override string ToString() => string.Join(", ", forms.Select(form => $"'{form}'"));
}
