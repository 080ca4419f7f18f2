using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AethergenAI.Data.Privacy;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tenancy;

namespace AethergenAI.Api.Tests.Privacy;

public sealed class LedgerTests(ApiFixture api)
{
    [Fact]
    public async Task An_upload_is_in_the_ledger_and_a_budget_is_an_owners_to_set()
    {
        using var owner = await api.SignInAsync();
        string seed = (
            await owner.UploadAsync((await owner.PostAsync("/api/projects", new { name = "Ageing" })).Id(), Samples.Csv)
        ).Id();
        var fresh = await owner.GetAsync($"/api/seeds/{seed}/ledger");
        Assert.Equal(1, fresh.GetProperty("outside").GetInt32());
        Assert.Equal(0, fresh.GetProperty("epsilonSpent").GetDouble());
        Assert.False(fresh.TryGetProperty("budget", out _));

        var set = await SetAsync(owner, seed, new { epsilon = 3, delta = 1e-9 });
        Assert.Equal(3, set.GetProperty("budget").GetProperty("epsilon").GetDouble());
        Assert.InRange(set.GetProperty("epsilonLeft").GetDouble(), 2.9998, 3);
        var line = Assert.Single(set.GetProperty("budgets").EnumerateArray());
        Assert.Equal(owner.Email, line.GetProperty("setBy").GetString());
    }

    [Theory]
    [InlineData(0, 1e-9)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public async Task A_budget_that_means_nothing_is_refused(double epsilon, double delta)
    {
        using var owner = await api.SignInAsync();
        string seed = (
            await owner.UploadAsync((await owner.PostAsync("/api/projects", new { name = "Ageing" })).Id(), Samples.Csv)
        ).Id();
        await owner.RefusedAsync(
            person =>
                person.Http.PutAsJsonAsync(
                    new Uri($"/api/seeds/{seed}/budget", UriKind.Relative),
                    new { epsilon, delta },
                    Json.Options
                ),
            HttpStatusCode.BadRequest,
            "request.invalid"
        );
        Assert.Empty((await owner.GetAsync($"/api/seeds/{seed}/ledger")).GetProperty("budgets").EnumerateArray());
    }

    [Fact]
    public async Task A_higher_budget_needs_a_reason_and_none_is_below_what_is_spent()
    {
        using var owner = await api.SignInAsync();
        var seed = await owner.UploadAsync(
            (await owner.PostAsync("/api/projects", new { name = "Ageing" })).Id(),
            Samples.Csv
        );
        await SetAsync(owner, seed.Id(), new { epsilon = 2, delta = 1e-9 });
        Task RefusedAsync(object budget, HttpStatusCode status, string code) =>
            owner.RefusedAsync(
                person =>
                    person.Http.PutAsJsonAsync(
                        new Uri($"/api/seeds/{seed.Id()}/budget", UriKind.Relative),
                        budget,
                        Json.Options
                    ),
                status,
                code
            );
        object[] higher =
        [
            new { epsilon = 3, delta = 1e-9 },
            new { epsilon = 2, delta = 1e-8 },
            new
            {
                epsilon = 3,
                delta = 1e-9,
                reason = "  ",
            },
        ];
        foreach (object budget in higher)
        {
            await RefusedAsync(budget, HttpStatusCode.BadRequest, "privacy.no-reason");
        }
        var raised = await SetAsync(
            owner,
            seed.Id(),
            new
            {
                epsilon = 3,
                delta = 1e-9,
                reason = "a second study",
            }
        );
        Assert.Equal("a second study", raised.GetProperty("budgets")[1].GetProperty("reason").GetString());
        Assert.Equal(
            "budget raised from ε = 2 at δ = 1e-9 to ε = 3 at δ = 1e-9: a second study",
            raised.GetProperty("entries").EnumerateArray().Last().GetProperty("purpose").GetString()
        );

        new PostgresLedger(
            api.Tenants,
            owner.Tenant,
            seed.GetProperty("sha256").GetString()!,
            TimeProvider.System
        ).Append(new(PrivacyUnit.Row, "run", "a fit", "test", new Dictionary<string, string>(), Zcdp.Rho(2.5, 1e-9)));
        await RefusedAsync(new { epsilon = 2, delta = 1e-9 }, HttpStatusCode.Conflict, "privacy.budget-below-spent");
        await SetAsync(owner, seed.Id(), new { epsilon = 2.6, delta = 1e-9 }); // lower needs none
    }

    [Fact]
    public async Task An_engineer_cannot_set_a_budget()
    {
        using var engineer = await api.SignInAsync(Role.Engineer);
        string seed = (
            await engineer.UploadAsync(
                (await engineer.PostAsync("/api/projects", new { name = "Ageing" })).Id(),
                Samples.Csv
            )
        ).Id();
        using var answer = await engineer.Http.PutAsJsonAsync(
            new Uri($"/api/seeds/{seed}/budget", UriKind.Relative),
            new { epsilon = 1, delta = 1e-9 },
            Json.Options
        );
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_run_that_would_overspend_is_refused_before_it_starts_with_what_is_left()
    {
        using var owner = await api.SignInAsync();
        string project = (await owner.PostAsync("/api/projects", new { name = "Ageing" })).Id();
        var seed = await owner.UploadAsync(project, Samples.Csv);
        string schema = (
            await owner.PostAsync(
                $"/api/projects/{project}/schemas",
                new { document = seed.GetProperty("profile").GetProperty("schema") }
            )
        ).Id();
        await SetAsync(owner, seed.Id(), new { epsilon = 1, delta = 1e-9 });

        var problem = await owner.PostRefusedAsync(
            $"/api/projects/{project}/runs",
            new
            {
                name = "too much",
                seedId = seed.Id(),
                schemaId = schema,
                recipe = new
                {
                    name = "too much",
                    data = new { seed = "people.csv" },
                    @base = new { generator = "mst", options = new { epsilon = 0.8 } },
                    repeats = 2,
                },
            },
            HttpStatusCode.Conflict,
            "privacy.overspent"
        );
        Assert.Contains("there is ε = 1 left", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await owner.GetAsync($"/api/projects/{project}/runs")).GetArrayLength());
    }

    private static async Task<JsonElement> SetAsync(Person person, string seed, object budget)
    {
        using var answer = await person.Http.PutAsJsonAsync(
            new Uri($"/api/seeds/{seed}/budget", UriKind.Relative),
            budget,
            Json.Options
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }
}
