using System.Text;
using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>Decides what a column is. Rules are tried in order; the first that applies decides.</summary>
internal static class ColumnInference
{
    public static ColumnGuess Judge(ColumnProbe probe)
    {
        var hints = new NameHints(probe.Name);
        probe.Moments.Settle();
        ColumnGuess judged = Nothing(probe)
            ?? probe.Structures.Judge(probe, hints)
            ?? PersonInference.Judge(probe, hints)
            ?? Seen(probe, hints);
        judged = judged.Column.Doubt is null ? judged.Doubted(OddKeys.Doubt(probe, judged.Column)) : judged;
        Column column = judged.Column with
        {
            Nullable = probe.Missing > 0,
            MissingText = probe.Tokens.Most(probe.Missing),
            OtherMissing = probe.Tokens.Others(probe.Missing),
        };
        return judged with
        {
            Column = column with { Role = Role(column, hints) },
            Reason = judged.Reason + (column is IdentifierColumn key ? KeyRoom.Of(key, probe) : ""),
        };
    }

    /// <summary>Judges the column by its cells.</summary>
    private static ColumnGuess Seen(ColumnProbe probe, NameHints hints)
    {
        ColumnGuess judged = NumberInference.Judge(probe, probe.Numbers, hints)
            ?? Moment(probe)
            ?? OddCells.Judge(probe, hints)
            ?? probe.Places.Judge(probe)
            ?? TextInference.Judge(probe, hints);
        judged = Doubts.OfSeparators(probe, judged) ? judged.Read(Written(judged.Column)) : judged;
        return judged.Column.Doubt is null ? judged.Doubted(Doubts.Of(probe, judged, hints)) : judged;
    }

    private static string Written(Column column) =>
        (column as IntegerColumn)?.Format ?? (column as DecimalColumn)?.Format ?? "0.000";

    private static ColumnGuess? Nothing(ColumnProbe probe) =>
        probe.Texts.Count > 0
            ? null
            : new(
                new CategoricalColumn(probe.Name, []),
                "Every cell is missing, so nothing can be learned: the column stays empty.",
                1
            );

    private static ColumnGuess? Moment(ColumnProbe probe) =>
        probe.Moments.Best is { } best ? Moment(probe, best, $"All {probe.Texts.Count:N0} cells") : null;

    /// <param name="cells">Which cells are moments, in words.</param>
    public static ColumnGuess Moment(ColumnProbe probe, DateCandidate best, string cells)
    {
        DateProbe moments = probe.Moments;
        string format = moments.Format(best);
        var reason = new StringBuilder($"{cells} are written as {format}.");
        if (moments.Others is [{ Order: "Mdy" }] && best.Order == "dMy")
        {
            reason.Append($" No day is above 12, so day and month may be swapped: check that it is {best.Format}.");
        }
        else if (moments.Others.Count > 0)
        {
            reason.Append($" They fit {Formats(moments.Others)}, too: check that it is {best.Format}.");
        }
        if (best.ShortYear)
        {
            reason.Append(" Years of two digits are read as 1950 to 2049.");
        }
        if (moments.Ending.Offsets)
        {
            reason.Append(" Their offsets from UTC differ: they are read as instants and written in UTC.");
        }
        (DateTime min, DateTime max) = moments.Range(best);
        LetterCase? letters = moments.Ending.Letters;
        Column column = best.Time
            ? new DateTimeColumn(probe.Name, min, max, format) { Letters = letters }
            : new DateColumn(probe.Name, DateOnly.FromDateTime(min), DateOnly.FromDateTime(max), format)
            {
                Letters = letters,
            };
        return moments.Others.Count > 0
            ? new ColumnGuess(column, reason.ToString(), 0.5).Read(format)
            : new ColumnGuess(column, reason.ToString(), 1);
    }

    public static string Formats(IEnumerable<DateCandidate> formats) =>
        string.Join(" and ", formats.Select(candidate => candidate.Format));

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
