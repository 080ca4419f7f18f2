using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>Decides what a column is. Rules are tried in order; the first that applies decides.</summary>
internal static class ColumnInference
{
    public static ColumnGuess Judge(ColumnProbe probe)
    {
        var hints = new NameHints(probe.Name);
        ColumnGuess judged = Nothing(probe)
            ?? Person(probe, hints)
            ?? NumberInference.Judge(probe, hints)
            ?? Moment(probe)
            ?? TextInference.Judge(probe, hints);
        Column column = judged.Column with { Nullable = probe.Missing > 0 };
        return judged with { Column = column with { Role = Role(column, hints) } };
    }

    private static ColumnGuess? Nothing(ColumnProbe probe) =>
        probe.Texts.Count > 0
            ? null
            : new(
                new TextColumn(probe.Name),
                "Every cell is missing, so nothing can be learned: remove the column, or set its kind yourself.",
                0
            );

    private static ColumnGuess? Person(ColumnProbe probe, NameHints hints) =>
        !hints.NamesPerson
            ? null
            : new(
                new IdentifierColumn(probe.Name),
                "Its name says that it identifies a person directly, so it is generated and never copied.",
                0.9
            );

    private static ColumnGuess? Moment(ColumnProbe probe)
    {
        probe.Moments.Settle();
        if (probe.Moments.Best is not { } best)
        {
            return null;
        }
        string doubt = probe.Moments.Ambiguous
            ? $" No day is above 12, so day and month may be swapped: check that it is {best.Format}."
            : "";
        double clarity = probe.Moments.Ambiguous ? 0.5 : 1;
        string reason = $"All {probe.Texts.Count:N0} cells are written as {best.Format}.{doubt}";
        return best.Time
            ? new(new DateTimeColumn(probe.Name, best.Min, best.Max, best.Format), reason, clarity)
            : new(
                new DateColumn(
                    probe.Name,
                    DateOnly.FromDateTime(best.Min),
                    DateOnly.FromDateTime(best.Max),
                    best.Format
                ),
                reason,
                clarity
            );
    }

    private static ColumnRole Role(Column column, NameHints hints)
    {
        if (column is IdentifierColumn)
        {
            return ColumnRole.Identifier;
        }
        if (hints.SaysTarget)
        {
            return ColumnRole.Target;
        }
        if (hints.Sensible)
        {
            return ColumnRole.Sensitive;
        }
        return hints.Indirect ? ColumnRole.QuasiIdentifier : ColumnRole.Attribute;
    }
}
