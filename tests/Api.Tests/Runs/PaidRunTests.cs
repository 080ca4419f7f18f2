extern alias worker;

using System.Net;
using System.Text.Json;
using AethergenAI.Api.Runs;
using AethergenAI.Api.Tests.Privacy;
using AethergenAI.Data;
using AethergenAI.Data.Keys;
using AethergenAI.Pipeline;
using AethergenAI.Runs;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using WorkerOptions = worker::AethergenAI.Worker.WorkerOptions;
using WorkerSlots = worker::AethergenAI.Worker.Jobs.WorkerSlots;

namespace AethergenAI.Api.Tests.Runs;

/// <summary>Private runs whose trials an earlier run has paid for, carried out with what a worker gives them.</summary>
[Trait("Speed", "Slow")]
public sealed class PaidRunTests(ApiFixture api)
{
    private const string Nothing =
        "The run spends no privacy: all of its private fits are made already, and are reused.";

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_run_of_a_recipe_starts_and_charges_nothing_when_the_budget_is_exhausted()
    {
        using var owner = await api.SignInAsync();
        var place = await PlaceAsync(owner, epsilon: 0.9);
        Assert.Equal(
            "1 private fit of this run will spend ε = 0.8 at δ = 1e-9; ε = 0.9 of 0.9 is left.",
            await PlannedAsync(owner, place, 0.8)
        );
        await CarryOutAsync(owner, await StartAsync(owner, place, 0.8));
        string spent = Spent(await LedgerAsync(owner, place));

        Assert.Equal(Nothing, await PlannedAsync(owner, place, 0.8));
        var again = await CarryOutAsync(owner, await StartAsync(owner, place, 0.8));
        Assert.NotNull(Assert.Single(again.Trials).ReusedFrom);
        Assert.Equal(spent, Spent(await LedgerAsync(owner, place)));
    }

    [Fact]
    public async Task A_changed_recipe_is_refused_with_what_the_ledger_says_is_left()
    {
        using var owner = await api.SignInAsync();
        var place = await PlaceAsync(owner, epsilon: 0.9);
        await CarryOutAsync(owner, await StartAsync(owner, place, 0.8));
        double left = (await LedgerAsync(owner, place)).GetProperty("epsilonLeft").GetDouble();

        foreach (string what in (string[])["plan", "runs"])
        {
            var refused = await owner.PostRefusedAsync(
                $"/api/projects/{place.Project}/{what}",
                Asked(place, 0.7),
                HttpStatusCode.Conflict,
                "privacy.overspent"
            );
            string said = refused.GetProperty("detail").GetString()!;
            Assert.Contains("it takes ε = 0.7 ", said, StringComparison.Ordinal);
            Assert.Contains(
                FormattableString.Invariant($"and there is ε = {left} left "),
                said,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Of_two_repeats_only_the_one_that_is_new_needs_a_budget()
    {
        using var owner = await api.SignInAsync();
        var place = await PlaceAsync(owner, epsilon: 1.2); // two fits of 0.8 are 1.14, three are 1.41
        await CarryOutAsync(owner, await StartAsync(owner, place, 0.8));
        double left = (await LedgerAsync(owner, place)).GetProperty("epsilonLeft").GetDouble();

        Assert.Equal(
            FormattableString.Invariant(
                $"1 private fit of this run will spend ε = 0.8 at δ = 1e-9; ε = {left} of 1.2 is left."
            ),
            await PlannedAsync(owner, place, 0.8, repeats: 2)
        );
        await CarryOutAsync(owner, await StartAsync(owner, place, 0.8, repeats: 2));
        Assert.Equal(2, Reservations(await LedgerAsync(owner, place)));
    }

    [Fact]
    public async Task The_same_recipe_on_other_rows_has_its_own_cost()
    {
        using var owner = await api.SignInAsync();
        var place = await PlaceAsync(owner, epsilon: 0.9);
        await CarryOutAsync(owner, await StartAsync(owner, place, 0.8));
        var other = await owner.UploadAsync(place.Project, Visits.Rows(300, from: 5000), "other.csv");
        await Visits.BudgetAsync(owner, other, 0.5);

        await owner.PostRefusedAsync(
            $"/api/projects/{place.Project}/runs",
            Asked(place with { Seed = other }, 0.8),
            HttpStatusCode.Conflict,
            "privacy.overspent"
        );
    }

    /// <summary>Only the rows would tell why they cannot be read, and a plan records nothing.</summary>
    [Fact]
    public async Task A_plan_whose_rows_are_refused_counts_all_fits_and_tells_nothing_of_the_rows()
    {
        using var owner = await api.SignInAsync();
        var place = await PlaceAsync(owner, epsilon: 2);
        await CarryOutAsync(owner, await StartAsync(owner, place, 0.8));
        string before = (await LedgerAsync(owner, place)).GetProperty("entries").GetRawText();
        var column = new
        {
            kind = "integer",
            name = "ward",
            min = 0,
            max = 9,
            domain = "public",
        };
        var document = new
        {
            name = "numbers",
            columns = new object[] { column },
            privacy = new { maxRows = 100000 },
        };
        var numbers = await owner.PostAsync(
            $"/api/projects/{place.Project}/schemas",
            new { name = "numbers", document }
        );

        string? planned = await PlannedAsync(owner, place with { Schema = numbers.Id() }, 0.8);
        Assert.StartsWith("1 private fit of this run will spend ε = 0.8", planned, StringComparison.Ordinal);
        Assert.Equal(before, (await LedgerAsync(owner, place)).GetProperty("entries").GetRawText());
    }

    [Fact]
    public async Task The_rows_of_one_seed_are_read_at_a_time_and_of_a_large_one_never()
    {
        using var owner = await api.SignInAsync();
        var place = await PlaceAsync(owner, epsilon: 2);
        await CarryOutAsync(owner, await StartAsync(owner, place, 0.8));

        await RunSpending.Reader.WaitAsync(ct);
        var waiting = PlannedAsync(owner, place, 0.8);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
            Assert.False(waiting.IsCompleted);
        }
        finally
        {
            RunSpending.Reader.Release();
        }
        Assert.Equal(Nothing, await waiting);

        await using var db = api.Tenants.OpenFor(owner.Tenant);
        await db.Seeds.ExecuteUpdateAsync(row => row.SetProperty(it => it.Rows, RunSpending.MaxRows + 1), ct);
        Assert.StartsWith("1 private fit", await PlannedAsync(owner, place, 0.8), StringComparison.Ordinal);
    }

    /// <summary>Its rows are read in vain: none of its trials can have been carried out.</summary>
    [Fact]
    public async Task A_seed_that_no_run_has_used_is_not_read()
    {
        using var owner = await api.SignInAsync();
        var place = await PlaceAsync(owner, epsilon: 2);
        await CarryOutAsync(owner, await StartAsync(owner, place, 0.8));
        var other = await owner.UploadAsync(place.Project, Visits.Rows(300, from: 5000), "other.csv");
        await Visits.BudgetAsync(owner, other, 2);
        await RunSpending.Reader.WaitAsync(ct);
        try
        {
            var planned = PlannedAsync(owner, place with { Seed = other }, 0.8);
            Assert.StartsWith("1 private fit", await planned.WaitAsync(TimeSpan.FromMinutes(1), ct));
        }
        finally
        {
            RunSpending.Reader.Release();
        }
    }

    private sealed record Place(string Project, JsonElement Seed, string Schema);

    private static async Task<Place> PlaceAsync(Person owner, double epsilon)
    {
        string project = await Visits.ProjectAsync(owner);
        var seed = await owner.UploadAsync(project, Visits.Rows(300), "seed.csv");
        await Visits.BudgetAsync(owner, seed, epsilon);
        return new(project, seed, await Visits.SchemaAsync(owner, project));
    }

    private static object Asked(Place place, double epsilon, int repeats = 1) =>
        new
        {
            name = "private",
            seedId = place.Seed.Id(),
            schemaId = place.Schema,
            recipe = new
            {
                name = "private",
                data = new { seed = "seed.csv" },
                @base = new { generator = "independent", options = new { epsilon, delta = 1e-9 } },
                repeats,
            },
        };

    private static async Task<string?> PlannedAsync(Person owner, Place place, double epsilon, int repeats = 1) =>
        (await owner.PostAsync($"/api/projects/{place.Project}/plan", Asked(place, epsilon, repeats)))
            .GetProperty("spending")
            .GetString();

    private static async Task<string> StartAsync(Person owner, Place place, double epsilon, int repeats = 1) =>
        (await owner.PostAsync($"/api/projects/{place.Project}/runs", Asked(place, epsilon, repeats))).Id();

    private static Task<JsonElement> LedgerAsync(Person owner, Place place) =>
        owner.GetAsync($"/api/seeds/{place.Seed.Id()}/ledger");

    private static string Spent(JsonElement ledger) =>
        $"{ledger.GetProperty("rhoSpent")} in {Reservations(ledger)}, and {ledger.GetProperty("epsilonLeft")} left";

    private static int Reservations(JsonElement ledger) =>
        ledger
            .GetProperty("entries")
            .EnumerateArray()
            .Count(entry => entry.GetProperty("mechanism").GetString() == "reservation");

    private async Task<RunSummary> CarryOutAsync(Person owner, string id)
    {
        await using var db = api.Tenants.OpenFor(owner.Tenant);
        var run = await db.Runs.GetAsync(new Id<Run>(Guid.Parse(id)), ct);
        using var slots = new WorkerSlots(
            api.Services.GetRequiredService<NpgsqlDataSource>(),
            api.Tenants,
            api.Blobs,
            TimeProvider.System,
            Options.Create(new WorkerOptions()),
            NullLogger<WorkerSlots>.Instance
        );
        using var key = await api.Services.GetRequiredService<SigningKeys>().OfAsync(owner.Tenant, ct);
        var services = slots.ServicesFor(run.Id, owner.Tenant, new Progress<RunProgress>()) with
        {
            Privacy = await slots.AccountAsync(run, db, ct),
        };
        return await RunPipeline.CarryOutAsync(
            run.Recipe,
            await slots.InputsAsync(run, db, ct),
            services,
            key,
            seal: false,
            ct
        );
    }
}
