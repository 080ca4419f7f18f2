namespace AethergenAI;

internal static class CanonicalJsonRefusals
{
    internal static RefusedException NotFinite() =>
        new(
            RefusalKind.Invalid,
            "json.not-finite",
            "The document contains a number that is not finite, which JSON cannot hold. "
                + "Leave it out, or use a finite number."
        );

    internal static RefusedException InexactNumber(string literal) =>
        new(
            RefusalKind.Invalid,
            "json.inexact-number",
            $"The whole number {literal} would change when it is read back: "
                + "JSON numbers are exact up to ±9007199254740992 (2^53). Use a smaller number, or write it as text."
        );
}
