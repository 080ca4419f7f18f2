using System.Text.Json;
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
            .ProducesProblem(StatusCodes.Status404NotFound);

    internal static async Task<Ok<EvaluationReport>> Get(
        Id<Run> id,
        string trial,
        AethergenDb db,
        BlobStore blobs,
        CancellationToken ct
    )
    {
        var artefact = await db.Artefacts.NamedAsync(id, $"trials/{trial}/report.json", ct);
        await using var bytes = blobs.Open(db.Tenant, artefact.Sha256);
        return TypedResults.Ok(await JsonSerializer.DeserializeAsync<EvaluationReport>(bytes, Json.Options, ct));
    }
}
