using System.Globalization;
using AethergenAI.Generation;
using AethergenAI.Generation.Marginals;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Recipes.Planning;

/// <summary>A plan, its fits and their ledger count the same costs.</summary>
public sealed class SpendingAgreementTests
{
    private static readonly Schema Declared = new(
        "people",
        [new CategoricalColumn("ward", ["A", "B"]) { Domain = ColumnDomain.Public }]
    )
    {
        Privacy = new SchemaPrivacy(1000),
    };

    private static readonly Schema Undeclared = Declared with { Columns = [new CategoricalColumn("ward", ["A", "B"])] };

    /// <summary>Whatever the mechanism and its options, one function says what a fit costs.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void Plan_fit_and_ledger_agree_to_the_last_digit()
    {
        var random = new Random(7);
        var mechanisms = KnownGenerators
            .All.Where(known => known.Options.Any(option => option.Name == "epsilon"))
            .ToList();
        Assert.True(mechanisms.Count >= 3, "No generator has an ε.");
        for (int i = 0; i < 120; i++)
        {
            var mechanism = mechanisms[i % mechanisms.Count];
            var schema = random.Next(2) == 0 ? Declared : Undeclared;
            var options = Drawn(mechanism, random);
            options["domain-share"] = schema == Undeclared ? "0.25" : options["domain-share"];
            int repeats = random.Next(1, 5);
            var plan = Planned(mechanism.Name, options, repeats);
            var price = PrivateFitPrice.Of(TrialKeys.Terms(plan[0].Settings)!, schema);
            var total = PrivacyTotal.Of(Enumerable.Repeat(price, repeats));
            var fitted = PrivacyAccount.InMemory();
            foreach (var trial in plan)
            {
                Begin(mechanism, trial, schema, fitted);
            }

            var spent = fitted.Ledger.Read();
            Assert.All(spent.Entries, entry => Assert.Equal(price, new PrivacyCost(entry.Rho, entry.Delta)));
            Assert.Equal(total, spent.Total);
            // A limit between what the plan costs and the next double below accepts or refuses all three alike.
            var limit = new PrivacyLimit(Zcdp.Epsilon(spent.Spent, 1e-6), 1e-6 + spent.SpentDelta);
            foreach (
                double epsilon in (double[])[limit.Epsilon, limit.Epsilon * (1 + 1e-8), limit.Epsilon * (1 - 1e-8)]
            )
            {
                var ledger = new PrivacyLedger { Limit = limit with { Epsilon = epsilon } };
                bool planned = Fits(() => PlannedSpending.Require(plan, [schema], ledger, "run")),
                    charged = Fits(() => Carry(plan, ledger, schema));
                var account = PrivacyAccount.InMemory(limit: ledger.Limit);
                bool begun = Fits(() => plan.ToList().ForEach(trial => Begin(mechanism, trial, schema, account)));
                Assert.Equal((planned, planned), (charged, begun));
            }
        }
    }

    public static TheoryData<string, bool, bool> WholeFits =>
        [
            .. from mechanism in (string[])["independent", "mst", "aim"]
            from declared in (bool[])[true, false]
            from entity in (bool[])[true, false]
            select new TheoryDataRow<string, bool, bool>(mechanism, declared, entity),
        ];

    /// <summary>What a model claims after a whole fit is what plan and ledger have, to the bit.</summary>
    [Theory]
    [MemberData(nameof(WholeFits))]
    public void A_models_own_claim_is_what_was_planned_and_charged(string mechanism, bool declared, bool entity)
    {
        var domain = declared ? ColumnDomain.Public : ColumnDomain.Seed;
        string[] letters = declared ? ["A", "B"] : [];
        var schema = new Schema(
            "visits",
            [
                new IdentifierColumn("person"),
                .. ((string[])["ward", "again", "paid"]).Select(name => new CategoricalColumn(name, letters)
                {
                    Domain = domain,
                }),
            ]
        )
        {
            Privacy = new SchemaPrivacy(1000)
            {
                Entity = entity ? "person" : null,
                RowsPerEntity = entity ? 3 : 1,
                Excess = ExcessRows.Trim,
            },
        };
        var options = new Dictionary<string, string> { ["epsilon"] = "0.7", ["delta"] = "1e-7" };
        if (!declared)
        {
            options["domain-share"] = "0.3";
        }
        var price = PrivateFitPrice.Of(TrialKeys.Terms(Planned(mechanism, options, 1)[0].Settings)!, schema);
        var account = PrivacyAccount.InMemory();

        var claim = Fitted(mechanism, schema, options, account);

        Assert.Equal(price.Rho, claim.Rho);
        Assert.Equal(price.Delta, claim.Entries.Where(entry => entry.Within is null).Sum(entry => entry.Delta));
        Assert.Equal((claim.Rho, price.Delta), (account.Ledger.Read().Spent, account.Ledger.Read().SpentDelta));
        Assert.Equal((0.7, 1e-7), (claim.Epsilon, claim.Delta));
        Assert.Equal(new PrivacyUnit(entity ? "person" : null, entity ? 3 : 1), claim.Unit);
        // The measurements stay within what was set aside, and use it up.
        Assert.Equal(
            1,
            claim.Entries.Where(entry => entry.Within is not null).Sum(entry => entry.Rho) / price.Rho,
            1e-9
        );
    }

    private static PrivacyClaim Fitted(
        string mechanism,
        Schema schema,
        IReadOnlyDictionary<string, string> options,
        PrivacyAccount account
    )
    {
        var random = new Random(3);
        LevelData Column(string name, int levels) =>
            new()
            {
                Name = name,
                Codes = [.. Enumerable.Range(0, 900).Select(_ => random.Next(levels))],
                Levels = [.. Enumerable.Range(0, levels).Select(level => $"{(char)('A' + level)}")],
            };

        var rows = new Table([Column("person", 26), Column("ward", 2), Column("again", 2), Column("paid", 2)]);
        var known = KnownGenerators.Named(mechanism);
        var request = new FitRequest(rows, schema, new GeneratorSettings(options, 1)) { Privacy = account };
        var fit = PrivateFit.Begin(request, known, CancellationToken.None);
        var encoded = fit.Encode(CancellationToken.None);
        var progress = request.Progress;
        if (mechanism == "independent")
        {
            Mechanisms.Independent(fit, encoded, progress, CancellationToken.None);
            return fit.Claim();
        }
        var own = MechanismOptions.Of(known, OptionValues.Of(known, request.Settings), schema);
        _ =
            mechanism == "mst"
                ? Mechanisms.Mst(fit, encoded, own, progress, CancellationToken.None)
                : Mechanisms.Aim(fit, encoded, own, 1, progress, CancellationToken.None);
        return fit.Claim();
    }

    private static void Begin(GeneratorDescription generator, Trial trial, Schema schema, PrivacyAccount account)
    {
        var rows = new Table([
            new LevelData
            {
                Name = "ward",
                Levels = ["A"],
                Codes = [0],
            },
        ]);
        var settings = new GeneratorSettings(TrialKeys.Given(trial.Settings, generator), trial.Settings.Seed);
        PrivateFit.Begin(
            new FitRequest(rows, schema, settings) { Privacy = account },
            generator,
            CancellationToken.None
        );
    }

    /// <summary>A value within its range for every option of a generator.</summary>
    private static Dictionary<string, string> Drawn(GeneratorDescription generator, Random random)
    {
        var drawn = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in generator.Options.Where(option => option.Minimum is not null))
        {
            double low = (double)option.Minimum!,
                high = (double)(option.Maximum ?? 10),
                value = low + (random.NextDouble() * (high - low));
            drawn[option.Name] = option.Kind switch
            {
                OptionKind.Integer => Math.Round(value).ToString(CultureInfo.InvariantCulture),
                OptionKind.Number => value.ToString("R", CultureInfo.InvariantCulture),
                _ => "",
            };
        }

        drawn["epsilon"] = (0.01 + (5 * random.NextDouble())).ToString("R", CultureInfo.InvariantCulture);
        drawn["delta"] = Math.Pow(10, -4 - (8 * random.NextDouble())).ToString("R", CultureInfo.InvariantCulture);
        drawn["domain-share"] = random.Next(2) == 0 ? "0" : "0.3";
        return drawn;
    }

    private static IReadOnlyList<Trial> Planned(string mechanism, Dictionary<string, string> options, int repeats)
    {
        string terms = string.Join(
            ',',
            options.Where(option => option.Value.Length > 0).Select(option => $"\"{option.Key}\":{option.Value}")
        );
        return TrialPlan.Of(
            RecipeReader.Read(
                $$"""
                {"name":"a","data":{"seed":"a.csv"},"repeats":{{repeats}},
                 "base":{"generator":"{{mechanism}}","options":{ {{terms}} } } }
                """,
                yaml: false
            )
        );
    }

    private static PrivacyLedger Carry(IEnumerable<Trial> plan, PrivacyLedger ledger, Schema schema) =>
        plan.Aggregate(ledger, (spent, trial) =>
        {
            var cost = PrivateFitPrice.Of(TrialKeys.Terms(trial.Settings)!, schema);
            return spent.Append(
                new LedgerCharge(
                    PrivacyUnit.Row,
                    $"run/{trial.Name}",
                    trial.Name,
                    LedgerCharge.Reservation,
                    new Dictionary<string, string>(),
                    cost.Rho
                )
                {
                    Delta = cost.Delta,
                },
                DateTimeOffset.UnixEpoch
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
}
