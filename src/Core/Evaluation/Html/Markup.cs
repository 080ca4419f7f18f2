using System.Net;

namespace AethergenAI.Evaluation.Html;

/// <summary>Text that is safe inside HTML, and figures as they are written everywhere: value, interval, reference.</summary>
internal static class Markup
{
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    public static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("0.000") : "not measured";

    public static string Between(Interval? interval) => interval is null ? "" : $"[{Number(interval.Low)}, {Number(interval.High)}]";

    public static string Figure(Measure measure) =>
        Number(measure.Value) + (measure.Interval is null ? "" : $" {Between(measure.Interval)}") + (measure.Ceiling is null ? "" : $" of {Number(measure.Ceiling)}");
}
