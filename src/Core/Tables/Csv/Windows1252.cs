namespace AethergenAI.Tables.Csv;

/// <summary>The Western European code page of Windows.</summary>
internal static class Windows1252
{
    /// <summary>
    /// The characters from 0x80 to 0x9F; Latin-1's control characters where the code page defines none.
    /// </summary>
    private const string High = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009Dž\u009F";

    public static char Decode(byte b) => b is >= 0x80 and < 0xA0 ? High[b - 0x80] : (char)b;

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        char[] text = new char[bytes.Length];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = Decode(bytes[i]);
        }
        return new string(text);
    }

    /// <summary>Whether it stands for a byte that the code page does not define.</summary>
    public static bool IsControl(char character) => character is >= '\u0080' and < '\u00A0';
}
