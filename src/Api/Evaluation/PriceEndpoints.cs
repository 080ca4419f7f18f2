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

/// <summary>The price list of the organisation's runs.</summary>
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

    /// <param name="Own">Whether the organisation set these prices; if not, they are the program's example.</param>
    public sealed record PricesAnswer(Prices Document, bool Own, string? SetBy, DateTimeOffset? CreatedAt);

    internal static async Task<Ok<PricesAnswer>> Get(AethergenDb db, CancellationToken ct) =>
        TypedResults.Ok(Answer(await db.NewestPricesAsync(ct)));

    /// <summary>Sets the prices of runs that start from now on; existing reports keep theirs.</summary>
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
