using System.Net;
using System.Text.Json;
using AethergenAI.Data;
using AethergenAI.Evaluation.Drift;
using AethergenAI.Runs;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Api.Tests.Runs;

/// <summary>How often a finished run's model is tested against newer rows; workers test.</summary>
public sealed class DriftTests(ApiFixture api)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_finished_run_is_watched_until_somebody_ends_it()
    {
        using var person = await api.SignInAsync();
        string drift = $"/api/runs/{await FinishedAsync(person)}/drift";
        Assert.False((await person.GetAsync(drift)).TryGetProperty("watch", out _));

        await person.PutAsync(drift, new { every = "day" });
        var first = (await person.GetAsync(drift)).GetProperty("watch");
        await person.PutAsync(drift, new { every = "week" });
        var second = (await person.GetAsync(drift)).GetProperty("watch");
        var due = (await person.PostAsync($"{drift}/check")).GetProperty("dueAt").GetDateTimeOffset();

        Assert.Equal(
            ("day", person.Email),
            (first.GetProperty("every").GetString(), first.GetProperty("owner").GetString())
        );
        Assert.Equal("week", second.GetProperty("every").GetString());
        Assert.False(second.TryGetProperty("lookedAt", out _));
        Assert.InRange(due, second.GetProperty("dueAt").GetDateTimeOffset(), TimeProvider.System.GetUtcNow());
        Assert.Equal(0, (await person.GetAsync($"{drift}/checks")).GetArrayLength());

        await person.DeleteAsync(drift);
        Assert.False((await person.GetAsync(drift)).TryGetProperty("watch", out _));
        await person.PostRefusedAsync($"{drift}/check", new { }, HttpStatusCode.Conflict, "drift.not-watched");
    }

    [Fact]
    public async Task A_run_without_results_is_not()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        await person.PutRefusedAsync(
            $"/api/runs/{work.Run}/drift",
            new { every = "hour" },
            HttpStatusCode.Conflict,
            "drift.nothing-to-test"
        );
        await person.PutRefusedAsync(
            $"/api/runs/{work.Run}/drift",
            new { every = "fortnight" },
            HttpStatusCode.BadRequest,
            "request.invalid"
        );
    }

    [Fact]
    public async Task Drift_is_written_to_whoever_has_the_model_tested_and_to_no_former_member()
    {
        using var person = await api.SignInAsync();
        using var left = await api.SignInAsync(Role.Engineer, person.Tenant);
        string own = await FinishedAsync(person),
            others = await FinishedAsync(person);
        await person.PutAsync($"/api/runs/{own}/drift", new { every = "day" });
        await left.PutAsync($"/api/runs/{others}/drift", new { every = "day" });
        await using var db = api.Tenants.OpenFor(person.Tenant);
        await db.Members.Where(member => member.Email == left.Email).ExecuteDeleteAsync(ct);

        foreach (string id in (string[])[others, own])
        {
            var run = await db.Runs.GetAsync(Id<Run>.Parse(id, null), ct);
            var check = new DriftCheck
            {
                Id = Id<DriftCheck>.New(),
                RunId = run.Id,
                SeedId = run.SeedId,
                SeedName = "october.csv",
                At = TimeProvider.System.GetUtcNow(),
            };
            check.Conclude(Refit());
            db.DriftChecks.Add(check);
        }
        await db.SaveChangesAsync(ct);

        string letter = await LetterAsync(person.Email);
        Assert.Contains("october.csv", letter);
        Assert.Contains("\"age\" has moved.", letter);
        await NoneWaitsAsync();
        Assert.DoesNotContain(Letters(), text => text.Contains(left.Email, StringComparison.Ordinal));
    }

    private static DriftReport Refit() =>
        new()
        {
            Verdict = DriftVerdict.Refit,
            Sentence = "\"age\" has moved.",
            Reference = DriftReference.Model,
            SeedRows = 400,
            NewRows = 500,
            Alpha = 0.05,
            AtLeast = 0.02,
            Columns = [],
        };

    private IEnumerable<string> Letters() =>
        Directory.Exists(api.MailFolder) ? Directory.EnumerateFiles(api.MailFolder).Select(File.ReadAllText) : [];

    private async Task<string> LetterAsync(string email)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (Letters().FirstOrDefault(text => text.Contains(email, StringComparison.Ordinal)) is { } letter)
            {
                return letter;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
        }
    }

    private async Task NoneWaitsAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var source = NpgsqlDataSource.Create(api.OwnerConnection);
        await using var waiting = source.CreateCommand("select count(*) from jobs.drift_letters");
        while (await waiting.ExecuteScalarAsync(patience.Token) is > 0L)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
        }
    }

    private async Task<string> FinishedAsync(Person person)
    {
        var work = await person.WorkAsync();
        await using var db = api.Tenants.OpenFor(person.Tenant);
        var run = await db.Runs.GetAsync(Id<Run>.Parse(work.Run, null), ct);
        run.Finish(
            new RunSummary
            {
                Name = run.Name,
                Answer = "",
                Best = 1,
                RecipeHash = "",
                SchemaHash = "",
                DatasetVersion = "",
                Trials =
                [
                    new TrialSummary(
                        1,
                        1,
                        "c01-r1",
                        new Dictionary<string, JsonElement>(),
                        "arn",
                        new Dictionary<string, double>(),
                        null,
                        TrialCost.None
                    ),
                ],
                Cells = [],
                Kpis = [],
                Cost = TrialCost.None,
                Software = "",
            },
            TimeProvider.System
        );
        await db.SaveChangesAsync(ct);
        return work.Run;
    }
}
