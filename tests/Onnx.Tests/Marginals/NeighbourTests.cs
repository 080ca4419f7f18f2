using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AethergenAI.Artefacts;
using AethergenAI.Core.Tests.Artefacts;
using AethergenAI.Core.Tests.Privacy;
using AethergenAI.Generation;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Onnx.Tests.Marginals;

/// <summary>
/// Fits of neighbouring seeds with the same noise: whatever they write, say or keep is equal, except for what the
/// measurements paid for.
/// </summary>
public sealed partial class NeighbourTests
{
    /// <summary>The places of <c>model.json</c> that follow from noisy measurements alone.</summary>
    private static readonly string[] PaidFor =
    [
        "parameters", // the model itself
        "graphHash", // the same parameters as a graph
        "provenance.estimatedRows", // the sum of noisy counts
        "privacyClaim.entries[].purpose", // which marginals were chosen, by the exponential mechanism
        "privacyClaim.entries[].parameters",
        "provenance.fitSeconds", // not paid for: a side channel that docs/privacy.md declares, in whole seconds
    ];

    /// <summary>What a fit that pays to discover domains has besides.</summary>
    private static readonly string[] PaidDomains = ["schema", "schemaHash", "columns", "encodings"];

    /// <summary>With everything in it that an inferred schema says of the rows.</summary>
    private static readonly Schema Declared = PrivateSeeds.Schema with
    {
        Columns =
        [
            .. PrivateSeeds.Schema.Columns.Select(column =>
                column with
                {
                    Doubt = "in all 299 rows",
                    Confirmed = true,
                    MissingText = "NA",
                    OtherMissing = [new MissingShare("", 0.0625)],
                }
            ),
        ],
        Constraints =
        [
            .. PrivateSeeds.Schema.Constraints,
            new InequalityConstraint("age", "day") { Active = false, Reason = "in all 299 rows" },
        ],
    };

    private static readonly Schema Seen = Declared with
    {
        Columns =
        [
            .. Declared.Columns.Select(
                Column (column) =>
                    column.Name switch
                    {
                        "age" => new IntegerColumn("age") { Min = 0, Max = 99 },
                        "ward" => new CategoricalColumn("ward", ["A", "B", "C"])
                        {
                            Nullable = true,
                            Hierarchy = new Dictionary<string, string> { ["C"] = "A" },
                        },
                        _ => column,
                    }
            ),
        ],
    };

    private static readonly Schema People = Declared with
    {
        Privacy = Declared.Privacy! with { Entity = "id", RowsPerEntity = 2, Excess = ExcessRows.Trim },
        Constraints = [.. PrivateSeeds.Schema.Constraints.Where(constraint => constraint is not UniqueConstraint)],
    };

    public static TheoryData<string, string, int> Fits =>
        [
            .. from generator in (string[])["independent", "mst", "aim"]
            from schema in (string[])["declared", "seen", "people"]
            from gone in (int[])[0, 150, 299]
            select new TheoryDataRow<string, string, int>(generator, schema, gone),
        ];

    [Theory]
    [MemberData(nameof(Fits))]
    public void Nothing_but_what_was_paid_for_tells_neighbours_apart(string generator, string kind, int gone)
    {
        var schema = kind switch
        {
            "declared" => Declared,
            "seen" => Seen,
            _ => People,
        };
        var rows = kind == "people" ? PrivateSeeds.Visits(300) : PrivateSeeds.Rows(300);
        int[] others = [.. Enumerable.Range(0, 300).Where(row => !IsUnit(row))];
        Assert.Equal(300 - others.Length > 1, kind == "people");
        var (with, without) = (Fit(generator, schema, rows), Fit(generator, schema, rows.Take(others)));

        string[] paid =
        [
            .. PaidFor,
            .. kind == "seen" ? PaidDomains : [],
            // How many rounds aim has follows from what it measured in the rounds before.
            .. generator == "aim" ? ["privacyClaim.entries"] : (string[])[],
        ];
        Assert.Equal([], JsonPlaces.Differing(with.Model, without.Model).Where(place => !JsonPlaces.IsIn(place, paid)));
        Assert.Equal(with.Said, without.Said);
        Assert.Equal(with.Files, without.Files);
        // The entries of aim's rounds follow from what was measured before.
        int fixedCharges = generator == "aim" ? 1 : with.Charges.Count;
        Assert.Equal(with.Charges.Take(fixedCharges), without.Charges.Take(fixedCharges));
        foreach (string seen in (string[])["in all 299 rows", "0.0625"])
        {
            Assert.DoesNotContain(seen, with.Model, StringComparison.Ordinal);
        }

        bool IsUnit(int row) =>
            kind == "people" ? PrivateSeeds.Visitor(row) == PrivateSeeds.Visitor(gone) : row == gone;
    }

    /// <summary>The list above would be worth nothing if nothing were ever different.</summary>
    [Fact]
    public void Neighbours_do_differ_in_what_was_paid_for()
    {
        var rows = PrivateSeeds.Rows(300);
        var (with, without) = (
            Fit("mst", Declared, rows),
            Fit("mst", Declared, rows.Take([.. Enumerable.Range(1, 299)]))
        );
        Assert.Contains("graphHash", JsonPlaces.Differing(with.Model, without.Model));
        Assert.Contains("provenance.estimatedRows", JsonPlaces.Differing(with.Model, without.Model));
    }

    [Theory]
    [InlineData("independent")]
    [InlineData("mst")]
    [InlineData("aim")]
    public void The_number_of_rows_is_known_as_well_as_it_was_paid_for(string generator)
    {
        var request = PrivateSeeds.Request(PrivateSeeds.Rows(), PrivateSeeds.Schema, 1);
        var model = Generators.Named(generator).Fit(request, CancellationToken.None);

        // The sum of a column's c cells has the deviation σ√c. The seven columns have 10, 5, 6, 7, 2, 4 and 3 cells,
        // so their weighted mean has σ/√Σ(1/c) = σ/1.3. At δ = 1e-9, ρ is .0149. The least that a mechanism
        // spends on each column is aim's .9·ρ/(16·7) = 1.2e-4, so σ = √(1/(2·1.2e-4)) = 65 and the deviation is
        // 50; 6 of them are 300.
        Assert.InRange(model.Manifest.Provenance.EstimatedRows!.Value, 6_000 - 300, 6_000 + 300);
        Assert.Equal(0, model.Manifest.Provenance.SeedRows);
    }

    private static Outcome Fit(string generator, Schema schema, Table rows)
    {
        var (artefacts, said) = (new MemoryArtefacts(), new List<string>());
        var account = PrivacyAccount.InMemory(new RandomBits(new Random(1).NextBytes));
        var options = new Dictionary<string, string> { ["epsilon"] = "1" };
        if (schema == Seen)
        {
            options["domain-share"] = "0.2";
        }
        var request = new FitRequest(rows, schema, new GeneratorSettings(options, 1))
        {
            Privacy = account,
            Kept = new Checkpoints(artefacts, "kept", CancellationToken.None),
            Progress = new Heard(said),
        };
        var model = Generators.Named(generator).Fit(request, CancellationToken.None);
        byte[] made = Generators.Named(generator).Condition(model, new bool[model.Manifest.Columns.Count]);
        Assert.Equal(made, model.Graph); // the graph says nothing that the parameters do not
        return new Outcome(
            Encoding.UTF8.GetString(ModelDocument.Write(model.Manifest)),
            [.. said.Distinct()],
            [.. artefacts.Files.Keys.Select(name => RandomName().Replace(name, "#")).Distinct().Order()],
            [.. account.Ledger.Read().Entries.Select(entry => (entry.At, entry.Mechanism, entry.Within))]
        );
    }

    /// <summary>Names of kept files that are random, or follow from what was measured.</summary>
    [GeneratedRegex("[0-9a-f]{16}")]
    private static partial Regex RandomName();

    private sealed record Outcome(
        string Model,
        IReadOnlyList<string> Said,
        IReadOnlyList<string> Files,
        IReadOnlyList<(DateTimeOffset At, string Mechanism, int? Within)> Charges
    );

    private sealed class Heard(List<string> said) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) =>
            said.Add(string.Create(CultureInfo.InvariantCulture, $"{value.Stage} {value.Message} {value.Provider}"));
    }
}
