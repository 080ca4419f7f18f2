using System.Text;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>Patterns of numbers, days, moments and identifiers, one a line, with cells for them.</summary>
internal static class FormatFuzz
{
    public static IReadOnlyList<byte[]> Samples { get; } =
    [
        Lines("$#,##0.00", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss[.fff]zzz", "P-######", "$1,234.50", "2024-02-29"),
        Lines("0.00;(0.00)", "dd-MMM-yy", "MM/dd/yyyy hh:mm:ss tt", "??-##-~~~", "(12.50)", "29-Feb-24"),
        Lines("+0;-0;0", "d.M.yyyy", "yyyyMMddHHmmss", "\\#-##", "+15", "1.2.2024"),
        Lines(
            "hh:mm:ss.000",
            "MMMM d, yyyy",
            "ddd, dd MMM yyyy HH:mm:ss K",
            "########-####",
            "01:02:03.500",
            "May 1, 2024"
        ),
        Lines("0.0## %", "yyyy", "s", "^###", "12.5 %", "2024"),
    ];

    public static void Read(byte[] file, Random random)
    {
        string[] lines = [.. FuzzReaders.Text(file).Split('\n'), "", "", "", "", "", ""];
        IdentifierCheck? check = random.Next(3) == 0 ? (IdentifierCheck)random.Next(3) : null;
        LetterCase? letters = random.Next(3) == 0 ? (LetterCase)random.Next(2) : null;
        Column[] columns =
        [
            new DecimalColumn("number") { Format = lines[0] },
            new IntegerColumn("whole") { Format = lines[0] },
            new DateColumn("day", Format: lines[1]) { Letters = letters },
            new DateTimeColumn("moment", Format: lines[2]) { Letters = letters },
            new IdentifierColumn("key", lines[3]) { Check = check },
        ];
        foreach (Column column in columns)
        {
            FuzzReaders.Refusable(() => Use(column, lines));
        }
    }

    private static void Use(Column column, string[] cells)
    {
        var schema = new Schema("formats", [column]);
        SchemaCheck.Check(schema);
        string text =
            $"{column.Name}\n" + string.Join('\n', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"")}\"")) + "\n";
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        SchemaCheck.Check(stream, schema);
        foreach (Table table in Tables(column))
        {
            CsvWriter.Write(Stream.Null, table, schema);
        }
    }

    /// <summary>Values at the ends of what a column holds, as a generator may make them.</summary>
    private static Table[] Tables(Column column) =>
        column switch
        {
            DecimalColumn => Numbers(column, [0, -0.0, 0.1, -1e300, 1e15, 123456.789, double.NaN, 5e-324]),
            IntegerColumn => Numbers(column, [0, -1, 9007199254740992, -9007199254740992, double.NaN]),
            DateColumn => Numbers(column, [0, 738_000, DateOnly.MaxValue.DayNumber, double.NaN]),
            DateTimeColumn => Numbers(column, [-62_135_596_800, 0, 1.7e9, 253_402_300_799, double.NaN]),
            _ => [],
        };

    private static Table[] Numbers(Column column, double[] values) =>
        [new Table([new NumberData { Name = column.Name, Values = values }])];

    private static byte[] Lines(params string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines));
}
