namespace AethergenAI.Cards;

/// <summary>
/// Letters of five by seven pixels for names and numbers; a character that has none is drawn as a box.
/// </summary>
internal static class PixelFont
{
    internal const int Width = 5,
        Height = 7,
        Advance = 6;

    /// <summary>
    /// Each character is followed by its seven rows from the top, with two hexadecimal digits per row;
    /// the leftmost pixel is the highest of five bits.
    /// </summary>
    private const string Drawn = """
        A0E11111F111111 B1E11111E11111E C0E11101010110E D1E11111111111E E1F10101E10101F F1F10101E101010 G0E11101713110F
        H1111111F111111 I0E04040404040E J0702020202120C K11121418141211 L1010101010101F M111B1515111111 N11191513111111
        O0E11111111110E P1E11111E101010 Q0E11111115120D R1E11111E141211 S0F10100E01011E T1F040404040404 U1111111111110E
        V11111111110A04 W11111115151B11 X11110A040A1111 Y11110A04040404 Z1F01020408101F a00000E010F110F b10101E1111111E
        c00000E1110110E d01010F1111110F e00000E111F100E f06081C08080808 g00000F110F010E h10101E11111111 i04000C0404040E
        j0200060202120C k10101214181412 l0C04040404040E m00001A15151515 n00001E11111111 o00000E1111110E p00001E111E1010
        q00000F110F0101 r00001619101010 s00000F100E011E t08081C08080906 u0000111111130D v000011110A0A04 w0000111115150A
        x0000110A040A11 y001111110F010E z00001F0204081F 00E11131519110E 1040C040404040E 20E11010608101F 31F02040201110E
        402060A121F0202 51F101E0101110E 60608101E11110E 71F010204080808 80E11110E11110E 90E11110F01020C .00000000000C0C
        ,000000000C0408 :000C0C000C0C00 ;000C0C000C0408 -0000001F000000 +0004041F040400 =00001F001F0000 /00010204081000
        _0000000000001F (02040808080402 )08040202020408 [0E08080808080E ]0E02020202020E <02040810080402 >08040201020408
        %18190204081303 !04040404040004 ?0E110204040004 ε00000E100C100E ±04041F04041F00 '04040800000000 *000A041F040A00
        #0A0A1F0A1F0A0A &0C12140815120D |04040404040404 ^040A1100000000 ~00000815020000 @0E11171517100E ÷0004001F000400
        """;

    private static readonly Dictionary<char, byte[]> Glyphs = Drawn
        .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(glyph => glyph[0], glyph => Convert.FromHexString(glyph[1..]));

    private static readonly byte[] Box = [0x1F, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1F];

    /// <summary>Whether a pixel of a character is set.</summary>
    internal static bool IsSet(char character, int x, int y)
    {
        if (character == ' ')
        {
            return false;
        }
        char plain = character switch
        {
            '−' or '–' => '-',
            '…' => '.',
            '"' or '’' => '\'',
            _ => character,
        };
        return (Glyphs.GetValueOrDefault(plain, Box)[y] >> (Width - 1 - x) & 1) == 1;
    }
}
