using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Onnx.Tests;

/// <summary>
/// What comes out is written as the seed: over generated tables of all forms, the way from a file over its inferred
/// schema and a fit to sampled rows leaves no violation and no form that the seed does not have.
/// </summary>
[Trait("Speed", "Slow")]
public sealed partial class FormsTests
{
    private const int Tables = 2_000,
        Rows = 40,
        Columns = 5;

    private static readonly Dictionary<string, Func<Random, string>> Forms = new(StringComparer.Ordinal)
    {
        ["amount_usd"] = r => Money(r, "$", 2),
        ["amount_eur"] = r => $"{Number(r, 90_000, 2).Replace('.', ',')} €",
        ["grouped"] = r => (r.Next(2_000_000) / 100.0).ToString("#,##0.00", CultureInfo.InvariantCulture),
        ["spaced"] = r => r.Next(9_000_000).ToString("#,##0", CultureInfo.InvariantCulture).Replace(',', ' '),
        ["swiss"] = r => r.Next(9_000_000).ToString("#,##0", CultureInfo.InvariantCulture).Replace(',', '\''),
        ["accounting"] = r => r.Next(2) == 0 ? Number(r, 900, 2) : $"({Number(r, 900, 2)})",
        ["rate"] = r => $"{Number(r, 100, 1)}%",
        ["share"] = r => $"{r.Next(100)} %",
        ["dose"] = r => $"{Number(r, 500, 1)} mg",
        ["change"] = r => r.Next(2) == 0 ? $"+{r.Next(1, 90)}" : $"-{r.Next(1, 90)}",
        ["fixed"] = r => Number(r, 90, 2),
        ["trimmed"] = r => (r.Next(9_000) / 100.0).ToString("0.##", CultureInfo.InvariantCulture),
        ["comma"] = r => Number(r, 90, 1).Replace('.', ','),
        ["float_one"] = r => $"{r.Next(1, 9)}.0",
        ["count"] = r => $"{r.Next(40)}",
        ["day"] = r => Moment(r).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["day_upper"] = r => Moment(r).ToString("dd-MMM-yyyy", CultureInfo.InvariantCulture).ToUpperInvariant(),
        ["day_long"] = r => Moment(r).ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        ["day_us"] = r => Moment(r).ToString("MM/dd/yyyy", CultureInfo.InvariantCulture),
        ["month"] = r => Moment(r).ToString("MMM yyyy", CultureInfo.InvariantCulture),
        ["instant"] = r => Moment(r).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["offset"] = r => Moment(r).ToString("yyyy-MM-dd'T'HH:mm:ss'+02:00'", CultureInfo.InvariantCulture),
        ["fraction"] = r => Moment(r).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        ["web"] = r => Moment(r).ToString("ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture),
        ["clock"] = r => $"{r.Next(24):00}:{r.Next(60):00}",
        ["duration"] = r => $"{r.Next(200)}:{r.Next(60):00}:{r.Next(60):00}",
        ["flag"] = r => r.Next(2) == 0 ? "YES" : "NO",
        ["smoker"] = r => r.Next(2) == 0 ? "True" : "False",
        ["ward"] = r => "ABCD"[r.Next(4)] + " ward",
        ["zip_code"] = r => $"0{r.Next(1000, 1040)}",
        ["guid"] = r => new Guid(Bytes(r)).ToString(),
        ["invoice"] = r => $"INV-202{r.Next(10)}-{r.Next(1_000_000):000000}",
        ["nhs_number"] = Nhs,
        ["work_email"] = r => $"user{r.Next(1_000)}@nhs.example",
    };

    [Fact]
    public void Sampled_rows_are_written_as_the_seed_is()
    {
        var wrong = new List<string>();
        Parallel.For(0, Tables, table =>
        {
            foreach (string problem in Problems(table))
            {
                lock (wrong)
                {
                    wrong.Add(problem);
                }
            }
        });
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Order(StringComparer.Ordinal).Take(20)));
    }

    /// <summary>
    /// 60 patients with ten visits each: sampled rows share patients likewise, all of a patient's identifiers go
    /// together, and none is a real one.
    /// </summary>
    [Fact]
    public void No_patient_is_copied_and_each_has_one_set_of_identifiers()
    {
        var random = new Random(3);
        string[][] patients =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i =>
                    new[]
                    {
                        $"{new Guid(Bytes(random))}",
                        Nhs(random),
                        $"Zz{(char)('a' + (i % 26))}{(char)('a' + (i / 26))}x",
                    }
                ),
        ];
        byte[] seed = File(
            ["PATIENT", "patient_nhs_number", "patient_last_name", "cost"],
            [.. Enumerable.Range(0, 600).Select(row => patients[row % 60].Append(Number(random, 100, 2)).ToArray())]
        );
        Schema schema = SchemaInference.Infer(new MemoryStream(seed), "t").Schema;
        var rows = CsvReader.Read(new MemoryStream(seed), schema);
        var model = Generators.Named("independent").Fit(rows, schema);
        var drawn = model.Rows(1_000);
        var made = Enumerable
            .Range(0, drawn.RowCount)
            .Select(row => string.Join('|', schema.Columns.Take(3).Select(column => drawn.Levels(column.Name)[row])))
            .ToList();
        Assert.Equal(100, made.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(100, made.Select(text => text.Split('|')[1]).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(made, text =>
            patients.Any(patient => patient.Any(cell => text.Contains(cell, StringComparison.Ordinal)))
        );
        Assert.All(made, text => Assert.Equal(10, Digits(text.Split('|')[1])));

        // The same rows, whichever part of the table is drawn.
        var part = model.Rows(10, first: 500);
        Assert.Equal(made[503].Split('|')[0], part.Levels("PATIENT")[3]);

        static int Digits(string text) => text.Count(char.IsAsciiDigit);
    }

    private static IEnumerable<string> Problems(int table)
    {
        var random = new Random(table);
        string[] names = [.. Forms.Keys.OrderBy(_ => random.Next()).Take(Columns)];
        bool[] gaps = [.. names.Select(_ => random.Next(4) == 0)];
        string[][] cells =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row => names.Select((name, i) => gaps[i] && row % 7 == 3 ? "" : Forms[name](random)).ToArray()),
        ];
        byte[] seed = File(names, cells);
        Schema schema = SchemaInference.Infer(new MemoryStream(seed), "t").Schema;
        foreach (var column in schema.Columns.Where(column => column.Doubt is not null))
        {
            yield return $"table {table}: {column.Name} is in doubt: {column.Doubt}";
        }
        if (schema.Columns.Any(column => column.Doubt is not null))
        {
            yield break;
        }

        var rows = CsvReader.Read(new MemoryStream(seed), schema);
        var drawn = Generators.Named("independent").Fit(rows, schema).Rows(Rows);
        using var written = new MemoryStream();
        CsvWriter.Write(written, drawn, schema);
        var findings = SchemaCheck.Check(new MemoryStream(written.ToArray()), schema);
        foreach (var rule in findings.Rules)
        {
            yield return $"table {table}: {string.Join(',', rule.Columns)}: {rule.Violations} break {rule.Rule}";
        }
        string[][] sampled = Cells(written.ToArray(), schema);
        for (int i = 0; i < names.Length; i++)
        {
            int at = i;
            var seen = cells.Select(row => Form(row[at])).ToHashSet(StringComparer.Ordinal);
            if (names[i] == "change")
            {
                seen.Add("9"); // zero has no sign
            }
            if (sampled.FirstOrDefault(row => !seen.Contains(Form(row[at]))) is { } odd)
            {
                yield return $"table {table}: {names[i]} has '{odd[i]}', not '{cells[0][i]}': {schema.Columns[i]}";
            }
        }
    }

    /// <summary>A cell with runs of digits as 9, of capitals as A and of small letters as a.</summary>
    private static string Form(string cell)
    {
        if (Guid.TryParse(cell, out _))
        {
            return "uuid";
        }
        var form = new StringBuilder();
        foreach (char c in cell)
        {
            char kind = Kind(c);
            if (form.Length == 0 || form[^1] != kind || !char.IsAsciiLetterOrDigit(c))
            {
                form.Append(kind);
            }
        }
        return Groups().Replace(form.ToString(), "9");
    }

    /// <summary>How many groups of thousands a number has depends on the number.</summary>
    [GeneratedRegex(@"9([,' ]9)+(?=$|\.|[^,' 9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Groups();

    private static char Kind(char c)
    {
        if (char.IsAsciiDigit(c))
        {
            return '9';
        }
        if (char.IsAsciiLetterUpper(c))
        {
            return 'A';
        }
        return char.IsAsciiLetterLower(c) ? 'a' : c;
    }

    private static string[][] Cells(byte[] file, Schema schema)
    {
        var texts = new Schema("t", [.. schema.Columns.Select(column => new TextColumn(column.Name))])
        {
            Format = schema.Format with { Missing = [] },
        };
        var table = CsvReader.Read(new MemoryStream(file), texts);
        return
        [
            .. Enumerable
                .Range(0, table.RowCount)
                .Select(row => texts.Columns.Select(column => table.Levels(column.Name)[row] ?? "").ToArray()),
        ];
    }

    private static byte[] File(string[] names, string[][] cells) =>
        Encoding.UTF8.GetBytes(
            string.Join('\n', cells.Prepend(names).Select(row => string.Join('\t', row.Select(cell => cell)))) + "\n"
        );

    private static string Money(Random random, string sign, int decimals) =>
        sign
        + (random.Next(900_000) / 100.0).ToString($"#,##0.{new string('0', decimals)}", CultureInfo.InvariantCulture);

    private static string Number(Random random, int below, int decimals) =>
        (random.NextDouble() * below).ToString($"F{decimals}", CultureInfo.InvariantCulture);

    private static DateTime Moment(Random random) =>
        new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(random.NextInt64(100_000_000_000));

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[16];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Nhs(Random random)
    {
        while (true)
        {
            string body = $"{random.Next(400_000_000, 800_000_000)}";
            int check = (11 - (body.Select((digit, i) => (10 - i) * (digit - '0')).Sum() % 11)) % 11;
            if (check < 10)
            {
                return $"{body}{check}";
            }
        }
    }
}
