namespace AethergenAI.Tables.Csv;

/// <summary>Files that are not CSV, known by their first bytes.</summary>
internal static class ForeignFormats
{
    /// <summary>The number of bytes that tell.</summary>
    public const int HeadLength = 16;

    private const string SaveSheet = "Save the sheet in Excel as CSV UTF-8.";

    private static readonly (byte[] Head, string What, string Remedy)[] Known =
    [
        ([.. "PK\u0003\u0004"u8], "a zip archive or an Excel workbook", $"Unpack the archive. {SaveSheet}"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (.xls)", SaveSheet),
        ([0x1F, 0x8B], "compressed with gzip", "Unpack it first (gunzip)."),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with Zstandard", "Unpack it first (unzstd)."),
        ([.. "BZh91AY&SY"u8], "compressed with bzip2", "Unpack it first (bunzip2)."),
        ([0xFD, .. "7zXZ"u8], "compressed with xz", "Unpack it first (unxz)."),
        ([.. "7z"u8, 0xBC, 0xAF], "a 7-Zip archive", "Unpack it first."),
        ([.. "PAR1"u8], "Parquet", "Read it as a Parquet file, or export it as CSV in UTF-8."),
        ([.. "PARE"u8], "encrypted Parquet", "Decrypt it first, or export it as CSV in UTF-8."),
        ([.. "ARROW1"u8], "an Arrow or Feather file", "Export it as Parquet or as CSV in UTF-8."),
        ([.. "ORC"u8], "an ORC file", "Export it as Parquet or as CSV in UTF-8."),
        ([.. "Obj\u0001"u8], "an Avro file", "Export it as Parquet or as CSV in UTF-8."),
        ([.. "SQLite format 3"u8], "an SQLite database", "Export the table as CSV in UTF-8."),
        ([.. "%PDF"u8], "a PDF document", "Export the table as CSV in UTF-8."),
        ([.. "{\\rtf"u8], "an RTF document", "Export the table as CSV in UTF-8."),
        ([.. "<?xml"u8], "an XML document", "Export the table as CSV in UTF-8."),
        ([.. "<!DOCTYPE"u8], "a web page", "Download the file itself, not the page that shows it."),
        ([.. "<html"u8], "a web page", "Download the file itself, not the page that shows it."),
        ([.. "[{"u8], "a JSON document", "Export the table as CSV in UTF-8."),
        ([.. "{\""u8], "a JSON document", "Export the table as CSV in UTF-8."),
    ];

    /// <exception cref="RefusedException">The file is in one of these formats.</exception>
    public static void Refuse(ReadOnlySpan<byte> head)
    {
        foreach ((byte[] known, string what, string remedy) in Known)
        {
            if (head.StartsWith(known) && (!Word(known) || head.ContainsAnyInRange((byte)0, (byte)8)))
            {
                throw CsvRefusals.NotText(what, remedy);
            }
        }
    }

    /// <summary>Whether the first bytes may also begin the name of a column: PARENT_ID, ORCID.</summary>
    private static bool Word(ReadOnlySpan<byte> known) =>
        known.IndexOfAnyExceptInRange((byte)'0', (byte)'Z') < 0 && known[0] != '<';
}
