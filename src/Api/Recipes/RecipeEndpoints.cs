using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Recipes;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Api.Recipes;

internal static class RecipeEndpoints
{
    public static void MapRecipes(this IEndpointRouteBuilder api)
    {
        var ofProject = api.MapGroup("/projects/{id}/recipes")
            .WithTags("Recipes")
            .ProducesProblem(StatusCodes.Status404NotFound);
        ofProject.MapGet("/", List).WithName("ListRecipes").Needs(Role.Analyst);
        ofProject
            .MapPost("/", Save)
            .WithName("SaveRecipe")
            .AllowRepeats()
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        var recipes = api.MapGroup("/recipes").WithTags("Recipes").Needs(Role.Analyst);
        recipes.MapGet("/limits", Limits).WithName("GetRecipeLimits");
        recipes.MapPost("/read", Read).WithName("ReadRecipe").ProducesProblem(StatusCodes.Status400BadRequest);
        recipes
            .MapPost("/write", Write)
            .WithName("WriteRecipe")
            .Produces<string>(contentType: "text/plain")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        recipes.MapGet("/{id}", Get).WithName("GetRecipe").ProducesProblem(StatusCodes.Status404NotFound);
        recipes
            .MapPost("/{id}/fork", Fork)
            .WithName("ForkRecipe")
            .AllowRepeats()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed record NewRecipe
    {
        [Required]
        public required Recipe Document { get; init; }
    }

    public sealed record RecipeText
    {
        [Required(AllowEmptyStrings = true)]
        public required string Text { get; init; }

        /// <summary>Whether the text is YAML instead of JSON.</summary>
        public bool Yaml { get; init; }
    }

    public sealed record RecipeFile
    {
        [Required]
        public required Recipe Document { get; init; }

        /// <summary>Whether to write YAML instead of JSON.</summary>
        public bool Yaml { get; init; }
    }

    public sealed record NewFork
    {
        public required Id<Project> ProjectId { get; init; }

        [Required, StringLength(200, MinimumLength = 1)]
        public required string Name { get; init; }
    }

    /// <param name="Hash">SHA-256 of the canonical recipe.</param>
    public sealed record ReadAnswer(Recipe Document, string Hash);

    /// <summary>
    /// The newest version of each recipe, ordered by name, from position <paramref name="offset"/> on; only those after
    /// the name <paramref name="after"/> if given.
    /// </summary>
    internal static async Task<Ok<List<RecipeVersion>>> List(
        Id<Project> id,
        AethergenDb db,
        CancellationToken ct,
        string? after = null,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual
    )
    {
        await db.Projects.GetAsync(id, ct);
        var newest = db
            .Recipes.AsNoTracking()
            .Where(row =>
                row.ProjectId == id
                && !db.Recipes.Any(later =>
                    later.ProjectId == id && later.Name == row.Name && later.Number > row.Number
                )
            );
        if (after is not null)
        {
            newest = newest.Where(row => string.Compare(row.Name, after) > 0);
        }
        return TypedResults.Ok(await newest.OrderBy(row => row.Name).PartAsync(offset, limit, ct));
    }

    /// <summary>
    /// Saves the next version of the recipe. If nothing has changed, returns the newest version.
    /// </summary>
    internal static Task<CreatedAtRoute<RecipeVersion>> Save(
        Id<Project> id,
        NewRecipe request,
        ClaimsPrincipal user,
        AethergenDb db,
        TimeProvider clock,
        CancellationToken ct
    ) => SaveAsync(id, RecipeReader.Check(request.Document), forkedFrom: null, user, db, clock, ct);

    internal static Ok<RecipeLimits> Limits() => TypedResults.Ok(RecipeLimits.All);

    /// <summary>Parses the text of a recipe and reports its errors.</summary>
    internal static Ok<ReadAnswer> Read(RecipeText request)
    {
        var recipe = RecipeReader.Read(request.Text, request.Yaml);
        return TypedResults.Ok(new ReadAnswer(recipe, RecipeHash.Of(recipe)));
    }

    /// <summary>A recipe as a file for people and for <c>aethergen run</c>.</summary>
    internal static ContentHttpResult Write(RecipeFile request) =>
        TypedResults.Text(
            RecipeWriter.Write(RecipeReader.Check(request.Document), request.Yaml),
            "text/plain",
            Encoding.UTF8
        );

    internal static async Task<Ok<RecipeVersion>> Get(Id<RecipeVersion> id, AethergenDb db, CancellationToken ct) =>
        TypedResults.Ok(await db.Recipes.GetAsync(id, ct));

    /// <summary>
    /// Copies a recipe to a new name, in this project or another. The copy has its own versions and records its origin.
    /// </summary>
    internal static async Task<CreatedAtRoute<RecipeVersion>> Fork(
        Id<RecipeVersion> id,
        NewFork request,
        ClaimsPrincipal user,
        AethergenDb db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var origin = await db.Recipes.GetAsync(id, ct);
        string name = request.Name.Trim();
        bool taken = await db.Recipes.AnyAsync(row => row.ProjectId == request.ProjectId && row.Name == name, ct);
        if (taken)
        {
            throw RecipeVersionRefusals.NameTaken(name);
        }
        return await SaveAsync(
            request.ProjectId,
            RecipeReader.Check(origin.Document with { Name = name }),
            origin.Id,
            user,
            db,
            clock,
            ct
        );
    }

    private static async Task<CreatedAtRoute<RecipeVersion>> SaveAsync(
        Id<Project> project,
        Recipe recipe,
        Id<RecipeVersion>? forkedFrom,
        ClaimsPrincipal user,
        AethergenDb db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        await db.Projects.GetAsync(project, ct);
        string hash = RecipeHash.Of(recipe);
        var newest = await db
            .Recipes.AsNoTracking()
            .Where(row => row.ProjectId == project && row.Name == recipe.Name)
            .OrderByDescending(row => row.Number)
            .FirstOrDefaultAsync(ct);
        if (newest?.Hash == hash)
        {
            return Created(newest);
        }

        var version = new RecipeVersion
        {
            Id = Id<RecipeVersion>.New(),
            ProjectId = project,
            Name = recipe.Name,
            Number = (newest?.Number ?? 0) + 1,
            Hash = hash,
            Document = recipe,
            ForkedFrom = forkedFrom ?? newest?.ForkedFrom,
            Owner = user.Email(),
            CreatedAt = clock.GetUtcNow(),
        };
        db.Recipes.Add(version);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken)
            when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw RecipeVersionRefusals.SavedMeanwhile(recipe.Name);
        }

        return Created(version);
    }

    private static CreatedAtRoute<RecipeVersion> Created(RecipeVersion version) =>
        TypedResults.CreatedAtRoute(version, "GetRecipe", new { id = version.Id });
}
