using System.Globalization;

namespace AethergenAI;

/// <summary>What <see cref="InputGate"/> lets nobody bring in: one code, whoever asks.</summary>
internal static class InputRefusals
{
    private const string Code = "input.not-plain";

    internal static RefusedException ControlCharacter(string place, char character) =>
        Refuse(
            $"The text at {place} holds the control character U+{(int)character:X4}, which no text here may hold. "
                + "Remove it."
        );

    internal static RefusedException HalfCharacter(string place) =>
        Refuse(
            $"The text at {place} holds half a character (a lone surrogate, or bytes that are not UTF-8). "
                + "Write the text again in UTF-8."
        );

    internal static RefusedException LongName(string place, int limit) =>
        Refuse($"The name at {place} is longer than {limit} characters. Shorten it.");

    internal static RefusedException TooDeep(int limit) =>
        Refuse($"The document has lists or objects in one another, more than {limit} deep. Use fewer levels.");

    internal static RefusedException TooLarge(long bytes) =>
        Refuse(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The document has {bytes:N0} bytes; {InputGate.MaxDocument:N0} is the limit. Make it smaller."
            )
        );

    internal static RefusedException NumberRange(string place) =>
        Refuse($"The number at {place} is beyond the range of numbers (about ±1.8E+308). Write a smaller one.");

    private static RefusedException Refuse(string message) => new(RefusalKind.Invalid, Code, message);
}
