using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Runs;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AethergenAI.Api.Evaluation;

/// <summary>What the organisation's runs are priced with.</summary>
internal static class PriceEndpoints
{
    public static void MapPrices(this IEndpointRouteBuilder api)
    {
        var prices = api.MapGroup("/prices").WithTags("Prices");
        prices.MapGet("/", Get).WithName("GetPrices").Needs(Role.Analyst);
        prices
            .MapPut("/", Set)
            .WithName("SetPrices")
            .Needs(Role.Owner)
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    public sealed record NewPrices
    {
        [Required]
        public required Prices Document { get; init; }
    }

    /// <param name="Own">Whether the organisation set them; else they are the program's example.</param>
    public sealed record PricesAnswer(Prices Document, bool Own, string? SetBy, DateTimeOffset? CreatedAt);

    internal static async Task<Ok<PricesAnswer>> Get(AethergenDb db, CancellationToken ct) =>
        TypedResults.Ok(Answer(await db.NewestPricesAsync(ct)));

    /// <summary>Runs that begin from now on are priced with these; reports that were made keep theirs.</summary>
    internal static async Task<Ok<PricesAnswer>> Set(
        NewPrices request,
        AethergenDb db,
        ClaimsPrincipal user,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        PricesReader.Check(request.Document);
        var list = new PriceList
        {
            Id = Id<PriceList>.New(),
            Document = request.Document,
            SetBy = user.Email(),
            CreatedAt = clock.GetUtcNow(),
        };
        db.PriceLists.Add(list);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(Answer(list));
    }

    private static PricesAnswer Answer(PriceList? list) =>
        new(list?.Document ?? PricesReader.Shipped, list is not null, list?.SetBy, list?.CreatedAt);
}
