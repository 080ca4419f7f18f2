using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Columns that would be numbers or moments but for at most one cell in ten, or for few texts in half of the cells. The
/// column gets that kind, in doubt: the other cells stand for missing, or are something else that only a person knows.
/// </summary>
internal static class OddCells
{
    /// <summary>
    /// Where more than one cell in ten is odd, fewer different whole numbers than this are codes, as floors are.
    /// </summary>
    private const int MinNumbers = 20;

    private delegate bool Reads(ReadOnlySpan<byte> text);

    public static ColumnGuess? Judge(ColumnProbe probe, NameHints hints)
    {
        if (hints.SaysCode || hints.SaysTextKey || hints.SaysLabel)
        {
            return null;
        }
        return Numbers(probe) ?? Forms(probe, hints) ?? Moments(probe);
    }

    private static ColumnGuess? Numbers(ColumnProbe probe)
    {
        NumberProbe plain = probe.Plain;
        bool few = plain.Tried && plain.Failures > 0 && plain.Odds.MayBeMissing(probe.Texts.Count);
        return few && !Codes(probe, plain, plain.Odds) && !plain.LeadingZeros && !plain.Coded && !plain.Inexact
            ? Judge(
                probe,
                cells => NumberInference.Plain(probe, cells),
                text => NumberText.TryParse(text, (byte)probe.Point, out _),
                "numbers",
                plain.Failures,
                plain.FirstFailure,
                plain.Odds
            )
            : null;
    }

    private static ColumnGuess? Forms(ColumnProbe probe, NameHints hints) =>
        probe.Forms is { Nearly: { Failures: > 0 } form } forms
        && form.Odds.MayBeMissing(probe.Texts.Count)
        && !Codes(probe, form.Numbers, form.Odds)
        && !(form is ClockForm && hints.SaysPair)
            ? Judge(
                probe,
                cells => NumberInference.Formed(probe, form, cells),
                text => !double.IsNaN(forms.Read(form, text)),
                $"numbers written as {forms.Pattern(form)}",
                form.Failures,
                form.FirstFailure,
                form.Odds
            )
            : null;

    /// <summary>
    /// Whether whole numbers beside many odd cells are codes: they are few, or single letters stand beside them.
    /// </summary>
    private static bool Codes(ColumnProbe probe, NumberProbe numbers, OddForms odds) =>
        !odds.IsRare(probe.Texts.Count)
        && numbers.Whole
        && (probe.Texts.Distinct - odds.Texts < MinNumbers || odds.HasLetter);

    private static ColumnGuess? Moments(ColumnProbe probe) =>
        probe.Moments is { Nearly: { Failures: > 0 } best } moments
            ? Judge(
                probe,
                cells => ColumnInference.Moment(probe, best, cells),
                text => !double.IsNaN(moments.Value(best, text)),
                $"written as {ColumnInference.Formats([best, .. moments.Others])}",
                best.Failures,
                best.FirstFailure,
                best.Odds
            )
            : null;

    private static ColumnGuess? Judge(
        ColumnProbe probe,
        Func<string, ColumnGuess> judge,
        Reads reads,
        string kind,
        int failures,
        int first,
        OddForms odds
    )
    {
        int[] others = probe.Texts.Levels is { } levels
            ? [.. Enumerable.Range(0, levels.Count).Where(level => !reads(levels[level]))]
            : [];
        bool codes = others.Length > OddForms.MaxTexts && probe.Texts.Levels!.Count * 5L <= probe.Texts.Count;
        if (codes)
        {
            return null;
        }
        string cells = failures == 1 ? "one cell" : $"{failures:N0} cells";
        string where = first > 0 ? $", the first in row {first:N0}" : "";
        where += odds is { Texts: 1 } && !odds.IsRare(probe.Texts.Count) ? ", always the same text" : "";
        string forms = others.Length > 0 ? CellForms.Of(probe.Texts, others) : $"{odds}";
        return judge($"All but {cells}")
            .Doubted(
                $"All but {cells} are {kind}{where} (of the form {forms}). If these stand for missing, declare them as "
                    + "missing tokens and infer again; if they are values, correct them or choose another kind."
            );
    }
}
