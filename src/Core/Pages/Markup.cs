using System.Net;
using AethergenAI.Statistics;

namespace AethergenAI.Pages;

/// <summary>Escapes text for HTML, and formats figures in one way everywhere: value, interval, reference.</summary>
internal static class Markup
{
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static string Number(double? value) =>
        value is { } number && double.IsFinite(number) ? Signed(number.ToString("0.000")) : "not measured";

    /// <summary>Writes a true minus sign, and no sign before zero.</summary>
    public static string Signed(string number) => number == "-0.000" ? "0.000" : number.Replace('-', '\u2212');

    public static string Between(Interval? interval) =>
        interval is null ? "" : $"[{Number(interval.Low)}, {Number(interval.High)}]";

    /// <summary>A coordinate in a drawing.</summary>
    public static string At(double value) => Math.Round(value, 2).ToString("0.##");

    public static string Count(int value) => value.ToString("N0");

    public static string Word(Verdict verdict) => verdict.Word();

    /// <summary>A verdict as icon, word and colour, so that none of them carries it alone.</summary>
    public static string Status(Verdict verdict)
    {
        string icon = verdict switch
        {
            Verdict.Pass => "<path d='M3 8.5l3.2 3.2L13 5' fill='none' stroke='currentColor' stroke-width='2'/>",
            Verdict.Fail => "<path d='M4 4l8 8M12 4l-8 8' fill='none' stroke='currentColor' stroke-width='2'/>",
            Verdict.Invalid => "<path d='M2 8h12M8 2v12' fill='none' stroke='currentColor' stroke-width='2' "
                + "transform='rotate(45 8 8)'/><circle cx='8' cy='8' r='6.5' fill='none' stroke='currentColor' "
                + "stroke-width='1.5'/>",
            Verdict.Underpowered =>
                "<path d='M8 2L15 14H1z' fill='none' stroke='currentColor' stroke-width='1.5'/><path d='M8 "
                    + "6v4M8 11.2v1.4' stroke='currentColor' stroke-width='1.5'/>",
            _ => "<circle cx='8' cy='8' r='5.5' fill='none' stroke='currentColor' stroke-width='1.5' "
                + "stroke-dasharray='2.5 2'/>",
        };
        return $"<span class='status {Class(verdict)}'><svg viewBox='0 0 16 16' "
            + $"aria-hidden='true'>{icon}</svg>{Word(verdict)}</span>";
    }

    public static string Class(Verdict verdict) => Word(verdict).Replace(' ', '-');
}
