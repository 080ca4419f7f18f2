using AethergenAI.Privacy.Ledger;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Generation.Private;

/// <summary>What is declined; whatever it is, the ledger is as it was.</summary>
public sealed class BadTermsTests
{
    [Theory]
    [InlineData("epsilon", "0", "generation.option-range")]
    [InlineData("epsilon", "-1", "generation.option-range")]
    [InlineData("epsilon", "Infinity", "generation.option-range")]
    [InlineData("epsilon", "much", "generation.option-range")]
    [InlineData("delta", "0", "generation.option-range")]
    [InlineData("delta", "0.001", "privacy.delta")] // one over the 1,000 rows that the schema allows
    [InlineData("delta", "0.1", "privacy.delta")]
    [InlineData("delta", "NaN", "generation.option-range")]
    [InlineData("domain-share", "1", "generation.option-range")]
    public void Terms(string option, string value, string code) => Declined(code, options: (option, value));

    [Fact]
    public void A_schema_without_a_maximum_of_rows() =>
        Declined("privacy.no-maximum", PrivateSeed.Schema with { Privacy = null });

    [Fact]
    public void More_rows_than_the_maximum() =>
        Declined("privacy.too-many-rows", PrivateSeed.Schema with { Privacy = new SchemaPrivacy(3) });

    [Fact]
    public void A_numeric_domain_that_is_not_public() =>
        Declined("privacy.no-domain", With(new IntegerColumn("age", 0, 99)));

    [Fact]
    public void Levels_that_are_not_public() =>
        Declined("privacy.no-domain", With(new CategoricalColumn("ward", ["A", "B", "C"]) { Nullable = true }));

    [Fact]
    public void Public_bounds_with_more_steps_than_there_can_be_tokens() =>
        Declined("privacy.no-domain", With(new IntegerColumn("age", 0, 100_000) { Domain = ColumnDomain.Public }));

    [Fact]
    public void An_empty_domain() =>
        Declined(
            "privacy.empty-domain",
            With(new DecimalColumn("age", 0.2, 0.8, Step: 1) { Domain = ColumnDomain.Public, Bins = [0, 1] })
        );

    [Fact]
    public void Values_outside_that_are_to_be_refused() =>
        Declined(
            "privacy.outside-domain",
            With(new IntegerColumn("age", 0, 80) { Domain = ColumnDomain.Public }) with
            {
                Privacy = new SchemaPrivacy(1000) { Outside = OutsideValues.Refuse },
            }
        );

    [Fact]
    public void A_level_outside_that_nothing_can_stand_for() =>
        Declined(
            "privacy.outside-domain",
            With(new CategoricalColumn("ward", ["A", "B"]) { Domain = ColumnDomain.Public })
        );

    [Fact]
    public void Missing_cells_in_a_column_that_has_none() =>
        Declined(
            "privacy.outside-domain",
            With(new CategoricalColumn("ward", ["A", "B", "C"]) { Domain = ColumnDomain.Public })
        );

    [Fact]
    public void An_entity_with_more_rows_than_its_bound()
    {
        var schema = PrivateSeed.Schema with
        {
            Privacy = new SchemaPrivacy(1000) { Entity = "id", RowsPerEntity = 2 },
        };
        var rows = PrivateSeed.Rows([1, 2, 3, 4], ["A", "A", "A", "A"], [0, 0, 0, 0], ids: [0, 0, 0, 1]);
        var account = PrivateSeed.Account();

        Assert.Equal(
            "privacy.entity-rows",
            Refusal(() => PrivateSeed.Begin(PrivateSeed.Request(rows, schema, account)))
        );
        Assert.EndsWith(
            "(privacy.entity-rows)",
            Assert.Single(account.Ledger.Read().Entries).Purpose,
            StringComparison.Ordinal
        );

        var trimmed = schema with { Privacy = schema.Privacy! with { Excess = ExcessRows.Trim } };
        Assert.Equal(
            3,
            PrivateSeed
                .Begin(PrivateSeed.Request(rows, trimmed, account))
                .Encode(CancellationToken.None)
                .Columns[0]
                .Tokens.Length
        );
    }

    [Fact]
    public void Combinations_that_only_the_seed_knows() =>
        Declined(
            "privacy.combinations",
            PrivateSeed.Schema with
            {
                Constraints = [new CombinationsConstraint(["ward", "visits"])],
            }
        );

    [Fact]
    public void A_fit_without_a_ledger() =>
        Assert.Equal(
            "privacy.no-ledger",
            Refusal(() => PrivateSeed.Begin(PrivateSeed.Request() with { Privacy = null }))
        );

    [Fact]
    public void A_budget_that_does_not_have_it()
    {
        var account = PrivateSeed.Account(limit: new PrivacyLimit(1.2, 1e-9));
        PrivateSeed.Begin(PrivateSeed.Request(account: account));
        var before = account.Ledger.Read();

        var refused = Assert.Throws<RefusedException>(() => PrivateSeed.Begin(PrivateSeed.Request(account: account)));
        Assert.Equal("privacy.overspent", refused.Code);
        Assert.Contains(
            $"ε = {PrivacyLedger.Figure(before.EpsilonLeft!.Value)} left",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Same(before, account.Ledger.Read());
    }

    [Fact]
    public void Another_unit_in_the_same_ledger()
    {
        var account = PrivateSeed.Account();
        PrivateSeed.Begin(PrivateSeed.Request(account: account));
        var schema = PrivateSeed.Schema with { Privacy = new SchemaPrivacy(1000) { Entity = "id" } };

        Assert.Equal(
            "privacy.other-unit",
            Refusal(() => PrivateSeed.Begin(PrivateSeed.Request(schema: schema, account: account)))
        );
        Assert.Single(account.Ledger.Read().Entries);
    }

    private static Schema With(Column column) =>
        PrivateSeed.Schema with
        {
            Columns = [.. PrivateSeed.Schema.Columns.Select(other => other.Name == column.Name ? column : other)],
        };

    private static void Declined(string code, Schema? schema = null, params (string Name, string Value)[] options)
    {
        var account = PrivateSeed.Account();

        Assert.Equal(
            code,
            Refusal(() => PrivateSeed.Begin(PrivateSeed.Request(schema: schema, account: account, options: options)))
        );
        // A refusal that can depend on a row is an entry; others leave the ledger as it was.
        string? purpose = account.Ledger.Read().Entries.SingleOrDefault()?.Purpose;
        Assert.Equal(
            ReadsRows.Contains(code) ? $"refused while the rows were read or checked ({code})" : null,
            purpose
        );
    }

    private static readonly string[] ReadsRows = ["privacy.outside-domain", "privacy.too-many-rows"];

    private static string Refusal(Action begin) => Assert.Throws<RefusedException>(begin).Code;
}
