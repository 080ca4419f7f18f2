using System.Globalization;
using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Recipes.Planning;

/// <summary>A plan counts what its fits will set aside.</summary>
public sealed class PlannedSpendingTests
{
    private const string Run = "run";

    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Schema Declared = new(
        "people",
        [new CategoricalColumn("ward", ["A", "B"]) { Domain = ColumnDomain.Public }]
    )
    {
        Privacy = new SchemaPrivacy(1000),
    };

    private static readonly Schema Undeclared = Declared with { Columns = [new CategoricalColumn("ward", ["A", "B"])] };

    [Fact]
    public void A_run_that_spends_delta_on_domains_is_refused_by_its_plan()
    {
        var ledger = new PrivacyLedger { Limit = new PrivacyLimit(10, 1e-9) };
        var plan = Trials(epsilon: 1, delta: 1e-9, share: 0.1, repeats: 2);
        var refused = Assert.Throws<RefusedException>(() => PlannedSpending.Require(plan, [Undeclared], ledger, Run));

        Assert.Equal("privacy.overspent", refused.Code);
        Assert.Contains(
            "it adds δ = 1e-9 to discover levels that are not declared",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("δ = 1e-9 is left", refused.Message, StringComparison.Ordinal);
        Assert.Contains("There is too little δ left.", refused.Message, StringComparison.Ordinal);
        PlannedSpending.Require(plan, [Declared], ledger, Run);
    }

    [Fact]
    public void What_a_run_will_spend_is_said_with_what_is_left()
    {
        var two = Trials(epsilon: 1, delta: 1e-9, share: 0, repeats: 2);
        // Two fits of ρ each: ε at 2ρ.
        string epsilon = Rounded(Zcdp.Epsilon(2 * Zcdp.Rho(1, 1e-9), 1e-9));
        Assert.Equal(
            $"2 private fits of this run will spend ε = {epsilon} at δ = 1e-9 together; "
                + "without a budget nothing limits what is spent.",
            PlannedSpending.Words(two, [Declared], null, null)
        );
        Assert.Equal(
            "1 private fit of this run will spend ε = 1 at δ = 1e-9; ε = 0.5 of 3 is left.",
            PlannedSpending.Words(Trials(1, 1e-9, 0, 1), [Declared], new PrivacyLimit(3, 1e-9), 0.5)
        );
        // What the discovery of domains takes of δ is in it, until that is all.
        Assert.StartsWith(
            "1 private fit of this run will spend ε = 1 at δ = 1e-9;",
            PlannedSpending.Words(Trials(1, 1e-9, 0.1, 1), [Undeclared], null, null),
            StringComparison.Ordinal
        );
        Assert.Contains(
            " at δ = 2e-9 together;",
            PlannedSpending.Words(Trials(1, 1e-9, 0.1, 2), [Undeclared], null, null),
            StringComparison.Ordinal
        );
        Assert.Null(PlannedSpending.Words(TrialPlan.Of(Plain), [Declared], null, null));

        static string Rounded(double value) =>
            (Math.Ceiling(value * 1e4) / 1e4).ToString("0.####", CultureInfo.InvariantCulture);
    }

    private static readonly Recipe Plain = RecipeReader.Read(
        """{"name":"a","data":{"seed":"a.csv"},"base":{"generator":"independent"}}""",
        yaml: false
    );

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.1, true)]
    public void The_price_is_what_the_fit_sets_aside(double share, bool undeclared)
    {
        var schema = undeclared ? Undeclared : Declared;
        var account = PrivacyAccount.InMemory();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["domain-share"] = share.ToString(CultureInfo.InvariantCulture),
        };
        var rows = new Table([
            new LevelData
            {
                Name = "ward",
                Levels = ["A"],
                Codes = [0],
            },
        ]);
        PrivateFit.Begin(
            new FitRequest(rows, schema, new GeneratorSettings(texts, 1)) { Privacy = account },
            KnownGenerators.Mst,
            CancellationToken.None
        );
        var set = Assert.Single(account.Ledger.Read().Entries);
        var price = Price(Trials(1, 1e-9, share, repeats: 1)[0], schema);

        Assert.Equal(new PrivacyCost(set.Rho, set.Delta), price);
        Assert.Equal(undeclared, price.Delta > 0);
    }

    [Fact]
    public void Fits_that_cost_exactly_the_limit_are_planned_fitted_and_charged()
    {
        var plan = Trials(epsilon: 1, delta: 1e-9, share: 0, repeats: 1);
        var ledger = new PrivacyLedger { Limit = new PrivacyLimit(1, 1e-9) };
        PlannedSpending.Require(plan, [Declared], ledger, Run);
        var spent = Carry(plan, ledger, Declared);

        Assert.Equal(Zcdp.Rho(1, 1e-9), spent.Spent);
        Assert.False(Fits(() => Carry(Trials(1e-3, 1e-9, 0, repeats: 1), spent, Declared)));
        Assert.False(Fits(() => PlannedSpending.Require(plan, [Declared], spent, "another run")));
    }

    [Fact]
    public void A_budget_whose_delta_reveals_single_rows_is_refused()
    {
        var ledger = new PrivacyLedger { Limit = new PrivacyLimit(3, 0.001) }; // 1 of the 1,000 rows
        Assert.Equal(
            "privacy.delta",
            Assert
                .Throws<RefusedException>(() =>
                    PlannedSpending.Require(Trials(1, 1e-9, 0, repeats: 1), [Declared], ledger, Run)
                )
                .Code
        );
    }

    [Fact]
    public void A_plan_is_refused_exactly_where_the_ledger_refuses_one_of_its_fits()
    {
        var random = new Random(1);
        int refused = 0;
        const int Plans = 400;
        for (int i = 0; i < Plans; i++)
        {
            double epsilon = 0.1 + random.NextDouble(),
                delta = Math.Pow(10, -random.Next(5, 10)),
                share = random.Next(2) * 0.1;
            int repeats = random.Next(1, 6);
            var plan = Trials(epsilon, delta, share, repeats);
            var limit = new PrivacyLimit(
                epsilon * Math.Sqrt(repeats) * (0.7 + (0.6 * random.NextDouble())),
                delta * random.Next(1, 5) / 2
            );
            var ledger = new PrivacyLedger { Limit = limit };

            bool planned = Fits(() => PlannedSpending.Require(plan, [Undeclared], ledger, Run));
            Assert.Equal(Fits(() => Carry(plan, ledger)), planned);
            refused += planned ? 0 : 1;
        }

        Assert.InRange(refused, Plans / 5, Plans * 4 / 5);
    }

    [Fact]
    public void A_fit_that_was_paid_for_is_not_paid_for_again()
    {
        var plan = Trials(epsilon: 1, delta: 1e-9, share: 0.1, repeats: 2);
        var price = Price(plan[0], Undeclared);
        var ledger = new PrivacyLedger { Limit = new PrivacyLimit(1.5, 1.001e-9) };
        var once = Carry(plan.Take(1), ledger);

        Assert.False(Fits(() => PlannedSpending.Require(plan, [Undeclared], once, "another run")));
        PlannedSpending.Require(plan.Take(1).ToList(), [Undeclared], once, Run);
        // Twice for one fit, as after an interruption, pays nothing of another's.
        var twice = once with { Entries = [.. once.Entries, once.Entries[0] with { Number = 2 }] };
        Assert.Equal(price.Rho * 2, twice.Spent);
        Assert.False(Fits(() => PlannedSpending.Require(plan, [Undeclared], twice, Run)));
    }

    [Fact]
    public void What_was_paid_by_another_unit_pays_for_no_fit()
    {
        var plan = Trials(epsilon: 1, delta: 1e-9, share: 0, repeats: 1);
        var people = Declared with
        {
            Privacy = new SchemaPrivacy(1000) { Entity = "who", RowsPerEntity = 2 },
        };
        var perRow = Carry(plan, new PrivacyLedger { Limit = new PrivacyLimit(1, 1e-9) }, Declared);
        var changed = perRow
            .CountBy(PrivacyUnit.Of(people.Privacy), "owner", "people", Noon)
            .SetLimit(new PrivacyLimit(0.5, 1e-9), "owner", null, Noon);

        Assert.False(Fits(() => PlannedSpending.Require(plan, [people], changed, Run)));
    }

    [Theory]
    [InlineData(1, 0.9, 0)]
    [InlineData(1, 1, 0.1)]
    [InlineData(0.3, 0.29999, 0)]
    public void A_refusal_for_epsilon_asks_for_more_than_it_says_is_left(double epsilon, double limit, double share)
    {
        var ledger = new PrivacyLedger { Limit = new PrivacyLimit(limit, 1e-6) };
        var plan = Trials(epsilon, 1e-9, share, repeats: 2);
        string message = Assert
            .Throws<RefusedException>(() => PlannedSpending.Require(plan, [Undeclared], ledger, Run))
            .Message;
        double[] figures =
        [
            .. System
                .Text.RegularExpressions.Regex.Matches(message, @"(?:takes|there is) ε = ([\d.]+)")
                .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
        ];

        Assert.Equal(2, figures.Length);
        Assert.True(figures[0] > figures[1], message);
        Assert.Contains("There is too little ε left.", message, StringComparison.Ordinal);
        Assert.Equal(share > 0, message.Contains("after the δ = 1e-9 that it adds", StringComparison.Ordinal));
    }

    private static PrivacyLedger Carry(IEnumerable<Trial> plan, PrivacyLedger ledger, Schema? schema = null) =>
        plan.Aggregate(ledger, (spent, trial) =>
        {
            var cost = PrivateFitPrice.Of(TrialKeys.Terms(trial.Settings)!, schema ?? Undeclared);
            return spent.Append(
                new LedgerCharge(
                    PrivacyUnit.Row,
                    $"{Run}/{trial.Name}",
                    trial.Name,
                    LedgerCharge.Reservation,
                    new Dictionary<string, string>(),
                    cost.Rho
                )
                {
                    Delta = cost.Delta,
                },
                Noon
            );
        });

    private static bool Fits(Action spend)
    {
        try
        {
            spend();
            return true;
        }
        catch (RefusedException refused) when (refused.Code == "privacy.overspent")
        {
            return false;
        }
    }

    private static IReadOnlyList<Trial> Trials(double epsilon, double delta, double share, int repeats) =>
        TrialPlan.Of(
            RecipeReader.Read(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$$"""
                    {"name":"a","data":{"seed":"a.csv"},"repeats":{{{repeats}}},"base":{"generator":"mst",
                      "options":{"epsilon":{{{epsilon}}},"delta":{{{delta}}},"domain-share":{{{share}}} } } }
                    """
                ),
                yaml: false
            )
        );

    private static PrivacyCost Price(Trial trial, Schema schema) =>
        PrivateFitPrice.Of(TrialKeys.Terms(trial.Settings)!, schema);
}
