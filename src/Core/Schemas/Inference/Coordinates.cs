using System.Text;
using System.Text.RegularExpressions;
using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Recognises cells that hold coordinates: two numbers in one cell, degrees with minutes or a letter for the
/// hemisphere, WKT points, GeoJSON points. A column holds one number a cell, so no generator can learn them.
/// </summary>
internal sealed partial class Coordinates
{
    private const int MinCells = 10,
        MaxLength = 200;

    /// <summary>In milliseconds of the clock: on a busy machine, a second passes without any work.</summary>
    private const int TimeLimit = 10_000;

    private const RegexOptions Options =
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>The number of cells that hold coordinates.</summary>
    private int count;

    /// <summary>Counts a cell that is no plain number, of the first <see cref="ColumnProbe.MaxCounted"/>.</summary>
    public void Observe(ReadOnlySpan<byte> cell)
    {
        if (cell.Length is >= 3 and <= MaxLength && Reads(Encoding.UTF8.GetString(cell)))
        {
            count++;
        }
    }

    /// <summary>Whether nine of ten cells have a place.</summary>
    public bool Holds(ColumnProbe probe) =>
        count >= MinCells && count * 10L >= Math.Min(probe.Texts.Count, ColumnProbe.MaxCounted) * 9;

    /// <returns>Free text in doubt, which no confirmation turns into digits; null where fewer than nine of ten cells
    /// have a place, or where few places repeat: these are categories.</returns>
    public ColumnGuess? Judge(ColumnProbe probe)
    {
        if (!Holds(probe) || probe.Texts.Distinct * 5L <= probe.Texts.Count)
        {
            return null;
        }
        string doubt = Doubts.Of(
            probe,
            "Its cells look like coordinates written as text, which no generator learns",
            "Write latitude and longitude as decimal degrees, each into a column of its own, and infer again; "
                + "or drop or redact this one."
        );
        return new ColumnGuess(new TextColumn(probe.Name), "Its cells look like coordinates.", 0.5).Doubted(doubt);
    }

    private static bool Reads(string text) =>
        (Pair().Match(text) is { Success: true } pair && pair.Groups["decimals"].Success)
        || (Angles().IsMatch(text) && (text.AsSpan().ContainsAny('°', 'º') || Hemisphere().IsMatch(text)))
        || Json().IsMatch(text);

    /// <summary><c>51.5, -0.12</c>; in brackets; <c>POINT(-0.12 51.5)</c>, with up to two more numbers.</summary>
    [GeneratedRegex(
        @"^((SRID=\d+; ?)?POINT ?[ZM]{0,2} ?)?[(\[]? *[+-]?\d{1,3}(?<decimals>[.,]\d+)?( *[,;|/] *| +)"
            + @"[+-]?\d{1,3}(?<decimals>[.,]\d+)?([,; ]+[+-]?\d+([.,]\d+)?){0,2} *[)\]]?$",
        Options,
        TimeLimit
    )]
    private static partial Regex Pair();

    /// <summary>One or two angles in degrees, with minutes and seconds or decimals.</summary>
    [GeneratedRegex(
        @"^([(\[]?[NSEW]? ?[+-]?\d{1,3}([.,]\d+)? ?[°º]? ?(\d{1,2}([.,]\d+)? ?['’′] ?)?"
            + @"(\d{1,2}([.,]\d+)? ?([""”″]|''|′′) ?)?[NSEWO]?[)\]]?[ ,;/]*){1,2}$",
        Options,
        TimeLimit
    )]
    private static partial Regex Angles();

    /// <summary>Decimals beside the letter of a hemisphere: <c>51.5N</c>, <c>N 51.5</c>.</summary>
    [GeneratedRegex(@"[.,]\d+ ?[NSEWO]\b|\b[NSEW] ?[+-]?\d+[.,]\d", Options, TimeLimit)]
    private static partial Regex Hemisphere();

    [GeneratedRegex(@"^\{.*""type"" *: *""Point"".*\}$", Options, TimeLimit)]
    private static partial Regex Json();
}
