using System.ComponentModel.DataAnnotations;
using AethergenAI.Api.Runs;
using AethergenAI.Api.Seeding;
using AethergenAI.Api.Tenancy;
using AethergenAI.Cards;
using AethergenAI.Cards.Analysis;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Runs;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Tables;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Recipes;

internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder api)
    {
        api.MapPost("/projects/{id}/plan", Plan)
            .WithName("PlanRecipe")
            .WithTags("Recipes")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/runs/{id}/analysis", Analyse)
            .WithName("AnalyseRun")
            .WithTags("Recipes")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed record NewPlan
    {
        public required Id<SeedFile> SeedId { get; init; }

        /// <summary>
        /// The schema that the run would read the seed with, which determines the privacy cost of its fits; if absent,
        /// the proposed schema.
        /// </summary>
        public Id<SchemaVersion>? SchemaId { get; init; }

        [Required]
        public required Recipe Recipe { get; init; }
    }

    /// <summary>
    /// Shows what a recipe would do, without running it: trials, confounded effects, ε, and the time and cost
    /// estimated from earlier trials. A recipe that would exceed the rest of the seed's privacy budget is refused;
    /// trials that an earlier run has carried out on the same rows cost nothing. A schema that a generator cannot model
    /// is refused too, and a private recipe on rows that an earlier seed has too, until an owner says whether they are
    /// of the same people.
    /// </summary>
    internal static async Task<Ok<Plan>> Plan(
        Id<Project> id,
        NewPlan request,
        AethergenDb db,
        RunSpending spending,
        BlobStore blobs,
        CancellationToken ct
    )
    {
        await db.Projects.GetAsync(id, ct);
        var seed = await db.Seeds.GetAsync(request.SeedId, ct);
        var recipe = RecipeReader.Check(request.Recipe with { Data = request.Recipe.Data with { Seed = seed.Name } });
        var schema = request.SchemaId is { } chosen
            ? (await db.Schemas.GetAsync(chosen, ct)).Document
            : seed.Profile.Schema;
        var trials = TrialPlan.Of(recipe);
        await SeedSketches.RequireDecidedAsync(trials, seed, db, blobs, ct);
        Schema[] schemas = [.. Enumerable.Repeat(schema, 1 + (recipe.Data.Blocks?.Count ?? 0))];
        string? planned = await spending.RequireAsync(recipe, trials, seed, schemas, run: null, ct);
        PlannedFits.Require(recipe, trials, schemas);
        var past = await PostgresTrialCache.TimesAsync(db, ct);
        return TypedResults.Ok(
            TypicalTimes.Noted(
                Planner.Of(
                    recipe,
                    new PlanFacts(seed.Rows, TypicalTimes.Beside(past)) { Schemas = schemas, Spending = planned }
                ),
                past
            )
        );
    }

    /// <summary>The analysis of the trials that have ended so far.</summary>
    internal static async Task<Ok<RunAnalysis>> Analyse(Id<Run> id, AethergenDb db, CancellationToken ct)
    {
        var run = await db.Runs.GetAsync(id, ct);
        var ended = await db
            .Trials.AsNoTracking()
            .Where(trial => trial.RunId == id && trial.Summary != null)
            .OrderBy(trial => trial.Place)
            .ToListAsync(ct);
        var plan = Planner.Of(run.Recipe with { Limits = null }, new PlanFacts());
        return TypedResults.Ok(
            RunAnalyzer.Of(run.Recipe, CardWriter.Outcomes(ended.Select(trial => trial.Summary!), plan), ct)
        );
    }
}
