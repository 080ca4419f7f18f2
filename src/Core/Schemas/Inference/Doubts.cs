using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>Reasons to doubt a column's proposed kind.</summary>
internal static class Doubts
{
    private const int MinCells = 10;

    /// <returns>What is in doubt and what to do; null: nothing.</returns>
    public static string? Of(ColumnProbe probe, ColumnGuess judged, NameHints hints)
    {
        if (judged.Column is IntegerColumn or DecimalColumn && probe.Plain.Failures > 0 && probe.Forms!.Ambiguous)
        {
            return "Its separators may stand for thousands or for decimals, and no cell tells which; thousands are "
                + "proposed. Confirm it, or correct the format.";
        }
        if (judged.Column is DateTimeColumn && probe.Moments.Ending.Lost)
        {
            return "Its decimals of a second or its time zones are written in several ways, which no format reads. "
                + "Write them alike, and infer again.";
        }
        return Copied(judged.Column, probe) && !hints.SaysTextKey && !hints.SaysCode && Unread(probe)
            ? $"Its cells look like measurements in a form that is not read ({Forms(probe)}). Write them as plain "
                + "numbers or dates; or, if they are codes, keep the kind."
            : null;
    }

    /// <summary>Whether the kind treats different cells as unrelated texts.</summary>
    private static bool Copied(Column column, ColumnProbe probe) =>
        column switch
        {
            IdentifierColumn { Pattern: { } pattern } => !IdentifierPattern.Codes(pattern),
            IdentifierColumn => true,
            TextColumn => true,
            CategoricalColumn categories => categories.Levels.Count * 5L > probe.Texts.Count,
            _ => false,
        };

    /// <summary>Whether the texts are made mostly of digits, signs and separators.</summary>
    private static bool Unread(ColumnProbe probe)
    {
        if (probe.Texts.Count < MinCells || probe.Bytes == 0 || (probe.Plain.Holds && !probe.Plain.Inexact))
        {
            return false;
        }
        bool digits = probe.Digits > 0 && probe.Letters * 2L <= probe.Digits;
        return digits
            || (
                probe.Texts.Levels is { } levels && IdentifierPattern.Of(levels) is { } p && !IdentifierPattern.Codes(p)
            );
    }

    private static string Forms(ColumnProbe probe) =>
        probe.Texts.Levels is { } levels
            ? $"of the form {CellForms.Of(probe.Texts, Enumerable.Range(0, levels.Count))}"
            : "many digits";
}
