using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Privacy;
using AethergenAI.Formats;
using AethergenAI.Schemas;
using AethergenAI.Seeding;
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
            .AllowRepeats()
            .RequireRateLimiting(Overload.Files)
            .Needs(Role.Engineer)
            .Accepts<Stream>("*/*")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

        var seeds = api.MapGroup("/seeds/{id}")
            .WithTags("Seeding")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status404NotFound);
        seeds.MapGet("/", Get).WithName("GetSeed");
        seeds
            .MapPut("/people", SayWhosePeople)
            .WithName("SayWhosePeople")
            .Needs(Role.Owner)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
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

    public sealed record WhosePeople
    {
        /// <summary>
        /// True: the rows are of the same people as those of the seed <see cref="SeedId"/>, whose privacy ledger counts
        /// for both from now on. False: they are not, and the ledgers record that.
        /// </summary>
        [Required]
        public required bool Same { get; init; }

        /// <summary>An earlier seed that shares rows; needed if the people are the same.</summary>
        public Id<SeedFile>? SeedId { get; init; }
    }

    /// <summary>The project's seeds, latest first, from position <paramref name="offset"/> on.</summary>
    internal static async Task<Ok<List<SeedFile>>> List(
        Id<Project> id,
        AethergenDb db,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual
    )
    {
        await db.Projects.GetAsync(id, ct);
        return TypedResults.Ok(
            await db
                .Seeds.AsNoTracking()
                .Where(seed => seed.ProjectId == id)
                .OrderByDescending(seed => seed.CreatedAt)
                .ThenBy(seed => seed.Id)
                .PartAsync(offset, limit, ct)
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
        TenantQuotas quotas,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        await db.Projects.GetAsync(id, ct);
        request.LimitBody(options.Value.LargestSeed);
        long left = await quotas.RequireRoomAsync(ct);
        await SeedSketches.CompleteAsync(db, blobs, ct);
        byte[] key = await db.SketchKeyAsync(ct);
        SeedReading read = default;
        RowSketch rows = new([]);
        var blob = await blobs.PutAsync(
            db.Tenant,
            (file, token) => request.Body.CopyToAsync(file, BufferSize, token),
            ct,
            check: path =>
            {
                quotas.RequireFits(path, left);
                read = SeedReading.Of(path, name, dialect, ct);
                rows = SeedSketches.Of(path, key, ct);
            }
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
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            await quotas.RequireSeedAsync(blob, ct);
            db.Seeds.Add(seed);
            await db.SaveChangesAsync(ct);
            await SharedDatasets.AddAsync(db, seed.Sha256, rows, ct);
            await transaction.CommitAsync(ct);
        }
        await new PostgresLedger(tenants, db.Tenant, seed.Sha256, clock).TouchOutsideAsync(
            $"seed {seed.Id}",
            ProfileShown,
            ct
        );
        await SeedSketches.CompleteAsync(db, blobs, ct); // beside files that are gone
        seed.Show(await SharedDatasets.OfAsync(db, seed, ct));
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
        seed.Show(await SharedDatasets.OfAsync(db, seed, ct));
        return TypedResults.Ok(seed);
    }

    internal static async Task<Ok<SeedFile>> Get(Id<SeedFile> id, AethergenDb db, BlobStore blobs, CancellationToken ct)
    {
        var seed = await db.Seeds.GetAsync(id, ct);
        await SeedSketches.CompleteAsync(db, blobs, ct);
        seed.Show(await SharedDatasets.OfAsync(db, seed, ct));
        return TypedResults.Ok(seed);
    }

    /// <summary>
    /// Says whether a seed that shares rows with an earlier one has rows of the same people. If it has, one privacy
    /// ledger counts for both, with the budget of the earlier one and all that was spent; this cannot be taken back.
    /// Until it is said, no private run of the later seed starts.
    /// </summary>
    internal static async Task<Ok<SeedFile>> SayWhosePeople(
        Id<SeedFile> id,
        WhosePeople request,
        ClaimsPrincipal user,
        AethergenDb db,
        BlobStore blobs,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var seed = await db.Seeds.GetAsync(id, ct);
        await SeedSketches.CompleteAsync(db, blobs, ct);
        var people = new SamePeople(db, user.Email(), clock);
        if (!request.Same)
        {
            await people.SeparateAsync(seed, ct);
        }
        else if (request.SeedId is { } earlier)
        {
            await people.JoinAsync(seed, await db.Seeds.GetAsync(earlier, ct), ct);
        }
        else
        {
            throw SharedSeedRefusals.WithoutSeed();
        }
        seed.Show(await SharedDatasets.OfAsync(db, seed, ct));
        return TypedResults.Ok(seed);
    }

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
