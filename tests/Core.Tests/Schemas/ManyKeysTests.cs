using System.Globalization;
using System.Text;
using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>
/// Keys are read alike in small files and in files with more of them than <see cref="SchemaInference.MaxLevels"/>.
/// </summary>
public sealed class ManyKeysTests
{
    private const int Few = 200,
        Many = 12_000;

    public static TheoryData<string, string, int> Patterns
    {
        get
        {
            var patterns = new TheoryData<string, string, int>();
            foreach (int rows in (int[])[Few, Many])
            {
                patterns.Add("invoice", "INV-2022-######", rows);
                patterns.Add("product", "??######", rows);
                patterns.Add("part", "####-####", rows);
                patterns.Add("token", "********-****-****-****-************", rows);
                patterns.Add("later", "INV-20##-######", rows);
                patterns.Add("lengths", "A-#####", rows);
                patterns.Add("patient_id", "P-######", rows);
            }
            return patterns;
        }
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_key_keeps_its_pattern_however_many_there_are(string name, string pattern, int rows)
    {
        var random = new Random(5);

        Column column = Infer(name, Enumerable.Range(0, rows).Select(row => Cell(name, row, rows, random)));

        var key = Assert.IsType<IdentifierColumn>(column);
        Assert.Equal(pattern, key.Pattern);
        Assert.Null(key.Doubt);
    }

    [Theory]
    [InlineData("contact")]
    [InlineData("number")]
    public void Cells_that_identify_persons_are_found_however_many_there_are(string name)
    {
        var random = new Random(6);
        string[] persons = [.. Enumerable.Range(0, Many).Select(row => Cell(name, row, Many, random))];

        // each person twice: what repeats is no key, unless its form says that it identifies
        var key = Assert.IsType<IdentifierColumn>(Infer(name, [.. persons, .. persons]));

        Assert.NotNull(key.Entity);
        Assert.Equal(name == "number" ? IdentifierCheck.Mod11 : null, key.Check);
        Assert.Equal(name == "number" ? "##########" : "~~~~~~##@example.org", key.Pattern);
    }

    [Fact]
    public void Keys_of_which_a_late_one_is_written_otherwise_have_no_pattern()
    {
        IEnumerable<string> keys = Enumerable.Range(0, Many).Select(row => $"INV-{row:000000}").Append("by hand");

        Column column = Infer("invoice", keys);

        Assert.Null(Assert.IsType<IdentifierColumn>(column).Pattern);
        Assert.NotNull(column.Doubt);
    }

    private static string Cell(string name, int row, int rows, Random random) =>
        name switch
        {
            "invoice" => $"INV-2022-{row:000000}",
            "product" =>
                $"{(char)('A' + random.Next(26))}{(char)('A' + random.Next(26))}{random.Next(1_000_000):000000}",
            "part" => $"{random.Next(10_000):0000}-{random.Next(10_000):0000}",
            "token" => Token(random),
            "later" => $"INV-20{(row > rows / 2 ? 22 : 13)}-{row * 17 % 1_000_000:000000}",
            "lengths" => $"A-{(row % 2 == 0 ? row : 99_999 - row)}",
            "patient_id" => $"P-{row * 31:000000}",
            "contact" => $"{Token(random)[..8]}@mail.example",
            _ => Number(100_000_000 + row * 70_001),
        };

    private static string Token(Random random)
    {
        byte[] bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    /// <summary>The first number from nine digits on that has a check digit (weights 10 to 2, modulo 11).</summary>
    private static string Number(int nine)
    {
        string digits = nine.ToString(CultureInfo.InvariantCulture);
        int sum = digits.Select((digit, at) => (10 - at) * (digit - '0')).Sum();
        int check = (11 - sum % 11) % 11;
        return check == 10 ? Number(nine + 1) : $"{digits}{check}";
    }

    private static Column Infer(string name, IEnumerable<string> cells)
    {
        string text = $"{name}\n" + string.Concat(cells.Select(cell => $"{cell}\n"));
        return SchemaInference
            .Infer(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t", ct: TestContext.Current.CancellationToken)
            .Schema.Columns[0];
    }
}
