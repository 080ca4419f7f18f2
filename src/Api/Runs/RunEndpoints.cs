using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Seeding;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Jobs;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Runs;

internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        var ofProject = api.MapGroup("/projects/{id}/runs")
            .WithTags("Runs")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status404NotFound);
        ofProject.MapGet("/", List).WithName("ListRuns");
        ofProject
            .MapPost("/", Start)
            .WithName("StartRun")
            .AllowRepeats()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        var runs = api.MapGroup("/runs/{id}")
            .WithTags("Runs")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status404NotFound);
        runs.MapGet("/", Get).WithName("GetRun");
        runs.MapDelete("/", Delete).WithName("DeleteRun").ProducesProblem(StatusCodes.Status409Conflict);
        runs.MapPost("/cancel", Cancel).WithName("CancelRun").ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed record NewRun
    {
        [Required, StringLength(200, MinimumLength = 1)]
        public required string Name { get; init; }

        public required Id<SeedFile> SeedId { get; init; }

        public required Id<SchemaVersion> SchemaId { get; init; }

        /// <summary>
        /// The recipe. Its <c>data.seed</c>, <c>schema</c> and <c>holdout</c> are replaced by the seed and the
        /// schema of this request.
        /// </summary>
        [Required]
        public required Recipe Recipe { get; init; }

        /// <summary>True: only a worker with a GPU carries the run out; until there is one, the run waits.</summary>
        public bool? NeedsGpu { get; init; }
    }

    /// <summary>
    /// The project's runs, latest first, from position <paramref name="offset"/> on; only those created before
    /// <paramref name="before"/> if given.
    /// </summary>
    /// <param name="done">True: only the runs that are done, and so have reports and a pack.</param>
    internal static async Task<Ok<List<Run>>> List(
        Id<Project> id,
        AethergenDb db,
        CancellationToken ct,
        DateTimeOffset? before = null,
        bool done = false,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual
    )
    {
        await db.Projects.GetAsync(id, ct);
        var runs = db.Runs.AsNoTracking().Where(run => run.ProjectId == id);
        if (before is { } moment)
        {
            runs = runs.Where(run => run.CreatedAt < moment.ToUniversalTime());
        }
        if (done)
        {
            runs = runs.Where(run => run.Status == RunStatus.Done);
        }
        return TypedResults.Ok(
            await runs.OrderByDescending(run => run.CreatedAt).ThenBy(run => run.Id).PartAsync(offset, limit, ct)
        );
    }

    internal static async Task<CreatedAtRoute<Run>> Start(
        Id<Project> id,
        NewRun request,
        ClaimsPrincipal user,
        AethergenDb db,
        RunSpending spending,
        BlobStore blobs,
        RunOutbox outbox,
        TenantQuotas quotas,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        await db.Projects.GetAsync(id, ct);
        var seed = await db.Seeds.GetAsync(request.SeedId, ct);
        var schema = await db.Schemas.GetAsync(request.SchemaId, ct);
        if (seed.ProjectId != id)
        {
            throw RunStartRefusals.OtherProject("seed");
        }
        if (schema.ProjectId != id)
        {
            throw RunStartRefusals.OtherProject("schema");
        }

        var run = new Run
        {
            Id = Id<Run>.New(),
            ProjectId = id,
            SeedId = seed.Id,
            SchemaId = schema.Id,
            Name = request.Name,
            Recipe = Checked(request.Recipe, seed),
            Owner = user.Email(),
            NeedsGpu = request.NeedsGpu ?? false,
            CreatedAt = clock.GetUtcNow(),
        };
        var trials = TrialPlan.Of(run.Recipe);
        await SeedSketches.RequireDecidedAsync(trials, seed, db, blobs, ct);
        await spending.RequireAsync(run.Recipe, trials, seed, [schema.Document], run.Id, ct);
        PlannedFits.Require(run.Recipe, trials, [schema.Document]);
        await outbox.EnqueueAsync(db, run, ct, () => quotas.RequireTrialsAsync(trials.Count, ct));
        return TypedResults.CreatedAtRoute(run, "GetRun", new { id = run.Id });
    }

    internal static async Task<Ok<Run>> Get(Id<Run> id, AethergenDb db, CancellationToken ct) =>
        TypedResults.Ok(await db.Runs.GetAsync(id, ct));

    /// <summary>
    /// Deletes a run that was refused or cancelled, with its finished trials. What it spent stays in the ledger.
    /// </summary>
    internal static async Task<NoContent> Delete(Id<Run> id, AethergenDb db, CancellationToken ct)
    {
        var run = await db.Runs.GetAsync(id, ct);
        run.RequireDeletable();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Runs.Where(row => row.Id == id).ExecuteDeleteAsync(ct);
        db.Note("run.delete", id.ToString());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>
    /// Cancels the run. A worker may change its status at the same time; then the status is read again.
    /// </summary>
    internal static async Task<Ok<Run>> Cancel(
        Id<Run> id,
        AethergenDb db,
        RunOutbox outbox,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var run = await db.Runs.GetAsync(id, ct);
        while (true)
        {
            var seen = run.Status;
            run.RequestCancel(clock);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            int asked = await db
                .Runs.Where(row => row.Id == id && row.Status == seen)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(it => it.Status, run.Status).SetProperty(it => it.EndedAt, run.EndedAt),
                    ct
                );
            if (asked > 0)
            {
                await db.SaveChangesAsync(ct); // the audit's entry
                await transaction.CommitAsync(ct);
                if (run.Ended)
                {
                    await outbox.WithdrawAsync(id, ct);
                }
                return TypedResults.Ok(run);
            }

            await transaction.RollbackAsync(ct);
            await db.Entry(run).ReloadAsync(ct);
        }
    }

    /// <summary>
    /// The recipe for the worker: with this seed, and checked by the same rules as a recipe from a file.
    /// </summary>
    private static Recipe Checked(Recipe recipe, SeedFile seed)
    {
        if (recipe.Data.Blocks is not null)
        {
            throw RunStartRefusals.SeveralDataSets();
        }

        var placed = recipe with { Data = recipe.Data with { Seed = seed.Name, Schema = null, Holdout = null } };
        return RecipeReader.Check(placed);
    }
}
