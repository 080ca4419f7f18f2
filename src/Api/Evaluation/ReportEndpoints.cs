using AethergenAI.Api.Runs;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Evaluation;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AethergenAI.Api.Evaluation;

internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder api) =>
        api.MapGet("/runs/{id}/trials/{trial}/report", Get)
            .WithName("GetReport")
            .WithTags("Evaluation")
            .Needs(Role.Reviewer)
            .Produces<EvaluationReport>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>The report exactly as the run wrote it.</summary>
    internal static async Task<FileStreamHttpResult> Get(
        Id<Run> id,
        string trial,
        AethergenDb db,
        BlobStore blobs,
        CancellationToken ct
    )
    {
        var artefact = await db.Artefacts.NamedAsync(id, $"trials/{trial}/report.json", ct);
        return TypedResults.Stream(await blobs.OpenAsync(db.Tenant, artefact.Sha256, ct), "application/json");
    }
}
