using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Private;

public sealed class PaidDomainTests
{
    private const int Rows = 20_000;

    [Fact]
    public void Frequent_levels_are_found_and_rare_ones_are_other()
    {
        string[] cells =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row =>
                    row switch
                    {
                        0 => "the only one",
                        _ when row % 3 == 0 => "rose",
                        _ => "lily",
                    }
                ),
        ];
        var (encoded, account) = Fit(new CategoricalColumn("flower", []), PrivateSeed.Levels("flower", cells));

        Assert.Equal(["lily", "rose", "other"], ((CategoricalColumn)encoded.Schema["flower"]).Levels);
        Assert.Equal([2, 0, 0, 1], encoded.Columns[0].Tokens[..4]);
        Assert.Contains(account.Ledger.Read().Entries, entry => entry.Purpose == "levels of 'flower'" && entry.Rho > 0);
        Assert.True(account.Ledger.Read().SpentDelta > 0);
    }

    /// <summary>
    /// A level that one row has passes with probability δ at most; here δ for it is ½·0.02 = 0.01,
    /// and 40 × 45 such levels pass Binomial(1 800, ≤ 0.01) times: mean 18, and 5 standard deviations above it 39.
    /// </summary>
    [Fact]
    public void A_level_of_one_row_passes_as_rarely_as_delta_says()
    {
        string[] cells = [.. Enumerable.Range(0, 45).Select(row => $"level {row}")];
        var schema = new Schema("one", [new CategoricalColumn("flower", [])]) { Privacy = new SchemaPrivacy(49) };
        int passed = Enumerable
            .Range(1, 40)
            .Sum(seed =>
                PrivateSeed
                    .Begin(
                        PrivateSeed.Request(
                            new Table([PrivateSeed.Levels("flower", cells)]),
                            schema,
                            PrivateSeed.Account(seed),
                            ("epsilon", "40"),
                            ("delta", "0.02"),
                            ("domain-share", "0.2")
                        )
                    )
                    .Encode(CancellationToken.None)
                    .Columns[0]
                    .Count - 1
            );

        Assert.InRange(passed, 0, 39);
    }

    [Fact]
    public void A_range_and_its_bins_hold_the_bulk_of_the_rows()
    {
        double[] values = [.. Enumerable.Range(0, Rows).Select(row => 100.0 + (row % 800))];
        var (encoded, account) = Fit(new IntegerColumn("price"), new NumberData { Name = "price", Values = values });
        var column = (IntegerColumn)encoded.Schema["price"];

        // At ε = 10 the range costs ρ = 0.2·1.2, so its histograms have σ of 2.3 and 3.2, and a number's 25 rows
        // stand out of the noise; a range that misses two numbers at an end would cut off 50 rows.
        Assert.InRange(column.Min!.Value, 98, 102);
        Assert.InRange(column.Max!.Value, 897, 901);
        // Bins of about a 32nd of the rows, so that a value's own (a 800th) does not matter;
        // noise is small beside 20,000 rows.
        Assert.InRange(encoded.Columns[0].Count, 25, 40);
        Assert.All(encoded.Columns[0].Counts(), count => Assert.InRange(count, 0, Rows / 12));
        Assert.Equal(
            Enumerable.Range(1, 4).Select(level => $"range and bins of 'price', {level} of 4"),
            account.Ledger.Read().Entries.Skip(1).Select(entry => entry.Purpose)
        );
    }

    // The rows have 100 … 899; the schema allows 200 to 2,000.
    [Theory]
    [InlineData(ColumnDomain.Seed, true)]
    [InlineData(ColumnDomain.Public, false)]
    public void A_range_keeps_to_the_schema_and_says_what_was_read_from_the_seed(ColumnDomain domain, bool said)
    {
        double[] values = [.. Enumerable.Range(0, Rows).Select(row => 100.0 + (row % 800))];
        var request = Request(
            new IntegerColumn("price", 200, domain == ColumnDomain.Seed ? 2_000 : null) { Domain = domain },
            new NumberData { Name = "price", Values = values },
            10
        );
        var fit = PrivateSeed.Begin(request);
        var column = (IntegerColumn)fit.Encode(CancellationToken.None).Schema["price"];

        Assert.Equal(200, column.Min!.Value);
        Assert.InRange(column.Max!.Value, 897, 901);
        Assert.Equal(said ? ["the range of 'price' was read from the seed"] : [], fit.Claim().Withheld);
    }

    /// <summary>Nothing of a domain that was read from the seed stays beside the one that was paid for.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Listed_values_that_are_not_public_are_refused_and_not_ignored(bool whole)
    {
        double[] listed = [100, 300, 899];
        Column column = whole
            ? new IntegerColumn("price") { Values = listed }
            : new DecimalColumn("price", Step: 0.5) { Values = listed };
        double[] rows = [.. Enumerable.Range(0, Rows).Select(row => listed[row % 3])];

        var refused = Assert.Throws<RefusedException>(() =>
            Fit(column, new NumberData { Name = "price", Values = rows })
        );

        Assert.Equal("privacy.unused-list", refused.Code);
        Assert.Contains("'price'", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Rare levels are missing where cells may be, and no level that nobody has.</summary>
    [Fact]
    public void Rare_levels_are_missing_where_cells_may_be()
    {
        string[] cells = [.. Enumerable.Range(0, Rows).Select(row => row == 0 ? "the only one" : Flower(row))];

        var (encoded, _) = Fit(
            new CategoricalColumn("flower", []) { Nullable = true },
            PrivateSeed.Levels("flower", cells)
        );

        Assert.Equal(["lily", "rose"], ((CategoricalColumn)encoded.Schema["flower"]).Levels);
        Assert.Equal([2, 0, 0, 1], encoded.Columns[0].Tokens[..4]); // 2 is missing
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rare_level_is_missing_where_cells_may_be_and_else_stands_with_a_frequent_one(bool nullable)
    {
        string[] cells = ["rare", .. Enumerable.Range(0, Rows).Select(row => row % 3 == 0 ? "rose" : "lily")];
        var (encoded, _) = Fit(
            new CategoricalColumn("flower", ["lily", "rare", "rose"]) { Nullable = nullable },
            PrivateSeed.Levels("flower", cells)
        );

        Assert.Equal(["lily", "rose"], ((CategoricalColumn)encoded.Schema["flower"]).Levels);
        Assert.InRange(encoded.Columns[0].Tokens[0], nullable ? 2 : 0, nullable ? 2 : 1);
        Assert.Equal([1, 0, 0], encoded.Columns[0].Tokens[1..4]);
    }

    [Theory]
    [InlineData("rose", false)] // every level that was found is listed: the list decided nothing
    [InlineData("tulip", true)]
    public void A_list_of_levels_that_was_read_from_the_seed_is_said_where_it_decides(string listed, bool said)
    {
        string[] cells = [.. Enumerable.Range(0, Rows).Select(row => row % 3 == 0 ? "rose" : "lily")];
        var request = Request(
            new CategoricalColumn("flower", ["lily", listed]),
            PrivateSeed.Levels("flower", cells),
            1
        );
        var fit = PrivateSeed.Begin(request);
        fit.Encode(CancellationToken.None);

        Assert.Equal(said ? ["the levels of 'flower' were read from the seed"] : [], fit.Claim().Withheld);
    }

    [Fact]
    public void Where_no_level_is_frequent_all_levels_of_the_schema_stay_and_the_claim_says_so()
    {
        var request = Request(
            new CategoricalColumn("flower", ["lily", "rose"]),
            PrivateSeed.Levels("flower", ["lily", "rose", "rose"]),
            1
        );
        var fit = PrivateSeed.Begin(request);

        Assert.Equal(["lily", "rose"], ((CategoricalColumn)fit.Encode(CancellationToken.None).Schema["flower"]).Levels);
        Assert.Equal(["the levels of 'flower' were read from the seed"], fit.Claim().Withheld);
    }

    [Fact]
    public void Domains_take_their_share_and_leave_the_rest()
    {
        var request = Request(new IntegerColumn("price"), new NumberData { Name = "price", Values = [1, 2, 3] }, 1);
        var fit = PrivateSeed.Begin(request);
        fit.Encode(CancellationToken.None);
        var ledger = request.Privacy!.Ledger.Read();

        Assert.Equal(0.8 * ledger.Spent, fit.Rho, 1e-12);
        Assert.Equal(
            0.2 * ledger.Spent,
            ledger.Entries.Where(entry => entry.Within is not null).Sum(entry => entry.Rho),
            1e-12
        );
    }

    private static (EncodedSeed Encoded, PrivacyAccount Account) Fit(Column column, ColumnData cells)
    {
        var request = Request(column, cells, 10);
        return (PrivateSeed.Begin(request).Encode(CancellationToken.None), request.Privacy!);
    }

    private static FitRequest Request(Column column, ColumnData cells, int epsilon) =>
        PrivateSeed.Request(
            new Table([cells]),
            new Schema("one", [column]) { Privacy = new SchemaPrivacy(100_000) },
            options: [("epsilon", $"{epsilon}"), ("domain-share", "0.2")]
        );

    private static string Flower(int row) => row % 3 == 0 ? "rose" : "lily";
}
