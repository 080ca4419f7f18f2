using System.Buffers;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Reasons to doubt a column's proposed kind.</summary>
internal static class Doubts
{
    private const int MinCells = 10,
        MinNames = 20;

    private static readonly SearchValues<byte> Separators = SearchValues.Create(".,:/%$(°€£"u8);

    /// <returns>What is in doubt and what to do; null: nothing.</returns>
    public static string? Of(ColumnProbe probe, ColumnGuess judged, NameHints hints)
    {
        if (
            judged.Column is IntegerColumn
            && (hints.NamesPerson || hints.MayNamePerson)
            && PersonInference.Aliases(probe)
        )
        {
            return Of(
                probe,
                "Its name says that it is about people, and its numbers may stand for them",
                "If they do, make it an identifier, else real ones come out again; if they count or measure, keep it."
            );
        }
        if (NumberDoubts.Of(probe, judged.Column, hints) is { } number)
        {
            return number;
        }
        if (judged.Column is CategoricalColumn or IdentifierColumn && MayBeAmounts(probe, hints))
        {
            return Of(
                probe,
                $"Each of its cells is '{probe.Forms!.Unit(probe.Forms.Best!)}' and a whole number, which may be a "
                    + "code or an amount of money",
                "If they are codes, confirm the kind; if they are amounts, name the column so and infer again."
            );
        }
        if (judged.Column is IntegerColumn && MayBePairs(probe, hints))
        {
            return Of(
                probe,
                "Its cells may be times or two numbers, because none has more than 29 after the colon",
                "If they are times, confirm the kind; if they are codes, ratios or scores, make it a category."
            );
        }
        if (Copies(probe, judged.Column, hints) is { } copied)
        {
            return copied;
        }
        if (MayBeDecimals(probe, judged))
        {
            return Of(
                probe,
                "Its separators may stand for thousands or for decimals, and no cell tells which",
                "Thousands are proposed: confirm it, or correct the format."
            );
        }
        if (judged.Column is DateTimeColumn && probe.Moments.Ending.Lost)
        {
            return Of(
                probe,
                "Its decimals of a second or its time zones are written in several ways, which no format reads",
                "Write them alike, and infer again."
            );
        }
        if (judged.Column is DateColumn or DateTimeColumn && probe.Moments is { Others.Count: > 0, Best: { } best })
        {
            string formats = ColumnInference.Formats([best, .. probe.Moments.Others]);
            return Of(
                probe,
                best.ShortYear
                    ? $"Its cells fit {formats}: they may be dates with years of two digits, or three numbers"
                    : $"Its cells fit {formats}, and nothing tells which of them is meant",
                $"{best.Format} is proposed: confirm it, or correct the format."
            );
        }
        if (Copied(judged.Column, probe) && MixedDates(probe))
        {
            return Of(
                probe,
                "Its cells are dates, but day, month and year stand in several orders, which no format reads",
                "Write them alike, and infer again."
            );
        }
        if (MayBeThousands(probe, judged))
        {
            return Of(
                probe,
                "Its points may stand for thousands or for decimals: all numbers with a point have three digits after "
                    + "it, and no number without is above 999",
                "Decimals are proposed: confirm it, or set the format to #.##0."
            );
        }
        bool random = judged.Column is IdentifierColumn { Pattern: null } && !probe.Numbers.Holds;
        bool measured = probe.Texts.Levels is null && Unread(probe);
        if (random && !measured && !hints.SaysTextKey)
        {
            return Of(
                probe,
                "Its cells would be replaced by digits, because nearly all are different and have no common pattern",
                "Choose another kind, or keep it if digits may stand for them."
            );
        }
        bool told = hints.SaysTextKey || hints.SaysCode || hints.SaysListedCode || hints.SaysLabel || hints.SaysPair;
        return Copied(judged.Column, probe) && !told && Unread(probe)
            ? Of(
                probe,
                "Its cells look like measurements in a form that is not read",
                "Write them as plain numbers or dates; or, if they are codes, keep the kind."
            )
            : null;
    }

    private static bool MayBeAmounts(ColumnProbe probe, NameHints hints) =>
        !hints.SaysLabel && !hints.SaysListedCode && !hints.SaysTextKey && NumberInference.MayBeCodes(probe, hints);

    /// <summary>
    /// Whether h:mm may be two numbers, such as a score: of ten different ones or more, none lies after the half hour,
    /// and some lie between the five minutes.
    /// </summary>
    private static bool MayBePairs(ColumnProbe probe, NameHints hints)
    {
        if (
            hints.SaysTime
            || probe.Forms?.Best is not ClockForm { Unit: null } form
            || probe.Texts.Levels is not { Count: >= MinCells } levels
        )
        {
            return false;
        }
        double[] minutes =
        [
            .. Enumerable.Range(0, levels.Count).Select(level => Math.Abs(probe.Forms.Read(form, levels[level])) % 60),
        ];
        return minutes.Max() < 30 && minutes.Any(minute => minute % 5 != 0);
    }

    /// <summary>A doubt about a category of what may be people or their devices: each would come out again.</summary>
    private static string? Copies(ColumnProbe probe, Column column, NameHints hints)
    {
        bool category = column is CategoricalColumn;
        if (category && probe.Texts.Keys.Telling is { } form)
        {
            return Of(
                probe,
                $"Its cells are {form.What}",
                "If they lead to people, make it an identifier, else real ones come out again; if not, confirm the "
                    + "kind."
            );
        }
        if (category && probe.Texts.Levels is { Count: >= MinCells } people && Like(people, hints) is { } names)
        {
            return Of(
                probe,
                $"Its cells look like {names}, and its name does not tell",
                "If they are, make it an identifier, else real ones come out again; if not, confirm the kind."
            );
        }
        if (
            category
            && !hints.SaysListedCode
            && probe.Texts.Levels is { } plates
            && RegistrationForms.Are(plates, hints.SaysVehicle)
        )
        {
            return Of(
                probe,
                "Its cells look like registrations of vehicles or aircraft, or like codes of products",
                "If they are registrations, make it an identifier, else real ones come out again; if they are codes, "
                    + "confirm the kind."
            );
        }
        return RepeatedKeys.May(probe, column, hints)
            ? Of(
                probe,
                $"Its {probe.Texts.Distinct:N0} different cells look like keys that repeat, and nothing tells whether "
                    + "of people or of things",
                "If they stand for people, make it an identifier, else real ones come out again; if they are codes of "
                    + "a list, such as areas or products, confirm the kind."
            )
            : null;
    }

    /// <summary>What of people the texts look like, unless the name says otherwise; null: nothing.</summary>
    private static string? Like(Utf8Levels texts, NameHints hints)
    {
        bool names = hints.SaysNothing
            ? PersonPattern.FullNames(texts)
            : hints.SaysName && PersonPattern.Capitals(texts);
        if (names || (texts.Count >= MinNames && !hints.SaysThing && PersonPattern.OnlyNames(texts)))
        {
            return "names of people";
        }
        if (hints.SaysNothing && PersonPattern.UserNames(texts, "."))
        {
            return "names of users";
        }
        return StreetForms.Are(texts) ? "addresses of people" : null;
    }

    /// <summary>Whether separators may stand for thousands or for decimals.</summary>
    public static bool OfSeparators(ColumnProbe probe, ColumnGuess judged) =>
        MayBeDecimals(probe, judged) || MayBeThousands(probe, judged);

    private static bool MayBeDecimals(ColumnProbe probe, ColumnGuess judged) =>
        judged.Column is IntegerColumn or DecimalColumn && probe.Plain.Failures > 0 && probe.Forms!.Ambiguous;

    private static bool MayBeThousands(ColumnProbe probe, ColumnGuess judged) =>
        judged.Column is DecimalColumn && probe.Plain.Holds && probe.Plain.Form.Thousands;

    /// <summary>A doubt about all cells. <see cref="OddCells"/> has those about a few.</summary>
    public static string Of(ColumnProbe probe, string reason, string advice)
    {
        return $"{reason} ({Counts.Of(probe.Texts.Count, "cell")}, of the form {probe.Texts.Forms}). {advice}";
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

    /// <summary>Whether each text is a date of some format, and not all of the same.</summary>
    private static bool MixedDates(ColumnProbe probe) =>
        probe.Texts is { Count: >= MinCells, Levels: { } levels }
        && !probe.Plain.Holds
        && Enumerable
            .Range(0, levels.Count)
            .All(level => DateFormats.Known.Any(known => known.Reader.TryParse(levels[level], out _)));

    /// <summary>Whether the texts are made mostly of digits, signs and separators.</summary>
    private static bool Unread(ColumnProbe probe)
    {
        if (probe.Texts.Count < MinCells || probe.Bytes == 0 || (probe.Plain.Holds && !probe.Plain.Inexact))
        {
            return false;
        }
        if (probe.Texts.Pattern is { } pattern)
        {
            return !IdentifierPattern.Codes(pattern);
        }
        if (probe.Texts.Levels is { Count: >= MinCells } texts && UnitTexts.Are(texts))
        {
            return true;
        }
        bool digits = probe.Digits > 0 && probe.Letters * 2L <= probe.Digits;
        return digits && (probe.Texts.Levels is not { } levels || Separated(levels));
    }

    /// <summary>Whether a text has what measures have, and codes of letters, digits and dashes have not.</summary>
    private static bool Separated(Utf8Levels levels)
    {
        for (int level = 0; level < levels.Count; level++)
        {
            ReadOnlySpan<byte> text = levels[level];
            if (text.IndexOfAny(Separators) >= 0 || text[0] is (byte)'-' or (byte)'+' or (byte)'<' or (byte)'>')
            {
                return true;
            }
        }

        return false;
    }
}
