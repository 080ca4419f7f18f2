namespace AethergenAI.Tables.Csv;

/// <summary>The encodings that files usually have; <see cref="TextEncodings.Names"/> lists all.</summary>
public static class UsualEncodings
{
    /// <summary>
    /// What forms offer. After Unicode and Western European come the others, in the order in which they are named where
    /// nothing tells them apart.
    /// </summary>
    public static readonly IReadOnlyList<DialectChoice> All =
    [
        new(TextEncodings.Utf8, "UTF-8"),
        new("utf-16", "UTF-16"),
        new(TextEncodings.Western, "Western European (Windows-1252)"),
        new("shift_jis", "Japanese (Shift-JIS)"),
        new("euc-jp", "Japanese (EUC-JP)"),
        new("euc-kr", "Korean (EUC-KR)"),
        new("gb18030", "Chinese (GB 18030)"),
        new("big5", "Chinese (Big5)"),
        new("windows-1251", "Cyrillic (Windows-1251)"),
        new("koi8-r", "Cyrillic (KOI8-R)"),
        new("windows-1253", "Greek (Windows-1253)"),
        new("windows-1255", "Hebrew (Windows-1255)"),
        new("windows-1256", "Arabic (Windows-1256)"),
        new("windows-874", "Thai (Windows-874)"),
        new("windows-1250", "Central European (Windows-1250)"),
        new("windows-1254", "Turkish (Windows-1254)"),
        new("windows-1257", "Baltic (Windows-1257)"),
        new("ibm850", "Western European (DOS, 850)"),
        new("ibm852", "Central European (DOS, 852)"),
        new("cp866", "Cyrillic (DOS, 866)"),
        new("macintosh", "Western European (Macintosh)"),
    ];

    /// <summary>Those of text that is neither UTF-8 nor Western European.</summary>
    internal static readonly IReadOnlyList<string> OfOtherText =
    [
        .. All.Select(choice => choice.Value).Except([TextEncodings.Utf8, "utf-16", TextEncodings.Western]),
    ];
}
