using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Generation.Private;

/// <summary>A schema that says what nothing paid for withholds the claim, and it is known beforehand.</summary>
public sealed class WithheldClaimTests
{
    private static readonly double[] Numbers = [3, 8, 21];

    private static readonly Recipe Private = RecipeReader.Read(
        """{"name":"a","data":{"seed":"a.csv"},"base":{"generator":"mst","options":{"epsilon":1}}}""",
        yaml: false
    );

    /// <summary>Each is a key, which is not modelled.</summary>
    public static TheoryData<string, Column> Keys =>
        new()
        {
            { "levels", new CategoricalColumn("key", ["P-17", "P-23", "P-99"]) },
            { "range", new IntegerColumn("key", 3, 21) },
            { "range", new DecimalColumn("key", 3, 21, Step: 1) },
            { "range", new DateColumn("key", new DateOnly(2020, 1, 2), new DateOnly(2021, 3, 4)) },
            { "range", new DateTimeColumn("key", new DateTime(2020, 1, 2), new DateTime(2021, 3, 4)) },
            {
                "range and the values",
                new IntegerColumn("key", 0, 50) { Values = Numbers }
            },
            {
                "range and the values",
                new DecimalColumn("key", 0, 50, Step: 1) { Values = Numbers }
            },
            {
                "values", // which are all that are made up, so there need be no range
                new IntegerColumn("key") { Values = Numbers }
            },
            {
                "range and the bins",
                new IntegerColumn("key", 0, 50) { Bins = Numbers }
            },
            {
                "range and the bins",
                new DateColumn("key", new DateOnly(2020, 1, 2), new DateOnly(2021, 3, 4))
                {
                    Bins = [new DateOnly(2020, 1, 2), new DateOnly(2021, 3, 4)],
                }
            },
        };

    /// <summary>Keys for which hardly any value could be made up: nothing is read from the rows.</summary>
    public static TheoryData<Column> KeysWithoutRange =>
        [
            new CategoricalColumn("key", []),
            new IntegerColumn("key"),
            new IntegerColumn("key", Min: 3),
            new DecimalColumn("key", Max: 3, Step: 1),
            new DateColumn("key", new DateOnly(2020, 1, 2)),
            new DateTimeColumn("key", Max: new DateTime(2020, 1, 2)),
        ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void What_a_schema_says_of_a_keys_values_is_declared_public_or_withholds_the_claim(string what, Column key)
    {
        string are = what == "range" ? "is" : "are";
        Assert.Equal([$"the {what} of 'key' {are} in the schema and not declared public"], Claim(With(key)).Withheld);
        Assert.Empty(Claim(With(key with { Domain = ColumnDomain.Public })).Withheld);
    }

    [Theory]
    [MemberData(nameof(KeysWithoutRange))]
    public void A_key_without_a_range_is_refused_before_anything_is_spent(Column key)
    {
        var account = PrivateSeed.Account();
        foreach (var declared in (Column[])[key, key with { Domain = ColumnDomain.Public }])
        {
            foreach (string share in (string[])["0", "0.1"])
            {
                var request = PrivateSeed.Request(
                    schema: With(declared),
                    account: account,
                    options: ("domain-share", share)
                );
                var refused = Assert.Throws<RefusedException>(() => PrivateSeed.Begin(request));

                // Half a range is also one that is not declared public: then both are listed.
                string code = declared.Domain == ColumnDomain.Public ? "privacy.no-key-range" : refused.Code;
                Assert.Equal(code, refused.Code);
                Assert.Matches("'key',? (which )?must be unique", refused.Message);
            }
        }
        Assert.DoesNotContain(account.Ledger.Read().Entries, entry => entry.Rho > 0);

        var declaredKey = With(key with { Domain = ColumnDomain.Public });
        var plan = TrialPlan.Of(Private);
        Assert.Equal(
            "privacy.no-key-range",
            Assert.Throws<RefusedException>(() => PlannedFits.Require(Private, plan, [declaredKey])).Code
        );
        // With what else is missing it is one more line of the list.
        var lacks = With(key) with { Privacy = null };
        var all = Assert.Throws<RefusedException>(() => PrivateSeed.Begin(PrivateSeed.Request(schema: lacks)));
        Assert.Equal("privacy.not-declared", all.Code);
        Assert.Contains("(2) 'key', which must be unique", all.Message, StringComparison.Ordinal);
    }

    /// <summary>A sum of two listed numbers need not be on a third list.</summary>
    [Theory]
    [InlineData(ColumnDomain.Public)]
    [InlineData(ColumnDomain.Seed)]
    public void A_total_that_lists_values_is_refused_because_it_would_not_keep_to_them(ColumnDomain domain)
    {
        var schema = PrivateSeed.Schema with
        {
            Columns = [.. PrivateSeed.Schema.Columns, new IntegerColumn("total") { Domain = domain, Values = [0, 50] }],
            Constraints = [new SumConstraint(["age", "visits"], "total")],
        };

        var refused = Assert.Throws<RefusedException>(() => PrivateSeed.Begin(PrivateSeed.Request(schema: schema)));

        Assert.Equal("privacy.unused-list", refused.Code);
        Assert.StartsWith("Column 'total' is computed", refused.Message, StringComparison.Ordinal);
        // The web shows it too, and has no keys of JSON.
        Assert.EndsWith(
            " Leave out its list of values, or switch off the sum.",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void So_is_what_it_says_of_a_total()
    {
        var schema = PrivateSeed.Schema with
        {
            Columns = [.. PrivateSeed.Schema.Columns, new IntegerColumn("total") { Bins = [0, 50, 103] }],
            Constraints = [new SumConstraint(["age", "visits"], "total")],
        };
        Assert.StartsWith("the bins of 'total' are", Assert.Single(Claim(schema).Withheld), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "All 4 cells are distinct.")]
    public void A_constraint_that_a_person_declared_or_that_is_off_withholds_nothing(bool active, string? reason)
    {
        var unique = new UniqueConstraint(["id"]) { Active = active, Reason = reason };
        Assert.Empty(Claim(PrivateSeed.Schema with { Constraints = [unique] }).Withheld);
    }

    [Fact]
    public void What_will_withhold_a_claim_is_said_by_the_plan()
    {
        var schema = With(new CategoricalColumn("key", ["P-17", "P-23", "P-99"]));
        schema = schema with
        {
            Constraints = [.. schema.Constraints, new InequalityConstraint("visits", "age") { Reason = "Holds." }],
        };
        string note = Planner.Of(Private, new PlanFacts { Schemas = [schema] }).Notes[0];

        Assert.All(Claim(schema).Withheld, why => Assert.Contains(why, note, StringComparison.Ordinal));
        Assert.Equal(2, Claim(schema).Withheld.Count);
        // A schema that cannot be fitted at all is refused by the fit, which then spends nothing.
        var unfit = PrivateSeed.Schema with { Constraints = [new CombinationsConstraint(["ward", "visits"])] };
        foreach (var other in (Schema[])[PrivateSeed.Schema, unfit])
        {
            string notes = string.Concat(Planner.Of(Private, new PlanFacts { Schemas = [other] }).Notes);
            Assert.DoesNotContain("withheld", notes, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_list_of_what_is_missing_says_what_would_withhold_the_claim()
    {
        var schema = PrivateSeed.Schema with
        {
            Privacy = null,
            Constraints = [new UniqueConstraint(["id"]) { Reason = "All 4 cells are distinct." }],
        };
        var refusal = Assert.Throws<RefusedException>(() => PrivateSeed.Begin(PrivateSeed.Request(schema: schema)));

        Assert.Equal("privacy.not-declared", refusal.Code);
        Assert.Contains("maxRows", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("the constraint unique 'id' was proposed", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("age", "the range of 'age'")]
    [InlineData("ward", "the levels of 'ward'")]
    public void Limits_of_a_paid_search_that_may_withhold_the_claim_are_said_before(string name, string said)
    {
        var schema = PrivateSeed.Schema with
        {
            Columns =
            [
                .. PrivateSeed.Schema.Columns.Select(one =>
                    one.Name == name ? one with { Domain = ColumnDomain.Seed } : one
                ),
            ],
        };
        var options = new Dictionary<string, string> { ["epsilon"] = "1", ["domain-share"] = "0.1" };
        var terms = PrivacyTerms.Of(OptionValues.Of(PrivateSeed.Generator, options))!;

        Assert.StartsWith(
            $"The claim of a private fit to this schema may be withheld, and its ε is spent all the same: {said} ",
            terms.Withholding(schema),
            StringComparison.Ordinal
        );
        Assert.Null(terms.Withholding(PrivateSeed.Schema));
    }

    private static Schema With(Column key) =>
        PrivateSeed.Schema with
        {
            Columns = [.. PrivateSeed.Schema.Columns, key],
            Constraints = [new UniqueConstraint(["key"])],
        };

    private static PrivacyClaim Claim(Schema schema)
    {
        var seed = new Table([
            .. PrivateSeed.Four.Columns,
            .. schema.Columns.Skip(PrivateSeed.Schema.Columns.Count).Select(Cells),
        ]);
        return PrivateSeed.Begin(PrivateSeed.Request(seed, schema)).Claim();
    }

    private static ColumnData Cells(Column column) =>
        column is CategoricalColumn
            ? PrivateSeed.Levels(column.Name, ["P-17", "P-23", "P-99", "P-17"])
            : new NumberData { Name = column.Name, Values = [3, 8, 21, 3] };
}
