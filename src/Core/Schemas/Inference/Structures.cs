using System.Globalization;
using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Recognises cells that hold several values in one text: JSON objects and lists, lists in brackets, XML, values with
/// bars or semicolons between them. Whatever the column is called, a category would copy them and a key would lose
/// them.
/// </summary>
internal sealed class Structures
{
    /// <summary>So few levels of closed intervals are the classes of a number, such as <c>[18,25]</c>.</summary>
    private const int FewIntervals = 20;

    /// <summary>So few different lists, which repeat so often, are answers of which several may be given.</summary>
    private const int FewLists = 20,
        RowsEach = 5;

    /// <summary>A longer text between two signs is a sentence.</summary>
    private const int MaxPart = 40;

    /// <summary>The number of cells with a structure, and of those among them that are a closed interval.</summary>
    private int count,
        intervals;

    /// <summary>The number of cells with bars, and with semicolons, between values.</summary>
    private int bars,
        semicolons;

    /// <summary>Counts a cell that is no plain number, of the first <see cref="ColumnProbe.MaxCounted"/>.</summary>
    public void Observe(ReadOnlySpan<byte> cell)
    {
        ReadOnlySpan<byte> text = cell.Trim((byte)' ');
        if (text.Length < 2)
        {
            return;
        }
        bars += IsList(text, (byte)'|') ? 1 : 0;
        semicolons += IsList(text, (byte)';') ? 1 : 0;
        ReadOnlySpan<byte> inner = text[1..^1].Trim((byte)' ');
        bool structured = (text[0], text[^1]) switch
        {
            ((byte)'{', (byte)'}') => inner.IsEmpty || inner.IndexOfAny(":,="u8) >= 0,
            ((byte)'[', (byte)']') => inner.IsEmpty || inner.IndexOfAny(",\"{["u8) >= 0,
            ((byte)'<', (byte)'>') => inner.IndexOf("</"u8) >= 0 || inner.EndsWith("/"u8),
            _ => false,
        };
        count += structured ? 1 : 0;
        intervals += structured && text[0] == (byte)'[' && IsInterval(inner) ? 1 : 0;
    }

    /// <summary>Two short values or more.</summary>
    private static bool IsList(ReadOnlySpan<byte> text, byte sign)
    {
        int parts = 0;
        foreach (Range part in text.Split(sign))
        {
            int length = text[part].Trim((byte)' ').Length;
            if (length is 0 or > MaxPart)
            {
                return false;
            }
            parts++;
        }
        return parts > 1;
    }

    /// <summary>Two numbers, the smaller one first.</summary>
    private static bool IsInterval(ReadOnlySpan<byte> inner)
    {
        int comma = inner.IndexOf((byte)',');
        return comma > 0
            && double.TryParse(inner[..comma], CultureInfo.InvariantCulture, out double low)
            && double.TryParse(inner[(comma + 1)..].Trim((byte)' '), CultureInfo.InvariantCulture, out double high)
            && low < high;
    }

    /// <summary>
    /// Whether half of the cells are lists; not where the name says that they are keys, which may have parts.
    /// </summary>
    private bool Lists(ColumnProbe probe, NameHints hints, long looked)
    {
        bool few = Few(probe, FewLists) && probe.Texts.Distinct * (long)RowsEach <= probe.Texts.Count;
        bool keys = hints.SaysTextKey || hints.NamesEntityKey || hints.NamesPerson;
        return Math.Max(bars, semicolons) * 2L >= looked && bars + semicolons > 0 && !few && !keys;
    }

    private static bool Few(ColumnProbe probe, int most) => probe.Texts.Distinct <= most;

    /// <returns>Free text in doubt, which no confirmation turns into a category or a key; null where fewer than half of
    /// the cells have a structure, or where they are points on a map or a few intervals.</returns>
    public ColumnGuess? Judge(ColumnProbe probe, NameHints hints)
    {
        long looked = Math.Min(probe.Texts.Count, ColumnProbe.MaxCounted);
        bool structured = count > 0 && count * 2L >= looked && !(intervals == count && Few(probe, FewIntervals));
        if (probe.Places.Holds(probe) || !(structured || Lists(probe, hints, looked)))
        {
            return null;
        }
        string doubt = Doubts.Of(
            probe,
            "Its cells look like JSON or lists, with several values in each, which no generator learns",
            "Write each value into a column of its own, and infer again; or drop or redact this one."
        );
        return new ColumnGuess(
            new TextColumn(probe.Name),
            "Its cells hold several values each, as JSON and lists do.",
            0.5
        ).Doubted(doubt);
    }
}
