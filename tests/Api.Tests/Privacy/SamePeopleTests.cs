using System.Net;
using System.Text.Json;
using AethergenAI.Data.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tenancy;
using static AethergenAI.Api.Tests.Privacy.Visits;

namespace AethergenAI.Api.Tests.Privacy;

/// <summary>An owner says whose rows a seed has that an earlier one has too.</summary>
public sealed class SamePeopleTests(ApiFixture api)
{
    [Fact]
    public async Task Rows_of_the_same_people_spend_from_one_ledger()
    {
        using var owner = await api.SignInAsync();
        string project = await ProjectAsync(owner),
            schema = await SchemaAsync(owner, project);
        var first = await owner.UploadAsync(project, Rows(400), "first.csv");
        var second = await owner.UploadAsync(project, Rows(400, changed: 7), "second.csv");
        await BudgetAsync(owner, first, 1);
        await BudgetAsync(owner, second, 0.4);
        Ledger(owner, second).Append(Charge(0.3)); // as a version before this one allowed

        var said = await SayAsync(owner, second, new { same = true, seedId = first.Id() });
        Assert.Equal("same-people", State(said));
        Assert.Equal(first.Id(), said.GetProperty("sharedRows").GetProperty("ledgerOf").GetString());
        Assert.True(said.GetProperty("sharedRows").GetProperty("seeds")[0].GetProperty("sameLedger").GetBoolean());
        var ledger = await owner.GetAsync($"/api/seeds/{second.Id()}/ledger");
        Assert.Equal(ledger.GetRawText(), (await owner.GetAsync($"/api/seeds/{first.Id()}/ledger")).GetRawText());
        Assert.Equal(1, ledger.GetProperty("budget").GetProperty("epsilon").GetDouble());
        Assert.InRange(ledger.GetProperty("epsilonSpent").GetDouble(), 0.3, 0.3001);
        Assert.Contains(
            "second.csv counts to this data set from now on; it shares about 100 % of the rows; "
                + "its own budget of ε = 0.4 at δ = 1e-9 no longer counts",
            Purposes(ledger)
        );

        // A later charge, a plan and a run go to the same ledger.
        Ledger(owner, second).Append(Charge(0.5));
        Assert.Equal(Ledger(owner, first).Read().Entries.Count, Ledger(owner, second).Read().Entries.Count);
        foreach (string path in (string[])["runs", "plan"])
        {
            await owner.PostRefusedAsync(
                $"/api/projects/{project}/{path}",
                Run(second.Id(), schema),
                HttpStatusCode.Conflict,
                "privacy.overspent"
            );
        }
        await BudgetAsync(owner, second, 3, "a second study");
        Assert.Equal(3, Ledger(owner, first).Read().Limit!.Epsilon);
        await owner.PostAsync($"/api/projects/{project}/plan", Run(second.Id(), schema));

        await SayAsync(owner, second, new { same = true, seedId = first.Id() }); // once more changes nothing
        await RefusedAsync(owner, second, new { same = false }, HttpStatusCode.Conflict, "seed.people-decided");
    }

    [Fact]
    public async Task What_is_not_the_same_is_in_both_ledgers_and_can_become_the_same()
    {
        using var owner = await api.SignInAsync();
        string project = await ProjectAsync(owner),
            schema = await SchemaAsync(owner, project);
        var first = await owner.UploadAsync(project, Rows(400), "first.csv");
        var second = await owner.UploadAsync(project, Rows(400, changed: 7), "second.csv");

        Assert.Equal("not-the-same", State(await SayAsync(owner, second, new { same = false })));
        await SayAsync(owner, second, new { same = false });
        Assert.Single(Purposes(await owner.GetAsync($"/api/seeds/{second.Id()}/ledger")), purpose =>
            purpose.StartsWith(
                "second.csv counts as a data set of its own, although it shares about ",
                StringComparison.Ordinal
            )
        );
        var entry = (await owner.GetAsync($"/api/seeds/{first.Id()}/ledger")).GetProperty("entries")[1];
        Assert.EndsWith(
            "of the rows, counts as a data set of its own",
            entry.GetProperty("purpose").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(owner.Email, entry.GetProperty("run").GetString());
        await owner.PostAsync($"/api/projects/{project}/plan", Run(second.Id(), schema));
        var earlier = await owner.GetAsync($"/api/seeds/{first.Id()}");
        Assert.False(earlier.GetProperty("sharedRows").GetProperty("seeds")[0].GetProperty("waits").GetBoolean());

        Assert.Equal("same-people", State(await SayAsync(owner, second, new { same = true, seedId = first.Id() })));
    }

    [Fact]
    public async Task A_third_seed_follows_the_second_to_the_ledger_of_the_first()
    {
        using var owner = await api.SignInAsync();
        string project = await ProjectAsync(owner);
        var first = await owner.UploadAsync(project, Rows(400), "first.csv");
        var second = await owner.UploadAsync(project, Rows(400, changed: 7), "second.csv");
        var third = await owner.UploadAsync(project, Rows(400, changed: 8), "third.csv");
        await SayAsync(owner, third, new { same = true, seedId = second.Id() });
        await SayAsync(owner, second, new { same = true, seedId = first.Id() });

        string hash = first.GetProperty("sha256").GetString()!;
        Assert.All([first, second, third], seed => Assert.Equal(hash, Ledger(owner, seed).Read().Dataset));
        var shown = await owner.GetAsync($"/api/seeds/{third.Id()}");
        Assert.Equal("first.csv", shown.GetProperty("sharedRows").GetProperty("ledgerName").GetString());
    }

    [Fact]
    public async Task What_cannot_be_said_is_refused()
    {
        using var owner = await api.SignInAsync();
        string project = await ProjectAsync(owner);
        var first = await owner.UploadAsync(project, Rows(400), "first.csv");
        var second = await owner.UploadAsync(project, Rows(400, changed: 7), "second.csv");
        var other = await owner.UploadAsync(project, Rows(400, from: 5000), "other.csv");

        await RefusedAsync(owner, second, new { same = true }, HttpStatusCode.BadRequest, "seed.which-people");
        await RefusedAsync(owner, second, new { }, HttpStatusCode.BadRequest, "request.invalid");
        await RefusedAsync(owner, first, SameAs(second), HttpStatusCode.Conflict, "seed.not-earlier");
        await RefusedAsync(owner, first, new { same = false }, HttpStatusCode.Conflict, "seed.shares-no-rows");
        await RefusedAsync(owner, other, SameAs(first), HttpStatusCode.Conflict, "seed.shares-no-rows");

        // What was spent has to fit into the budget that counts from now on, and its unit.
        await BudgetAsync(owner, first, 0.1);
        Ledger(owner, second).Append(Charge(0.5));
        await RefusedAsync(owner, second, SameAs(first), HttpStatusCode.Conflict, "privacy.overspent");
        Assert.Equal("undecided", State(await owner.GetAsync($"/api/seeds/{second.Id()}")));
        Ledger(owner, first).Append(Charge(0.01) with { Unit = new PrivacyUnit("patient", 3) });
        await RefusedAsync(owner, second, SameAs(first), HttpStatusCode.Conflict, "privacy.other-unit");
        Assert.DoesNotContain(Ledger(owner, first).Read().Entries, entry =>
            entry.Mechanism == LedgerCharge.Declaration
        );

        string schema = await SchemaAsync(owner, project);
        await owner.PostAsync($"/api/projects/{project}/runs", Samples.NewRun(second.Id(), schema));
        await RefusedAsync(owner, second, SameAs(first), HttpStatusCode.Conflict, "seed.runs-go-on");
    }

    [Theory]
    [InlineData(Role.Engineer)]
    [InlineData(Role.Analyst)]
    public async Task Only_an_owner_says_whose_rows_they_are(Role role)
    {
        using var owner = await api.SignInAsync();
        string project = await ProjectAsync(owner);
        var first = await owner.UploadAsync(project, Rows(400));
        var second = await owner.UploadAsync(project, Rows(400, changed: 7), "second.csv");
        using var colleague = await api.SignInAsync(role, owner.Tenant);
        await RefusedAsync(colleague, second, SameAs(first), HttpStatusCode.Forbidden, "forbidden");

        using var stranger = await api.SignInAsync();
        await RefusedAsync(stranger, second, SameAs(first), HttpStatusCode.NotFound, "not-found");
        var theirs = await stranger.UploadAsync(await ProjectAsync(stranger), Rows(400, changed: 9));
        await RefusedAsync(stranger, theirs, SameAs(first), HttpStatusCode.NotFound, "not-found");
    }

    private PostgresLedger Ledger(Person person, JsonElement seed) =>
        new(api.Tenants, person.Tenant, seed.GetProperty("sha256").GetString()!, TimeProvider.System);
}
