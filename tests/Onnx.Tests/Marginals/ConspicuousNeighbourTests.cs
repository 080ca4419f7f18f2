using System.Globalization;
using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Onnx.Tests.Marginals;

/// <summary>
/// Fits of files that differ by a unit that stands out, at the file's beginning, in its middle and at its end. Files
/// and not tables, because what a row may change by the way is what is read of it: the order in which levels come.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ConspicuousNeighbourTests
{
    private const int Rows = 240;

    private static readonly Schema Public = new(
        "visits",
        [
            new IdentifierColumn("who", "P-####"),
            new IntegerColumn("age", 0, 99) { Domain = ColumnDomain.Public, Bins = [0, 20, 40, 60, 100] },
            new CategoricalColumn("ward", ["A", "B", "C"]) { Domain = ColumnDomain.Public, Nullable = true },
            new IntegerColumn("nights", 0, 9) { Domain = ColumnDomain.Public, Nullable = true },
        ]
    )
    {
        Privacy = new SchemaPrivacy(1000),
    };

    private static readonly Schema People = Public with
    {
        Privacy = Public.Privacy! with { Entity = "who", RowsPerEntity = 3, Excess = ExcessRows.Trim },
    };

    /// <summary>Levels and numbers are sought for a part of ε.</summary>
    private static readonly Schema Paid = Public with
    {
        Columns =
        [
            Public.Columns[0],
            new IntegerColumn("age"),
            new CategoricalColumn("ward", []) { Nullable = true },
            new IntegerColumn("nights") { Nullable = true },
        ],
    };

    private static readonly Dictionary<string, string[]> Units = new(StringComparer.Ordinal)
    {
        ["a new level"] = ["P-9000,33,Z,3"],
        ["missing cells"] = ["P-9000,33,,"],
        ["numbers far outside"] = ["P-9000,4000000,B,-77"],
        ["a person with many rows"] = [.. Enumerable.Range(0, 9).Select(i => $"P-9000,{i * 11},Z,{i}")],
        ["a person whose rows are all the same"] = [.. Enumerable.Repeat("P-9000,50,C,9", 7)],
    };

    public static TheoryData<string, string, string> Fits =>
        [
            .. from generator in (string[])["independent", "mst", "aim"]
            from unit in Units.Keys
            from schema in (string[])["public", "people", "paid"]
            where schema == "people" || Units[unit].Length == 1
            select new TheoryDataRow<string, string, string>(generator, schema, unit),
        ];

    [Theory]
    [MemberData(nameof(Fits))]
    public void Nothing_but_what_was_paid_for_tells_them_apart(string generator, string kind, string unit)
    {
        var schema = kind switch
        {
            "public" => Public,
            "people" => People,
            _ => Paid,
        };
        var without = Fit([]);
        foreach (int place in (int[])[0, Rows / 2, Rows])
        {
            NeighbourFits.RequireEqual(generator, kind == "paid", Fit(Units[unit], place), without);
        }

        NeighbourFits.Outcome Fit(string[] more, int place = 0)
        {
            var csv = new StringBuilder("who,age,ward,nights\n");
            for (int row = 0; row <= Rows; row++)
            {
                foreach (string line in row == place ? more : [])
                {
                    csv.Append(line).Append('\n');
                }
                if (row < Rows)
                {
                    csv.Append(
                        CultureInfo.InvariantCulture,
                        $"P-{row / 2:D4},{row % 90},{"ABC"[row % 3]},{row % 10}\n"
                    );
                }
            }
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString()));
            return NeighbourFits.Fit(generator, schema, CsvReader.Read(file, schema), kind == "paid");
        }
    }
}
