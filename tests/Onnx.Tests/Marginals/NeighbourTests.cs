using AethergenAI.Core.Tests.Privacy;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Onnx.Tests.Marginals;

/// <summary>
/// Fits of neighbouring seeds with the same noise: whatever they write, say or keep is equal, except for what the
/// measurements paid for.
/// </summary>
public sealed class NeighbourTests
{
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
        bool paid = schema == Seen;
        var (with, without) = (
            NeighbourFits.Fit(generator, schema, rows, paid),
            NeighbourFits.Fit(generator, schema, rows.Take(others), paid)
        );

        NeighbourFits.RequireEqual(generator, paidDomains: kind == "seen", with, without);
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
            NeighbourFits.Fit("mst", Declared, rows, paidDomains: false),
            NeighbourFits.Fit("mst", Declared, rows.Take([.. Enumerable.Range(1, 299)]), paidDomains: false)
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
}
