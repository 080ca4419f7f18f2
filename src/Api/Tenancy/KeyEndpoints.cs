using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tenancy;

/// <summary>Keys for scripts.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Organisation").NeedsPerson(Role.Owner);
        keys.MapGet("/", List).WithName("ListKeys");
        keys.MapPost("/", Make).WithName("MakeKey");
        keys.MapPost("/{id}/rotate", Rotate)
            .WithName("RotateKey")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        keys.MapPost("/{id}/end", End).WithName("EndKey").ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed record NewApiKey
    {
        [Required, StringLength(100, MinimumLength = 1)]
        public required string Name { get; init; }

        /// <summary>Reviewer, analyst or engineer.</summary>
        [Required]
        public required Role Role { get; init; }

        /// <summary>After how many days it expires.</summary>
        [Range(1, ApiKey.MaxDays)]
        public int Days { get; init; } = 90;
    }

    /// <param name="MadeBy">The e-mail address of the owner who made it.</param>
    /// <param name="LastUsedAt">To the minute; null where it was never used.</param>
    /// <param name="EndedAt">When an owner ended it; null where nobody did.</param>
    public sealed record KeyAnswer(
        Id<ApiKey> Id,
        string Name,
        Role Role,
        string MadeBy,
        DateTimeOffset CreatedAt,
        DateTimeOffset ExpiresAt,
        DateTimeOffset? LastUsedAt,
        DateTimeOffset? EndedAt
    );

    /// <param name="Text">Goes into the header <c>Authorization: Bearer</c>. It is shown only now.</param>
    public sealed record KeyMade(KeyAnswer Key, string Text);

    /// <summary>The keys, latest first; those that were ended too.</summary>
    internal static async Task<Ok<List<KeyAnswer>>> List(
        AethergenDb db,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual
    )
    {
        var rows = await db
            .ApiKeys.AsNoTracking()
            .OrderByDescending(key => key.CreatedAt)
            .ThenBy(key => key.Id)
            .PartAsync(offset, limit, ct);
        return TypedResults.Ok(rows.ConvertAll(Describe));
    }

    internal static async Task<Ok<KeyMade>> Make(
        NewApiKey request,
        AethergenDb db,
        ClaimsPrincipal user,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (request.Role == Role.Owner)
        {
            throw KeyRequestRefusals.OwnersKey();
        }

        var id = Id<ApiKey>.New();
        var (token, text) = TenantToken.Make(db.Tenant, id.Value);
        var now = clock.GetUtcNow();
        var key = new ApiKey
        {
            Id = id,
            Name = request.Name.Trim(),
            Role = request.Role,
            SecretSha256 = token.SecretSha256,
            MadeBy = user.Email(),
            CreatedAt = now,
            Days = request.Days,
            ExpiresAt = now.AddDays(request.Days),
        };
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new KeyMade(Describe(key), ApiKeys.Prefix + text));
    }

    /// <summary>Gives the key another secret, for as many days as before; the old one ends within seconds.</summary>
    internal static async Task<Ok<KeyMade>> Rotate(
        Id<ApiKey> id,
        AethergenDb db,
        ApiKeys keys,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var key = await db.ApiKeys.GetAsync(id, ct);
        if (key.EndedAt is not null)
        {
            throw KeyRequestRefusals.Ended(key.Name);
        }

        var (token, text) = TenantToken.Make(db.Tenant, id.Value);
        key.SecretSha256 = token.SecretSha256;
        key.ExpiresAt = clock.GetUtcNow().AddDays(key.Days);
        await db.SaveChangesAsync(ct);
        keys.Forget(db.Tenant, id);
        return TypedResults.Ok(new KeyMade(Describe(key), ApiKeys.Prefix + text));
    }

    /// <summary>Ends the key, here at once and in other processes within seconds.</summary>
    internal static async Task<NoContent> End(
        Id<ApiKey> id,
        AethergenDb db,
        ApiKeys keys,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        (await db.ApiKeys.GetAsync(id, ct)).EndedAt ??= clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        keys.Forget(db.Tenant, id);
        return TypedResults.NoContent();
    }

    private static KeyAnswer Describe(ApiKey key) =>
        new(key.Id, key.Name, key.Role, key.MadeBy, key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.EndedAt);
}
