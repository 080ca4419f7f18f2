using System.Text.Json;
using AethergenAI.Api.Runs;
using AethergenAI.Api.Tenancy;
using AethergenAI.Cards;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AethergenAI.Api.Recipes;

internal static class CardEndpoints
{
    public static void MapCards(this IEndpointRouteBuilder api)
    {
        var cards = api.MapGroup("/runs/{id}/card")
            .WithTags("Recipes")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status404NotFound);
        cards.MapGet("/", Get).WithName("GetCard");
        cards.MapGet("/compare/{other}", Compare).WithName("CompareCards");
    }

    /// <summary>The ablation card of a finished run.</summary>
    internal static async Task<Ok<AblationCard>> Get(
        Id<Run> id,
        AethergenDb db,
        BlobStore blobs,
        CancellationToken ct
    ) => TypedResults.Ok(await ReadAsync(id, db, blobs, ct));

    /// <summary>
    /// Compares the cards of a run and of <paramref name="other"/>: the changes in the recipe and in the result.
    /// </summary>
    internal static async Task<Ok<CardComparison>> Compare(
        Id<Run> id,
        Id<Run> other,
        AethergenDb db,
        BlobStore blobs,
        CancellationToken ct
    )
    {
        var (before, after) = (await db.Runs.GetAsync(id, ct), await db.Runs.GetAsync(other, ct));
        return TypedResults.Ok(
            CardComparison.Of(
                await ReadAsync(id, db, blobs, ct),
                await ReadAsync(other, db, blobs, ct),
                (before.Recipe, after.Recipe)
            )
        );
    }

    private static async Task<AblationCard> ReadAsync(Id<Run> id, AethergenDb db, BlobStore blobs, CancellationToken ct)
    {
        var artefact = await db.Artefacts.NamedAsync(id, CardFiles.Json, ct);
        await using var bytes = await blobs.OpenAsync(db.Tenant, artefact.Sha256, ct);
        return (await JsonSerializer.DeserializeAsync<AblationCard>(bytes, Json.Options, ct))!;
    }
}
