using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>The encodings that a file can be declared to have: Unicode's, and the code pages of .NET.</summary>
public static class TextEncodings
{
    public const string Utf8 = "utf-8";
    public const string Western = "windows-1252";

    /// <summary>Code pages that write everything in seven bits, so that their bytes look like UTF-8.</summary>
    private static readonly int[] SevenBit = [50220, 50221, 50222, 50225, 50227, 52936];

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = Utf8,
        ["latin-1"] = Western,
        ["latin1"] = Western,
        ["iso-8859-1"] = Western,
        ["cp1252"] = Western,
        ["sjis"] = "shift_jis",
        ["shift-jis"] = "shift_jis",
        ["gbk"] = "gb18030",
        ["gb2312"] = "gb18030",
    };

    /// <summary>The names of all encodings, for messages and completion.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. CodePagesEncodingProvider
            .Instance.GetEncodings()
            .Select(known => known.Name)
            .Concat([Utf8, "utf-16", "utf-16be", "utf-32", "gb18030", "euc-kr", "euc-jp", "iso-2022-jp"])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether there is an encoding of this name.</summary>
    public static bool Known(string name) => Find(Canonical(name)) is not null;

    /// <summary>The name that a schema keeps.</summary>
    public static string Canonical(string name) =>
        Aliases.TryGetValue(name.Trim(), out string? usual) ? usual : WindowsName(name.Trim().ToLowerInvariant());

    /// <exception cref="RefusedException">There is no such encoding.</exception>
    internal static Encoding Of(string name) => Find(Canonical(name)) ?? throw CsvRefusals.EncodingName(name, Names);

    internal static bool IsSevenBit(Encoding encoding) => SevenBit.Contains(encoding.CodePage);

    /// <summary>Whether letters of ASCII have zero bytes in it, as in UTF-16.</summary>
    internal static bool HasZeroBytes(Encoding encoding) => encoding.GetByteCount("a") > 1;

    /// <summary>"cp1251" is windows-1251.</summary>
    private static string WindowsName(string name) =>
        name.StartsWith("cp125", StringComparison.Ordinal) ? $"windows-{name[2..]}" : name;

    private static Encoding? Find(string name)
    {
        if (CodePagesEncodingProvider.Instance.GetEncoding(name) is { } page)
        {
            return page;
        }
        return name switch
        {
            Utf8 => Encoding.UTF8,
            "utf-16" or "utf-16le" => Encoding.Unicode,
            "utf-16be" => Encoding.BigEndianUnicode,
            "utf-32" => Encoding.UTF32,
            _ => null,
        };
    }
}
