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
                string kind in (string[])["odd number", "odd form", "odd moment", "thousands", "measures", "points"]
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
