using System.ComponentModel.DataAnnotations;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Privacy;
using AethergenAI.Formats;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Seeding;

internal static class SeedEndpoints
{
    private const int BufferSize = 128 * 1024;
    private const string ProfileShown = "inferred schema and exact profile, shown to Analysts, Engineers and Owners";

    public static void MapSeeds(this IEndpointRouteBuilder api)
    {
        var ofProject = api.MapGroup("/projects/{id}/seeds")
            .WithTags("Seeding")
            .ProducesProblem(StatusCodes.Status404NotFound);
        ofProject.MapGet("/", List).WithName("ListSeeds").Needs(Role.Analyst);
        ofProject
            .MapPost("/", Upload)
            .WithName("UploadSeed")
            .RequireRateLimiting(Overload.Files)
            .Needs(Role.Engineer)
            .Accepts<Stream>("*/*")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

        var seeds = api.MapGroup("/seeds/{id}")
            .WithTags("Seeding")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status404NotFound);
        seeds.MapGet("/", Get).WithName("GetSeed");
        seeds
            .MapPost("/read", ReadAgain)
            .WithName("ReadSeedAgain")
            .RequireRateLimiting(Overload.Files)
            .Needs(Role.Engineer)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        seeds
            .MapPost("/check", Check)
            .WithName("CheckSeed")
            .RequireRateLimiting(Overload.Files)
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    public sealed record CheckSeed
    {
        [Required]
        public required Schema Schema { get; init; }
    }

    internal static async Task<Ok<List<SeedFile>>> List(Id<Project> id, AethergenDb db, CancellationToken ct)
    {
        await db.Projects.GetAsync(id, ct);
        return TypedResults.Ok(
            await db
                .Seeds.AsNoTracking()
                .Where(seed => seed.ProjectId == id)
                .OrderByDescending(seed => seed.CreatedAt)
                .ToListAsync(ct)
        );
    }

    /// <summary>
    /// Reads and profiles the body and stores it as a seed. A file that cannot be read is not stored.
    /// </summary>
    /// <param name="name">The file's name, with its extension.</param>
    /// <param name="dialect">How a CSV file is written, where that is not to be judged on its rows.</param>
    internal static async Task<CreatedAtRoute<SeedFile>> Upload(
        Id<Project> id,
        [Required, StringLength(200, MinimumLength = 1)] string name,
        [AsParameters] FileDialect dialect,
        HttpRequest request,
        AethergenDb db,
        BlobStore blobs,
        TenantDb tenants,
        IOptions<UploadOptions> options,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        await db.Projects.GetAsync(id, ct);
        request.LimitBody(options.Value.LargestSeed);
        SeedReading read = default;
        var blob = await blobs.PutAsync(
            db.Tenant,
            (file, token) => request.Body.CopyToAsync(file, BufferSize, token),
            ct,
            check: path => read = SeedReading.Of(path, name, dialect, ct)
        );
        var seed = new SeedFile
        {
            Id = Id<SeedFile>.New(),
            ProjectId = id,
            Name = name,
            Sha256 = blob.Sha256,
            Bytes = blob.Bytes,
            Rows = read.Profile.Rows,
            Profile = read.Profile,
            Reading = read.Reading,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Seeds.Add(seed);
        await db.SaveChangesAsync(ct);
        await new PostgresLedger(tenants, db.Tenant, seed.Sha256, clock).TouchOutsideAsync(
            $"seed {seed.Id}",
            ProfileShown,
            ct
        );
        return TypedResults.CreatedAtRoute(seed, "GetSeed", new { id = seed.Id });
    }

    /// <summary>
    /// Reads and profiles a stored seed again, as it is said here. Schemas that were saved do not change. If the file
    /// cannot be read so, the seed stays as it was.
    /// </summary>
    /// <param name="dialect">How a CSV file is written, where that is not to be judged on its rows.</param>
    internal static async Task<Ok<SeedFile>> ReadAgain(
        Id<SeedFile> id,
        [AsParameters] FileDialect dialect,
        AethergenDb db,
        TenantDb tenants,
        BlobStore blobs,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var seed = await db.Seeds.GetAsync(id, ct);
        using var file = await blobs.OpenLocalAsync(db.Tenant, seed.Sha256, ct);
        var read = SeedReading.Of(file.Path, seed.Name, dialect, ct);
        await new PostgresLedger(tenants, db.Tenant, seed.Sha256, clock).TouchOutsideAsync(
            $"seed {seed.Id}",
            ProfileShown,
            ct
        );
        await db
            .Seeds.Where(row => row.Id == id)
            .ExecuteUpdateAsync(
                row =>
                    row.SetProperty(it => it.Rows, read.Profile.Rows)
                        .SetProperty(it => it.Profile, read.Profile)
                        .SetProperty(it => it.Reading, read.Reading),
                ct
            );
        await db.Entry(seed).ReloadAsync(ct);
        return TypedResults.Ok(seed);
    }

    internal static async Task<Ok<SeedFile>> Get(Id<SeedFile> id, AethergenDb db, CancellationToken ct) =>
        TypedResults.Ok(await db.Seeds.GetAsync(id, ct));

    /// <summary>
    /// Lists the rows and columns where the seed breaks the schema. Rules that the seed itself defines, such as its
    /// combinations, always hold.
    /// </summary>
    internal static async Task<Ok<SchemaFindings>> Check(
        Id<SeedFile> id,
        CheckSeed request,
        AethergenDb db,
        TenantDb tenants,
        BlobStore blobs,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var seed = await db.Seeds.GetAsync(id, ct);
        SchemaCheck.Check(request.Schema);
        await new PostgresLedger(tenants, db.Tenant, seed.Sha256, clock).TouchOutsideAsync(
            $"seed {seed.Id}",
            "check against a schema, exact counts shown to whoever asked",
            ct
        );
        using var file = await blobs.OpenLocalAsync(db.Tenant, seed.Sha256, ct);
        var findings = TableFile.Check(file.Path, request.Schema, new CsvOptions { FileName = seed.Name }, ct: ct);
        // Rules that the seed defines hold in the seed itself, so it needs no message that they were not checked.
        return TypedResults.Ok(findings with { NotChecked = [] });
    }
}
