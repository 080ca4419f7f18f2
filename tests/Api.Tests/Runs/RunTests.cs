using System.Net;
using System.Text.Json;
using AethergenAI.Data;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AethergenAI.Api.Tests.Runs;

public sealed class RunTests(ApiFixture api)
{
    [Fact]
    public async Task A_started_run_waits_for_a_worker()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        var run = await person.GetAsync($"/api/runs/{work.Run}");
        Assert.Equal("queued", run.GetProperty("status").GetString());
        Assert.Equal(person.Email, run.GetProperty("owner").GetString());
        Assert.Equal("people.csv", run.GetProperty("recipe").GetProperty("data").GetProperty("seed").GetString());
        Assert.Equal(1, (await person.GetAsync($"/api/projects/{work.Project}/runs")).GetArrayLength());
        Assert.True(await IsQueuedAsync(work.Run));
    }

    [Fact]
    public async Task A_run_that_asks_for_a_gpu_waits_in_a_queue_of_its_own()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        var run = await person.PostAsync(
            $"/api/projects/{work.Project}/runs",
            Samples.NewRun(work.Seed, work.Schema, needsGpu: true)
        );
        Assert.True(run.GetProperty("needsGpu").GetBoolean());
        Assert.True(await IsQueuedAsync(run.Id(), "gpu"));
    }

    [Fact]
    public async Task A_queued_run_is_cancelled_at_once_and_not_twice()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        var run = await person.PostAsync($"/api/runs/{work.Run}/cancel");
        Assert.Equal("cancelled", run.GetProperty("status").GetString());
        Assert.False(await IsQueuedAsync(work.Run));
        await person.PostRefusedAsync(
            $"/api/runs/{work.Run}/cancel",
            new { },
            HttpStatusCode.Conflict,
            "run.already-ended"
        );
    }

    [Fact]
    public async Task An_address_that_holds_no_id_is_refused_in_plain_words()
    {
        using var person = await api.SignInAsync();
        var problem = await person.GetRefusedAsync("/api/runs/abc", HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal(
            "'abc' is not a valid 'id'. Check the address: it may be incomplete.",
            problem.GetProperty("detail").GetString()
        );
    }

    [Fact]
    public async Task A_run_without_results_is_deleted_once_it_has_ended()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        await DeleteRefusedAsync(person, work.Run, HttpStatusCode.Conflict, "run.not-deletable");
        await using (var db = api.Tenants.OpenFor(person.Tenant))
        {
            await SetAsync(db, work.Run, RunStatus.Done);
            await DeleteRefusedAsync(person, work.Run, HttpStatusCode.Conflict, "run.not-deletable");
            await SetAsync(db, work.Run, RunStatus.Refused);
        }

        using var answer = await person.Http.DeleteAsync(new Uri($"/api/runs/{work.Run}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await person.GetRefusedAsync($"/api/runs/{work.Run}", HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, (await person.GetAsync($"/api/projects/{work.Project}/runs")).GetArrayLength());
    }

    private static Task DeleteRefusedAsync(Person person, string run, HttpStatusCode status, string code) =>
        person.RefusedAsync(one => one.Http.DeleteAsync(new Uri($"/api/runs/{run}", UriKind.Relative)), status, code);

    [Theory]
    [InlineData("text", "independent", "generation.text-column")]
    [InlineData("categorical", "mst", "privacy.not-declared")]
    [InlineData("key", "mst", "privacy.no-key-range")]
    public async Task A_run_that_cannot_fit_the_schema_is_refused_before_it_starts_and_by_the_plan(
        string kind,
        string generator,
        string code
    )
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        string document = kind switch
        {
            "text" => """{"name":"notes","columns":[{"kind":"text","name":"town"}]}""",
            "key" => """
                {"name":"notes","columns":[{"kind":"integer","name":"town"}],
                "constraints":[{"kind":"unique","columns":["town"]}],"privacy":{"maxRows":1000}}
                """,
            _ => """{"name":"notes","columns":[{"kind":"categorical","name":"town","levels":["York"]}]}""",
        };
        var schema = await person.PostAsync(
            $"/api/projects/{work.Project}/schemas",
            new { document = JsonElement.Parse(document) }
        );
        var asked = JsonSerializer.SerializeToNode(Samples.NewRun(work.Seed, schema.Id(), generator))!.AsObject();
        string runs = $"/api/projects/{work.Project}/runs";
        await person.PostRefusedAsync(runs, asked, HttpStatusCode.BadRequest, code);
        await person.PostRefusedAsync($"/api/projects/{work.Project}/plan", asked, HttpStatusCode.BadRequest, code);
        Assert.Equal(1, (await person.GetAsync(runs)).GetArrayLength());
    }

    [Fact]
    public async Task A_running_run_is_asked_to_stop()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        await using (var db = api.Tenants.OpenFor(person.Tenant))
        {
            await SetAsync(db, work.Run, RunStatus.Running);
        }

        Assert.Equal(
            "cancelling",
            (await person.PostAsync($"/api/runs/{work.Run}/cancel")).GetProperty("status").GetString()
        );
    }

    [Fact]
    public async Task A_run_that_ends_while_it_is_cancelled_stays_as_it_ended()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        await using var db = api.Tenants.OpenFor(person.Tenant);
        await SetAsync(db, work.Run, RunStatus.Running);

        await using var ending = await db.Database.BeginTransactionAsync();
        await SetAsync(db, work.Run, RunStatus.Done);
        var cancelling = person.PostRefusedAsync(
            $"/api/runs/{work.Run}/cancel",
            new { },
            HttpStatusCode.Conflict,
            "run.already-ended"
        );
        await WaitedForAsync(db); // it has read "running", and waits for our row
        await ending.CommitAsync();

        await cancelling;
        Assert.Equal("done", (await person.GetAsync($"/api/runs/{work.Run}")).GetProperty("status").GetString());
    }

    /// <summary>Waits until another session waits for a lock of this one's transaction.</summary>
    private static async Task WaitedForAsync(AethergenDb db)
    {
        const string blocked = """
            select exists (select 1 from pg_locks
                where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))) as "Value"
            """;
        while (!await db.Database.SqlQueryRaw<bool>(blocked).SingleAsync())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_recipe_that_cannot_be_carried_out_is_refused_and_nothing_is_queued()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        await person.PostRefusedAsync(
            $"/api/projects/{work.Project}/runs",
            Samples.NewRun(work.Seed, work.Schema, generator: "copulla"),
            HttpStatusCode.BadRequest,
            "generation.unknown-generator"
        );
        Assert.Equal(1, (await person.GetAsync($"/api/projects/{work.Project}/runs")).GetArrayLength());
    }

    [Fact]
    public async Task A_run_takes_its_seed_and_schema_from_its_own_project()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        var other = await person.WorkAsync();
        await person.PostRefusedAsync(
            $"/api/projects/{work.Project}/runs",
            Samples.NewRun(other.Seed, work.Schema),
            HttpStatusCode.BadRequest,
            "run.other-project"
        );
        await person.PostRefusedAsync(
            $"/api/projects/{work.Project}/runs",
            Samples.NewRun(work.Seed, other.Schema),
            HttpStatusCode.BadRequest,
            "run.other-project"
        );
    }

    [Fact]
    public async Task The_generators_that_ship_are_listed()
    {
        using var person = await api.SignInAsync();
        Assert.Contains(
            "copula",
            (await person.GetAsync("/api/generators"))
                .EnumerateArray()
                .Select(generator => generator.GetProperty("name").GetString())
        );
    }

    private static Task SetAsync(AethergenDb db, string run, RunStatus status)
    {
        var id = new Id<Run>(Guid.Parse(run));
        return db.Runs.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, status));
    }

    private async Task<bool> IsQueuedAsync(string run, string queue = "cpu")
    {
        await using var command = api
            .Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand(
                """
                select exists (select from jobs.run_jobs
                    join hangfire.job on id = job_id join hangfire.jobqueue q on jobid = job_id
                    where run_id = $1 and statename = 'Enqueued' and q.queue = $2)
                """
            );
        command.Parameters.Add(new() { Value = Guid.Parse(run) });
        command.Parameters.Add(new() { Value = queue });
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
