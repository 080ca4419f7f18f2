using AethergenAI.Evidence.Review;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Runs;

public sealed class RunPrivacyTests
{
    private static readonly Schema Schema = new("birds", [new CategoricalColumn("Size", ["Large", "Small"])]);

    private static readonly IReadOnlyList<Trial> Plan = TrialPlan.Of(
        RecipeReader.Read(
            """{"name":"birds","data":{"seed":"birds.csv"},"factors":{"generator":["mst","copula"]}}""",
            yaml: false
        )
    );

    [Fact]
    public void A_run_without_protection_claims_nothing() =>
        Assert.Null(RunPrivacy.Of([Record(1, null)], byPosition: true));

    [Fact]
    public void Costs_of_trials_add_up_and_a_shared_fit_is_paid_for_once()
    {
        var first = Claim(1, 0.02);
        var shared = RunPrivacy.Of([Record(0, first), Record(0, first) with { Name = "c03-r1" }], byPosition: false)!;
        var both = RunPrivacy.Of(
            [Record(0, first), Record(0, Claim(2, 0.03)) with { Name = "c03-r1" }],
            byPosition: false
        )!;

        Assert.Equal((0.02, 0.05), (shared.Rho, Math.Round(both.Rho, 10)));
        Assert.Equal(PrivacyLedger.RoundUp(Zcdp.Epsilon(0.05, 1e-9)), both.Epsilon, 1e-6);
    }

    [Fact]
    public void What_the_discovery_of_domains_took_of_delta_adds_up()
    {
        PrivacyClaim Paid(int number)
        {
            var claim = Claim(number, 0.02);
            return claim with { Entries = [claim.Entries[0] with { Delta = 5e-10 }, claim.Entries[1]] };
        }

        var three = RunPrivacy.Of(
            [Record(0, Paid(1)), Record(0, Paid(2)) with { Name = "b" }, Record(0, Paid(3)) with { Name = "c" }],
            byPosition: false
        )!;

        Assert.Equal(2e-9, three.Delta, 1e-20); // 3 · 5e-10 and one conversion at 5e-10
        Assert.Equal(PrivacyLedger.RoundUp(Zcdp.Epsilon(0.06, 5e-10)), three.Epsilon, 1e-6);
    }

    [Fact]
    public void Everything_that_the_ledger_does_not_protect_is_named()
    {
        var claim = Claim(1, 0.02) with { Withheld = ["the schema was inferred from the seed"] };
        var privacy = RunPrivacy.Of([Record(0, claim), Record(1, null)], byPosition: true)!;

        Assert.Equal(
            [
                "the schema was inferred from the seed",
                "c02-r1 was fitted without differential privacy (copula)",
                "the holdout was split off by the rows' positions, which one row more or less moves",
                "seed.json and trial.json name the real rows " + "by exact counts and hashes",
                "the reports of c01-r1, c02-r1 compare with the real rows, outside the ledger",
            ],
            privacy.Withheld
        );
        Assert.StartsWith("withheld: ", privacy.Words, StringComparison.Ordinal);
        Assert.EndsWith("alone, all trials together: " + privacy.Bound, privacy.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_for_a_reviewer_says_it_all_and_escapes_what_it_is_given()
    {
        var records = new[] { Record(0, Claim(1, 0.02) with { Withheld = ["<b>outside</b>"] }) };
        var privacy = RunPrivacy.Of(records, byPosition: false)!;
        var audit = new AuditFinding(
            "discrete-gaussian",
            1,
            1e-9,
            100,
            new AuditBound(1e-9, 1, 0.3, "x", 5, 1),
            new AuditBound(1e-9, 1, 0.3, "x", 5, 1),
            false
        );
        var summary = new RunSummary
        {
            Name = "birds <script>",
            Answer = "",
            RecipeHash = "",
            SchemaHash = "",
            DatasetVersion = "",
            Trials = [],
            Cells = [],
            Kpis = [],
            Cost = TrialCost.None,
            Software = "",
        };
        string page = PrivacyPage.Render(summary, privacy, records, audit);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;outside&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("ε is at least 0.3", page, StringComparison.Ordinal);
        foreach (var answer in ReviewQuestions.For(new("", PrivacyUnit.Row, [], [])))
        {
            Assert.Contains(answer.Question.Split(',')[0].Replace("'", "&#39;"), page, StringComparison.Ordinal);
        }
    }

    private static TrialRecord Record(int trial, PrivacyClaim? claim) =>
        TrialRecord.Of(Plan[trial], Schema) with
        {
            Privacy = claim,
            Stages =
            [
                new StageCost(RunStage.Fitting, TrialCost.None),
                new StageCost(RunStage.Evaluation, TrialCost.None),
            ],
        };

    private static PrivacyClaim Claim(int number, double rho) =>
        new(
            1,
            1e-9,
            PrivacyUnit.Row,
            rho,
            [],
            [
                new LedgerEntry(
                    number,
                    DateTimeOffset.UnixEpoch,
                    "run",
                    "fit",
                    LedgerCharge.Reservation,
                    new Dictionary<string, string>(),
                    rho
                ),
                new LedgerEntry(
                    number + 10,
                    DateTimeOffset.UnixEpoch,
                    "run",
                    "marginal",
                    "discrete-gaussian",
                    new Dictionary<string, string>(),
                    rho
                )
                {
                    Within = number,
                },
            ]
        );
}
