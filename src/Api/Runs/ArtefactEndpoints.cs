using System.ComponentModel.DataAnnotations;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace AethergenAI.Api.Runs;

internal static class ArtefactEndpoints
{
    private const int MaxListed = 1000;

    public static void MapArtefacts(this IEndpointRouteBuilder api)
    {
        var artefacts = api.MapGroup("/runs/{id}/artefacts")
            .WithTags("Runs")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status404NotFound);
        artefacts.MapGet("/", List).WithName("ListArtefacts");
        artefacts
            .MapGet("/{**name}", Download)
            .WithName("DownloadArtefact")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
    }

    /// <summary>The files of the run, ordered by name, from position <paramref name="offset"/> on.</summary>
    internal static async Task<Ok<List<Artefact>>> List(
        Id<Run> id,
        AethergenDb db,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, MaxListed)] int limit = Paging.Max
    )
    {
        await db.Runs.GetAsync(id, ct);
        return TypedResults.Ok(
            await db
                .Artefacts.AsNoTracking()
                .Where(row => row.RunId == id)
                .OrderBy(row => row.Name)
                .PartAsync(offset, limit, ct)
        );
    }

    internal static async Task<FileStreamHttpResult> Download(
        Id<Run> id,
        string name,
        AethergenDb db,
        BlobStore blobs,
        HttpContext http,
        CancellationToken ct
    )
    {
        var artefact = await db.Artefacts.NamedAsync(id, name, ct);
        await db.NoteDownloadAsync(artefact, http.Request, ct);
        if (artefact.Name.EndsWith(".html", StringComparison.Ordinal))
        {
            http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.Sandbox;
        }
        return Send(artefact, await blobs.OpenAsync(db.Tenant, artefact.Sha256, ct));
    }

    /// <summary>
    /// Notes in the audit who takes rows, models and packs away; not the documents that pages show, nor the later parts
    /// of a file that is fetched in parts.
    /// </summary>
    internal static async Task NoteDownloadAsync(
        this AethergenDb db,
        Artefact artefact,
        HttpRequest request,
        CancellationToken ct
    )
    {
        bool shown = Path.GetExtension(artefact.Name) is ".json" or ".html" or ".png" or ".md";
        string range = request.Headers.Range.ToString();
        if (shown || !(range.Length == 0 || range.StartsWith("bytes=0-", StringComparison.Ordinal)))
        {
            return;
        }

        db.Note("file.download", artefact.RunId.ToString(), new { artefact.Name, artefact.Sha256 });
        await db.SaveChangesAsync(ct);
    }

    /// <exception cref="RefusedException">The run or the artefact does not exist.</exception>
    internal static async Task<Artefact> NamedAsync(
        this DbSet<Artefact> artefacts,
        Id<Run> id,
        string name,
        CancellationToken ct
    ) =>
        await artefacts.AsNoTracking().SingleOrDefaultAsync(row => row.RunId == id && row.Name == name, ct)
        ?? throw ArtefactRefusals.NotMade(id, name);

    /// <summary>
    /// Returns the file. The hash is the entity tag, since the bytes of a hash never change; range requests work.
    /// </summary>
    internal static FileStreamHttpResult Send(Artefact artefact, Stream bytes) =>
        TypedResults.Stream(
            bytes,
            ContentTypeOf(artefact.Name),
            IsPage(artefact.Name) ? null : artefact.Name.Replace('/', '-'),
            entityTag: new EntityTagHeaderValue($"\"{artefact.Sha256}\""),
            enableRangeProcessing: true
        );

    private static bool IsPage(string name) => name.EndsWith(".html", StringComparison.Ordinal);

    private static string ContentTypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".json" => "application/json",
            ".csv" => "text/csv; charset=utf-8",
            ".html" => "text/html; charset=utf-8",
            ".zip" => "application/zip",
            ".png" => "image/png",
            ".md" => "text/markdown; charset=utf-8",
            ".parquet" => "application/vnd.apache.parquet",
            _ => "application/octet-stream",
        };
}
