using System.Net;
using AethergenAI.Data.Runs;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;

namespace AethergenAI.Api.Tests.Recipes;

public sealed class RecipeTests(ApiFixture api)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    private static object Document(string name, int repeats) =>
        new
        {
            name,
            data = new { seed = "people.csv" },
            repeats,
        };

    [Fact]
    public async Task Versions_are_numbered_and_hashed_and_the_newest_is_listed()
    {
        using var person = await api.SignInAsync();
        string project = await ProjectAsync(person);
        var first = await person.PostAsync($"/api/projects/{project}/recipes", new { document = Document("sweep", 1) });
        var again = await person.PostAsync($"/api/projects/{project}/recipes", new { document = Document("sweep", 1) });
        var second = await person.PostAsync(
            $"/api/projects/{project}/recipes",
            new { document = Document("sweep", 2) }
        );
        await person.PostAsync($"/api/projects/{project}/recipes", new { document = Document("another", 1) });

        Assert.Equal(first.Id(), again.Id());
        Assert.Equal(2, second.GetProperty("number").GetInt32());
        Assert.Equal(person.Email, second.GetProperty("owner").GetString());
        var listed = await person.GetAsync($"/api/projects/{project}/recipes");
        Assert.Equal(["another", "sweep"], listed.EnumerateArray().Select(row => row.GetProperty("name").GetString()));
        Assert.Equal(
            second.Id(),
            Assert
                .Single(
                    (await person.GetAsync($"/api/projects/{project}/recipes?after=another&limit=1")).EnumerateArray()
                )
                .Id()
        );
        Assert.Equal(second.GetRawText(), (await person.GetAsync($"/api/recipes/{second.Id()}")).GetRawText());
    }

    [Fact]
    public async Task A_form_learns_the_limits_that_the_recipe_check_has()
    {
        using var person = await api.SignInAsync();
        var limits = await person.GetAsync("/api/recipes/limits");

        Assert.Equal(RecipeLimits.All.MaxRepeats, limits.GetProperty("maxRepeats").GetInt32());
        Assert.Equal(RecipeLimits.All.HoldoutShare, limits.GetProperty("holdoutShare").GetDouble());
    }

    [Fact]
    public async Task A_fork_begins_a_line_of_its_own_that_says_where_it_came_from()
    {
        using var person = await api.SignInAsync();
        string project = await ProjectAsync(person);
        var origin = await person.PostAsync(
            $"/api/projects/{project}/recipes",
            new { document = Document("sweep", 2) }
        );
        var fork = await person.PostAsync(
            $"/api/recipes/{origin.Id()}/fork",
            new { projectId = project, name = "mine" }
        );

        Assert.Equal(
            (origin.Id(), 1, "mine"),
            (
                fork.GetProperty("forkedFrom").GetString(),
                fork.GetProperty("number").GetInt32(),
                fork.GetProperty("name").GetString()
            )
        );
        Assert.Equal(2, fork.GetProperty("document").GetProperty("repeats").GetInt32());
        await person.PostRefusedAsync(
            $"/api/recipes/{origin.Id()}/fork",
            new { projectId = project, name = "mine" },
            HttpStatusCode.Conflict,
            "recipe.name-taken"
        );
    }

    [Fact]
    public async Task A_recipe_is_read_and_written_in_both_formats_with_one_hash()
    {
        using var person = await api.SignInAsync();
        var json = await person.PostAsync(
            "/api/recipes/read",
            new { text = """{"name":"sweep","data":{"seed":"people.csv"}}""" }
        );
        var answer = await person.Http.PostAsync(
            new Uri("/api/recipes/write", UriKind.Relative),
            System.Net.Http.Json.JsonContent.Create(new { document = json.GetProperty("document"), yaml = true })
        );
        string yaml = await answer.Content.ReadAsStringAsync();
        var back = await person.PostAsync("/api/recipes/read", new { text = yaml, yaml = true });

        Assert.Contains("name: sweep\n", yaml, StringComparison.Ordinal);
        Assert.Equal(json.GetProperty("hash").GetString(), back.GetProperty("hash").GetString());
    }

    [Theory]
    [InlineData("""{"name":"x","date":{"seed":"a.csv"}}""", "recipe.unknown-key")]
    [InlineData("""{"name":""", "recipe.malformed")]
    public async Task What_is_wrong_with_a_recipe_is_said_where_it_is(string text, string code)
    {
        using var person = await api.SignInAsync();
        await person.PostRefusedAsync("/api/recipes/read", new { text }, HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Another_organisations_recipe_is_not_there()
    {
        using var person = await api.SignInAsync();
        using var stranger = await api.SignInAsync();
        var recipe = await person.PostAsync(
            $"/api/projects/{await ProjectAsync(person)}/recipes",
            new { document = Document("sweep", 1) }
        );
        await stranger.GetRefusedAsync($"/api/recipes/{recipe.Id()}", HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_reviewer_sees_no_recipes()
    {
        using var owner = await api.SignInAsync();
        using var reviewer = await api.SignInAsync(Role.Reviewer, owner.Tenant);
        await reviewer.GetRefusedAsync(
            $"/api/projects/{await ProjectAsync(owner)}/recipes",
            HttpStatusCode.Forbidden,
            "forbidden"
        );
    }

    [Fact]
    public async Task Trials_are_listed_as_far_as_each_is_and_each_change_is_told()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        var told = new TaskCompletionSource();
        await using var hub = await HubSocket.OpenAsync(api.Address, "/hubs/changes", person.CookieHeader, ct);
        using var listening = hub.On<string[]>("changed", key =>
        {
            if (key.SequenceEqual(["trials", work.Run, "c01-r1", "running"]))
            {
                told.TrySetResult();
            }
        });
        await using var source = NpgsqlDataSource.Create(api.AppConnection);
        var run = Id<Run>.Parse(work.Run, null);
        var queue = new PostgresTrialQueue(source, api.Tenants, person.Tenant, run, TimeProvider.System);
        var recipe = RecipeReader.Read("""{"name":"sweep","data":{"seed":"people.csv"},"repeats":3}""", yaml: false);
        await queue.PostAsync(RecipeHash.Of(recipe), TrialPlan.Of(recipe), ct);
        await using var claim = await queue.TakeAsync(ct);

        var trials = await person.GetAsync($"/api/runs/{work.Run}/trials");
        Assert.Equal(
            [("c01-r1", "running"), ("c01-r2", "waiting"), ("c01-r3", "waiting")],
            trials
                .EnumerateArray()
                .Select(row => (row.GetProperty("name").GetString()!, row.GetProperty("status").GetString()!))
        );
        Assert.Equal(
            "c01-r3",
            Assert
                .Single((await person.GetAsync($"/api/runs/{work.Run}/trials?from=2")).EnumerateArray())
                .GetProperty("name")
                .GetString()
        );
        await told.Task.WaitAsync(TimeSpan.FromMinutes(1), ct);
    }

    private static async Task<string> ProjectAsync(Person person) =>
        (await person.PostAsync("/api/projects", new { name = "Ageing" })).Id();
}
