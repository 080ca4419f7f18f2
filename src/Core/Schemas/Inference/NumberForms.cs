using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Finds how a column writes its numbers where they are not plain: with a currency, a unit, thousands separators,
/// a decimal comma, brackets for negatives, or as times. Begun at the first cell that is no plain number.
/// </summary>
internal sealed class NumberForms
{
    /// <summary>
    /// With more cells of another form, more than one in six and not of few texts, a form is dropped.
    /// </summary>
    private const int MaxFailures = 20;

    /// <summary>Null before the first cell with a digit: columns of texts have none.</summary>
    private List<NumberForm>? candidates;
    private int without,
        firstRow;

    private static List<NumberForm> All =>
        [
            new DigitForm("", '.'),
            new DigitForm(",", '.'),
            new DigitForm("", ','),
            new DigitForm(".", ','),
            new DigitForm(" ", '.'),
            new DigitForm(" ", ','),
            new DigitForm("\u00A0", '.'),
            new DigitForm("\u00A0", ','),
            new DigitForm("\u202F", '.'),
            new DigitForm("\u202F", ','),
            new DigitForm("'", '.'),
            new DigitForm("’", '.'),
            new ClockForm(2),
            new ClockForm(3),
        ];

    /// <summary>
    /// The row of cells whose row is no longer known. As the first failure it becomes 0, which no message shows.
    /// </summary>
    private const int UnknownRow = -1;

    private readonly NumberAffixes affixes = new();
    private readonly OddForms odds = new();

    /// <param name="earlier">The texts so far, and how often each occurred; the last is the first that is no plain
    /// number.</param>
    /// <param name="row">The row of the last.</param>
    public NumberForms(DistinctProbe earlier, int row)
    {
        for (int level = 0; level < earlier.Levels!.Count; level++)
        {
            int at = level == earlier.Levels.Count - 1 ? row : UnknownRow;
            for (int i = 0; i < earlier.CountOf(level); i++)
            {
                Observe(earlier.Levels[level], at);
            }
        }
    }

    public bool Tried => candidates is not { Count: 0 };

    /// <summary>The form that all cells so far have; null: there is none.</summary>
    public NumberForm? Best => Chosen(0);

    /// <summary>The form that all but a few cells have; null: there is none.</summary>
    public NumberForm? Nearly => Chosen(int.MaxValue);

    /// <summary>Whether a separator may stand for thousands or for decimals, and no cell tells which.</summary>
    public bool Ambiguous =>
        Best is DigitForm { Group: "," or ".", Grouped: true, Ungrouped: 0 } best
        && candidates!.Exists(other =>
            other is DigitForm { Group: "", Failures: 0 } digits && digits.Point == best.Group[0]
        );

    public void Observe(ReadOnlySpan<byte> cell, int row)
    {
        if (candidates is null && cell.IndexOfAnyInRange((byte)'0', (byte)'9') < 0)
        {
            firstRow = without++ == 0 ? row + 1 : firstRow;
            odds.Observe(cell);
            candidates = without > MaxFailures && !odds.MayRepeat(without) ? [] : null;
            return;
        }
        if (candidates is null)
        {
            candidates = All;
            candidates.ForEach(form => form.Miss(without, firstRow, odds));
        }

        bool cut = affixes.Cut(cell, out ReadOnlySpan<byte> body, out bool negative, learn: true);
        for (int i = candidates.Count - 1; i >= 0; i--)
        {
            NumberForm form = candidates[i];
            form.Observe(cell, cut, body, negative, row);
            bool many = form.Failures > MaxFailures && form.Failures * 5L > form.Count;
            if (many && !form.Odds.MayRepeat(form.Failures + form.Count))
            {
                candidates.RemoveAt(i);
            }
        }
    }

    /// <returns>The cell's number in the best form; NaN if it has none.</returns>
    public double Read(NumberForm form, ReadOnlySpan<byte> cell)
    {
        bool cut = affixes.Cut(cell, out ReadOnlySpan<byte> body, out bool negative);
        return form.TryRead(cell, cut, body, negative, out NumberText number) ? number.Value : double.NaN;
    }

    public string Pattern(NumberForm form) => form.Pattern(affixes);

    /// <summary>Whether all numbers have letters right beside their digits and no other sign: R12, 12B.</summary>
    public bool Lettered(NumberForm form) => form is DigitForm { Grouped: false, Pointed: false } && affixes.Lettered;

    /// <summary>The unit or currency of the form; null if there is none.</summary>
    public string? Unit(NumberForm form) => form is ClockForm clock ? clock.Unit : affixes.Unit;

    /// <summary>
    /// The candidate with the fewest failures. Where digits may be read with thousands or with decimals, thousands:
    /// decimals of just three digits in all cells that have any are rare.
    /// </summary>
    private NumberForm? Chosen(int atMost)
    {
        NumberForm? chosen = candidates?.MinBy(form => form.Failures);
        if (chosen is null || chosen.Failures > atMost || chosen.Count == 0)
        {
            return null;
        }
        NumberForm? grouped = candidates!.Find(form =>
            form is DigitForm { Grouped: true, Group: "," or "." } && form.Failures == chosen.Failures
        );
        return chosen is DigitForm { Group: "", Pointed: true } ? grouped ?? chosen : chosen;
    }
}
