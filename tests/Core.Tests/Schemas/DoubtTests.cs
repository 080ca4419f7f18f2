using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>
/// Every doubt says its reason, a number of cells, their form in up to three masked examples, and what to do, however
/// many different texts the column has.
/// </summary>
public sealed partial class DoubtTests
{
    private const int Repeats = 40;

    /// <summary>More rows than <see cref="SchemaInference.MaxLevels"/>, so that the texts are no longer kept.</summary>
    private const int Many = 12_000;

    private static readonly string[] Words = ["ask", "blue", "cat", "door", "ever", "fit", "gone", "held"];

    /// <summary>Two numbers in one cell, latitude first.</summary>
    private static readonly Func<string, string, string>[] Pairs =
    [
        (north, east) => $"{north}, {east}",
        (north, east) => $"{north};{east}",
        (north, east) => $"({north}, {east})",
        (north, east) => $"[{east},{north}]",
        (north, east) => $"{north} {east}",
        (north, east) => $"POINT({east} {north})",
        (north, east) => $"SRID=4326;POINT ({east} {north})",
        (north, east) => $"{north}, {east}, 12",
        (north, east) => $"{north.Replace('.', ',')}; {east.Replace('.', ',')}",
    ];

    private static readonly Func<int, int, int, string>[] Angles =
    [
        (d, m, s) => $"{d}°{m:00}'{s:00}''N 0°{s:00}'{m:00}''W",
        (d, m, s) => $"{d}° {m}.{s:000}' N, {s}° {m}.{d:000}' E",
        (d, m, s) => $"{d}.{m:00}{s:00}N {s}.{d:00}W",
        (d, m, s) => $"N {d}.{m:00}{s:00} W {s}.{d:00}",
        (d, m, s) => $"{d}°{m:00}′{s:00}″S",
    ];

    public static TheoryData<string, int> Kinds
    {
        get
        {
            var kinds = new TheoryData<string, int>();
            foreach (string kind in Makers.Keys)
            {
                kinds.Add(kind, 60);
            }
            foreach (
                string kind in (string[])
                    [
                        "odd number",
                        "odd form",
                        "odd moment",
                        "thousands",
                        "measures",
                        "points",
                        "short texts",
                        "coordinates",
                        "angles",
                    ]
            )
            {
                kinds.Add(kind, Many);
            }
            return kinds;
        }
    }

    /// <summary>By the kind of doubt: what its sentence says, and the column's cells.</summary>
    private static readonly Dictionary<string, (string Reason, Func<Random, int, string> Cell)> Makers = new()
    {
        ["thousands"] = ("no cell tells which", (random, _) => $"{random.Next(1, 999)},{random.Next(100, 999)}"),
        ["points"] = ("no number without is above 999", (random, row) =>
            row % 2 == 0 ? $"{random.Next(1, 999)}.{random.Next(100, 999)}" : $"{random.Next(1, 999)}"
        ),
        ["endings"] = ("decimals of a second or its time zones", (random, row) =>
            $"{Day(random):yyyy-MM-ddTHH:mm:ss}" + (row % 2 == 0 ? "Z" : "")
        ),
        ["short years"] = ("years of two digits, or three numbers", (random, _) =>
            $"{random.Next(1, 13):00}/{random.Next(1, 13):00}/{random.Next(10, 13):00}"
        ),
        ["random texts"] = ("replaced by digits", (random, row) =>
            row % 2 == 0 ? $"{random.Next(1, 99)} h {random.Next(1, 99)} min" : $"{row * 7} min"
        ),
        ["measures"] = ("look like measurements", (random, row) =>
            $"{random.Next(10, 99)}/{random.Next(10, 99)}/{row + 100}/{random.Next(10, 99)}"
        ),
        ["short texts"] = ("replaced by digits", (random, _) =>
            string.Join(' ', Enumerable.Range(0, 6).Select(_ => Words[random.Next(Words.Length)]))
        ),
        ["coordinates"] = ("look like coordinates", (random, row) =>
            Pairs[row % Pairs.Length](Decimals(random, 90), Decimals(random, 180))
        ),
        ["angles"] = ("look like coordinates", (random, row) =>
            Angles[row % Angles.Length](random.Next(90), random.Next(60), random.Next(60)).Replace('\'', '′')
        ),
        ["odd number"] = ("All but 2 cells are numbers", (random, row) =>
            row is 30 or 50 ? $">{random.Next(100, 999)}" : $"{random.Next(1, 999_999)}.5"
        ),
        ["odd form"] = ("All but 2 cells are numbers written as", (random, row) =>
            row is 30 or 50 ? "free of charge" : $"${random.Next(1, 99)},{random.Next(100, 999)}.25"
        ),
        ["odd moment"] = ("All but 2 cells are written as", (random, row) =>
            row is 30 or 50 ? "0000-00-00 00:00:00" : $"{Day(random):yyyy-MM-dd HH:mm:ss}"
        ),
    };

    /// <summary>
    /// Each way to write a place: a column that a person confirms must not come out as random digits.
    /// </summary>
    [Fact]
    public void Coordinates_are_never_identifiers()
    {
        var ways = Pairs
            .Select<Func<string, string, string>, Func<Random, string>>(write =>
                random => write(Decimals(random, 90), Decimals(random, 180))
            )
            .Concat(
                Angles.Select<Func<int, int, int, string>, Func<Random, string>>(write =>
                    random => write(random.Next(90), random.Next(60), random.Next(60))
                )
            );
        foreach (var write in ways)
        {
            var random = new Random(3);

            Column column = Infer(Enumerable.Range(0, 60).Select(_ => write(random)));

            Assert.IsType<TextColumn>(column);
            Assert.Contains("look like coordinates", column.Doubt, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0.51, 0.73")] // repeats: categories
    [InlineData("8 12")]
    [InlineData("120/80")]
    [InlineData("1.2.3")]
    [InlineData("12:30")]
    [InlineData("5S")]
    public void Other_cells_are_not_taken_for_coordinates(string cell)
    {
        Column column = Infer(Enumerable.Repeat(cell, 100));

        Assert.DoesNotContain("coordinates", column.Doubt ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,{0:000}.50")]
    [InlineData("{0}/80")]
    [InlineData("1.{0}.3")]
    [InlineData("{0}.5 s")]
    [InlineData("{0}.25")]
    public void Different_cells_beside_an_odd_one_are_not_taken_for_coordinates(string form)
    {
        var cells = Enumerable.Range(101, 60).Select(n => string.Format(CultureInfo.InvariantCulture, form, n));

        Column column = Infer([.. cells, "n/k"]);

        Assert.DoesNotContain("coordinates", column.Doubt ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Coordinates_are_doubted_whatever_stands_in_the_first_rows()
    {
        var random = new Random(5);
        var places = Enumerable.Range(0, 200).Select(_ => $"{Decimals(random, 90)}, {Decimals(random, 180)}");

        Column column = Infer([.. Enumerable.Repeat("unknown", 15), .. places]);

        Assert.Contains("look like coordinates", column.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void An_odd_cell_does_not_hide_that_day_and_month_may_be_swapped()
    {
        var random = new Random(6);
        var days = Enumerable.Range(0, 100).Select(_ => $"{random.Next(1, 13):00}/{random.Next(1, 13):00}/2020");

        Column column = Infer([.. days, "n/k"]);

        Assert.Contains("dd/MM/yyyy and MM/dd/yyyy", column.Doubt, StringComparison.Ordinal);
    }

    private static string Decimals(Random random, int most) =>
        $"{(random.Next(2) == 0 ? "-" : "")}{random.Next(most)}.{random.Next(1, 10_000):0000}";

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_doubt_has_a_reason_a_number_examples_and_advice(string kind, int rows)
    {
        (string reason, var cell) = Makers[kind];
        foreach (int seed in Enumerable.Range(1, rows == Many ? 1 : Repeats))
        {
            var random = new Random(seed);
            string[] cells = [.. Enumerable.Range(0, rows).Select(row => cell(random, row))];

            Column column = Infer(cells);

            Assert.True(column.Doubt is not null, $"Seed {seed}: no doubt of {column.GetType().Name} {cells[0]}.");
            Assert.Contains(reason, column.Doubt, StringComparison.Ordinal);
            Match match = Complete().Match(column.Doubt);
            Assert.True(match.Success, column.Doubt);
            Assert.InRange(match.Groups["form"].Captures.Count, 1, 3);
            Assert.All(match.Groups["form"].Captures, form =>
                Assert.Matches("^[9aA]*(?:[^0-9a-zA-Z][9aA]*)*…?$", form.Value)
            );
            Assert.DoesNotContain(cells.Where(text => text.Any(c => c is >= '0' and < '9')), text =>
                column.Doubt.Contains($"'{text}'", StringComparison.Ordinal)
            );
        }
    }

    /// <summary>The reason; a number of cells; up to three forms in quotes; what to do, as a sentence.</summary>
    [GeneratedRegex(
        @"^(?=.*?\b(?:[0-9][0-9,]* cells?|one cell)\b)[A-Z].* \((?:[0-9,]+ cells?, )?of the form '(?<form>[^']+)'"
            + @"(?:, '(?<form>[^']+)')*\)\. .*\b(?:[Cc]onfirm|Write|Choose|declare|correct)\b.*\.$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Complete();

    private static DateTime Day(Random random) => new DateTime(2020, 1, 1).AddSeconds(random.Next(100_000_000));

    private static Column Infer(IEnumerable<string> cells)
    {
        string text = "v\n" + string.Concat(cells.Select(cell => $"\"{cell}\"\n"));
        return SchemaInference
            .Infer(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t", ct: TestContext.Current.CancellationToken)
            .Schema.Columns[0];
    }
}
