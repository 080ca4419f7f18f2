using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>Reasons to doubt what a column's numbers mean.</summary>
internal static class NumberDoubts
{
    /// <returns>What is in doubt and what to do; null: nothing.</returns>
    public static string? Of(ColumnProbe probe, Column judged, NameHints hints)
    {
        if (judged is not (DateColumn or DateTimeColumn) && EpochTimes.Unit(probe, hints) is { } unit)
        {
            return Doubts.Of(
                probe,
                $"Its name speaks of time, and its numbers may be times since 1970 in {unit}",
                "If they are, write them as dates with times and infer again; if not, confirm the kind."
            );
        }
        if (judged is DecimalColumn && probe.Numbers.Lossy)
        {
            return Doubts.Of(
                probe,
                "Some of its numbers have more digits than the sixteen or so that are kept, and their last digits "
                    + "would be lost",
                "Write them with fewer digits and infer again; or make the column an identifier or a category; if the "
                    + "last digits do not matter, confirm the kind."
            );
        }
        if (judged is not (IntegerColumn or DecimalColumn))
        {
            return null;
        }
        if (judged is IntegerColumn && !(hints.SaysDate || hints.SaysTime || hints.SaysMoney) && MayBeKeys(probe))
        {
            return Doubts.Of(
                probe,
                "Its whole numbers are all different and equally long, as numbers of accounts are",
                "If they are keys, make it an identifier, else real ones come out again; if they count or measure, "
                    + "confirm the kind."
            );
        }
        int cells = Placeholders.Cells(probe.Numbers, probe.Texts.Distinct);
        return cells == 0
            ? null
            : Doubts.Of(
                probe,
                $"In {cells:N0} cells it has numbers that repeat and lie far beyond all others, which may stand for "
                    + "missing",
                "If they do, declare them as missing tokens and infer again; if they are values, confirm the kind."
            );
    }

    private static bool MayBeKeys(ColumnProbe probe)
    {
        const int minKeys = 50;
        const double shortest = 1e7; // eight digits: shorter numbers are also counts, ranks and amounts
        NumberProbe numbers = probe.Numbers;
        return probe.Texts is { Unique: true, Count: >= minKeys }
            && numbers.Min >= shortest
            && Math.Floor(Math.Log10(numbers.Min)) == Math.Floor(Math.Log10(numbers.Max));
    }
}
