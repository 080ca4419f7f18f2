using AethergenAI.Evidence.Review;
using AethergenAI.Generation.Private;
using AethergenAI.Pages;
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

        Assert.Equal(
            0.02, // the first of two that are the same entry, as privacy.ts has it
            RunPrivacy.Of([Record(0, first), Record(0, Claim(1, 0.07)) with { Name = "b" }], byPosition: false)!.Rho
        );
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
    }

    [Fact]
    public void Where_a_trials_claim_is_withheld_no_bound_is_given_but_only_what_was_spent()
    {
        var claim = Claim(1, 0.02) with { Withheld = ["the schema was inferred from the seed"] };
        var two = RunPrivacy.Of([Record(0, claim), Record(0, Claim(2, 0.03)) with { Name = "b" }], byPosition: false)!;

        Assert.DoesNotContain("ε =", two.Words, StringComparison.Ordinal);
        Assert.EndsWith(
            "No bound holds for the models and their rows alone either. Spent on all of them: "
                + "ρ = 5e-2, per row, add/remove",
            two.Words,
            StringComparison.Ordinal
        );
        string page = Page([Record(0, claim), Record(0, Claim(2, 0.03)) with { Name = "b" }]);
        foreach (string bound in (string[])["All of them together", "What ε and δ mean", "Bounds on what is believed"])
        {
            Assert.DoesNotContain(bound, page, StringComparison.Ordinal);
        }
        Assert.Contains(
            "None is claimed: the schema was inferred from the seed. Spent",
            page,
            StringComparison.Ordinal
        );
        // The other trial's own claim stands, in the table of trials and nowhere else.
        Assert.Equal(2, page.Split("ε = 1 at").Length);
        string report = PrivacyClaimHtml.Section(claim);
        Assert.DoesNotContain("This claim covers", report, StringComparison.Ordinal);
        Assert.DoesNotContain("ε =", report, StringComparison.Ordinal);
        Assert.DoesNotContain("What the claim means", report, StringComparison.Ordinal);
        Assert.Contains("ρ = 2e-2", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_only_the_run_is_not_protected_its_models_are()
    {
        var privacy = RunPrivacy.Of([Record(0, Claim(1, 0.02))], byPosition: false)!;
        string bound = new PrivacyClaim(privacy.Epsilon, privacy.Delta, PrivacyUnit.Row, 0.02, [], []).Words,
            page = Page([Record(0, Claim(1, 0.02))]);

        Assert.EndsWith("alone, all trials together: " + bound, privacy.Words, StringComparison.Ordinal);
        Assert.Contains($"All of them together: <strong>{bound}</strong>", page, StringComparison.Ordinal);
        Assert.Contains("Bounds on what is believed", page, StringComparison.Ordinal);
    }

    /// <summary>An audit of one noisy count must not pass for one of the run's fits.</summary>
    [Fact]
    public void What_was_audited_is_said()
    {
        string page = Page([Record(0, Claim(1, 0.02))]);

        Assert.Contains("Gaussian noise on one count, not this run&#39;s fits", page, StringComparison.Ordinal);
        Assert.Contains("No fit was run for it", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_for_a_reviewer_says_it_all_and_escapes_what_it_is_given()
    {
        string page = Page([Record(0, Claim(1, 0.02) with { Withheld = ["<b>outside</b>"] })]);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;outside&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("ε is at least 0.3", page, StringComparison.Ordinal);
        var claimed = RunPrivacy.Of([Record(0, Claim(1, 0.02))], byPosition: false)!;
        foreach (var answer in ReviewQuestions.For(new(claimed, [])))
        {
            Assert.Contains(answer.Question.Split(',')[0].Replace("'", "&#39;"), page, StringComparison.Ordinal);
        }
    }

    private static string Page(TrialRecord[] records)
    {
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
        return PrivacyPage.Render(summary, RunPrivacy.Of(records, byPosition: false)!, records, audit);
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
