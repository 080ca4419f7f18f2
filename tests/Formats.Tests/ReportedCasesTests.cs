using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats.Tests;

/// <summary>
/// Files that were once misread, with what inference must find in them. They are not part of the repository:
/// <c>AETHERGEN_CASES</c> names the folder that holds them, one folder for each case.
/// </summary>
public sealed class ReportedCasesTests
{
    /// <summary>Cases that inference cannot tell right or wrong, and which tests do.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["08-evaluate-crashes-on-weak-target"] = "an evaluation",
        ["09-same-cell-counted-often"] = "the design of a recipe",
        ["16-card-show-says-not-signed"] = "the card of a run",
        ["17-pack-zipped-again"] = "the verification of a pack",
        ["20-declared-key-of-two-columns"] = "what a fit draws",
        ["23-evaluate-crashes-beyond-float"] = "an evaluation; inference of its seed must end, see below",
        ["p3-yaml-of-sweeps"] = "the reading of recipes",
    };

    /// <summary>By case, file and column: its kind, and the format of its cells; null: not looked at.</summary>
    private static readonly (string Case, string File, (string Column, Type Kind, string? Format)[] Columns)[] Right =
    [
        (
            "01-measures-become-keys",
            "card.csv",
            [
                ("booked", typeof(DateTimeColumn), "yyyy-MM-dd'T'HH:mm:ss'+00:00'"),
                ("amount", typeof(DecimalColumn), "$#,##0.00"),
                ("fee_rate", typeof(DecimalColumn), "0.0%"),
                ("balance", typeof(DecimalColumn), "#,##0.00"),
            ]
        ),
        ("02-parquet-timestamp-with-zone", "events.parquet", [("started", typeof(DateTimeColumn), null)]),
        (
            "03-parquet-subsecond-lost",
            "requests.parquet",
            [
                ("opened", typeof(DateTimeColumn), "yyyy-MM-dd'T'HH:mm:ss.ffffff"),
                ("closed", typeof(DateTimeColumn), "yyyy-MM-dd'T'HH:mm:ss.ffffff"),
            ]
        ),
        ("04-one-infinity", "ratio.csv", [("ratio", typeof(DecimalColumn), null)]),
        (
            "05-integers-beyond-2-53",
            "posts.csv",
            [("tweet_id", typeof(IdentifierColumn), null), ("conversation", typeof(CategoricalColumn), null)]
        ),
        ("06-codes-with-E", "parts.csv", [("part", typeof(CategoricalColumn), null)]),
        (
            "07-entity-keys-copied",
            "encounters.csv",
            [
                ("PATIENT", typeof(IdentifierColumn), null),
                ("patient_id", typeof(IdentifierColumn), null),
                ("patient_nhs_number", typeof(IdentifierColumn), null),
                ("patient_last_name", typeof(IdentifierColumn), null),
                ("work_email", typeof(IdentifierColumn), null),
            ]
        ),
        (
            "10-delimiter-from-header-only",
            "sales.csv",
            [
                ("Menge, kg", typeof(DecimalColumn), null),
                ("Preis, EUR", typeof(DecimalColumn), null),
                ("Sorte", typeof(CategoricalColumn), null),
            ]
        ),
        (
            "10-delimiter-from-header-only",
            "weather.csv",
            [("temp", typeof(DecimalColumn), null), ("rain", typeof(DecimalColumn), null)]
        ),
        ("13-typed-strings-NA-null-empty", "countries.parquet", [("country", typeof(CategoricalColumn), null)]),
        (
            "14-text-form-changes",
            "ledger.csv",
            [
                ("price", typeof(DecimalColumn), "0.00"),
                ("whole", typeof(IntegerColumn), "0.00"),
                ("change", typeof(IntegerColumn), "+0;-0;0"),
                ("booked", typeof(DateColumn), "dd-MMM-yyyy"),
                ("row_uuid", typeof(IdentifierColumn), null),
                ("ssn", typeof(IdentifierColumn), null),
            ]
        ),
        ("15-empty-column-stops-everything", "patients.csv", [("SUFFIX", typeof(CategoricalColumn), null)]),
        ("18-names-that-differ-by-case", "t.csv", [("ID", typeof(IntegerColumn), null)]),
        (
            "19-index-is-not-a-key",
            "house.csv",
            [
                ("month_no", typeof(IntegerColumn), null),
                ("house_price_index", typeof(IntegerColumn), null),
                ("reference_price", typeof(IntegerColumn), null),
                ("body_mass_index", typeof(IntegerColumn), null),
            ]
        ),
        ("21-long-sum-not-found", "taxi.csv", [("total_amount", typeof(DecimalColumn), null)]),
        ("22-excel-sep-line", "export.csv", [("region", typeof(CategoricalColumn), null)]),
        ("23-evaluate-crashes-beyond-float", "seed.csv", [("num", typeof(IntegerColumn), null)]),
        (
            "24-one-odd-moment",
            "orders.csv",
            [
                ("placed", typeof(DateTimeColumn), "yyyy-MM-dd HH:mm:ss"),
                ("shipped", typeof(DateTimeColumn), "yyyy-MM-dd'T'HH:mm:ss[.fff]'Z'"),
            ]
        ),
        ("p1-headers-with-newline-emoji-rtl", "t.csv", [("a,b", typeof(CategoricalColumn), null)]),
        (
            "p2-csv-microseconds-and-order",
            "req.csv",
            [("req_start", typeof(DateTimeColumn), "yyyy-MM-dd HH:mm:ss.ffffff")]
        ),
        ("p4-padded-quotes-and-imbalance", "t.csv", [("flag", typeof(BooleanColumn), null)]),
    ];

    /// <summary>Files that must be refused, and the code.</summary>
    private static readonly (string Case, string File, string Code)[] Refused =
    [
        ("04-one-infinity", "ratio.parquet", "generation.not-finite"),
        ("11-no-header", "people.data", "csv.no-header"),
        ("12-other-code-pages", "cities.csv", "csv.encoding-unknown"),
    ];

    private static string Folder
    {
        get
        {
            string? folder = Environment.GetEnvironmentVariable("AETHERGEN_CASES");
            Assert.SkipWhen(folder is null, "AETHERGEN_CASES names no folder of cases.");
            return folder!;
        }
    }

    [Fact]
    public void Every_file_is_read_as_what_it_is()
    {
        var wrong = new List<string>();
        foreach (var (name, file, columns) in Right)
        {
            Schema schema = Infer(name, file).Schema;
            foreach (var (column, kind, format) in columns)
            {
                Column found = schema[column];
                bool right = found.GetType() == kind && (format is null || Format(found) == format);
                if (!right)
                {
                    wrong.Add($"{name}: {column} is {found.GetType().Name} {Format(found)}, not {kind.Name} {format}");
                }
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void What_cannot_be_read_is_refused_by_its_code()
    {
        // Not Assert.All, which would take a skip for a failure.
        foreach (var one in Refused)
        {
            Assert.Equal(one.Code, Assert.Throws<RefusedException>(() => Infer(one.Case, one.File)).Code);
        }
    }

    [Fact]
    public void Odd_cells_are_doubted_and_texts_taken_for_missing_are_told()
    {
        Assert.NotNull(Infer("04-one-infinity", "ratio.csv").Schema["ratio"].Doubt);
        Assert.NotNull(Infer("24-one-odd-moment", "orders.csv").Schema["placed"].Doubt);
        Assert.Contains(Infer("13-typed-strings-NA-null-empty", "countries.csv").Notes, note =>
            note.Contains("NA in 58 cells", StringComparison.Ordinal)
        );
        var sum = Infer("21-long-sum-not-found", "taxi.csv").Schema.Constraints.OfType<SumConstraint>().Single();
        Assert.Equal(("total_amount", 7), (sum.Total, sum.Addends.Count));
    }

    [Fact]
    public void Every_case_is_held_here_or_said_to_be_held_elsewhere() =>
        Assert.Equal(
            Directory.GetDirectories(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Right
                .Select(one => one.Case)
                .Concat(Refused.Select(one => one.Case))
                .Concat(Elsewhere.Keys)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    private static SchemaProposal Infer(string name, string file) =>
        TableFile.Infer(Path.Combine(Folder, name, file), "case", CsvOptions.Default);

    private static string? Format(Column column) =>
        column switch
        {
            IntegerColumn whole => whole.Format,
            DecimalColumn number => number.Format,
            DateColumn date => date.Format,
            DateTimeColumn moment => moment.Format,
            _ => null,
        };
}
