using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Authority;

/// <summary>Programs that ask the authority for tokens with an id and a secret (client credentials).</summary>
internal static class ProgramEndpoints
{
    public static void MapPrograms(this IEndpointRouteBuilder api)
    {
        var programs = api.MapGroup("/programs").WithTags("Organisation").NeedsPerson(Role.Owner);
        programs.MapGet("/", List).WithName("ListPrograms");
        programs.MapPost("/", Make).WithName("MakeProgram");
        programs.MapPost("/{id}/end", End).WithName("EndProgram").ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed record NewProgram
    {
        [Required, StringLength(100, MinimumLength = 1)]
        public required string Name { get; init; }

        /// <summary>Reviewer, analyst or engineer.</summary>
        [Required]
        public required Role Role { get; init; }
    }

    /// <param name="ClientId">What it names itself to the authority.</param>
    /// <param name="ClientSecret">It is shown only now.</param>
    public sealed record ProgramMade(ProgramClient Program, string ClientId, string ClientSecret);

    /// <summary>The programs, latest first; those that were ended too.</summary>
    internal static async Task<Ok<List<ProgramClient>>> List(
        AethergenDb db,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual
    ) =>
        TypedResults.Ok(
            await db
                .Programs.AsNoTracking()
                .OrderByDescending(program => program.CreatedAt)
                .ThenBy(program => program.Id)
                .PartAsync(offset, limit, ct)
        );

    internal static async Task<Ok<ProgramMade>> Make(
        NewProgram request,
        AethergenDb db,
        Clients clients,
        ClaimsPrincipal user,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (request.Role == Role.Owner)
        {
            throw KeyRequestRefusals.OwnersKey();
        }

        var program = new ProgramClient
        {
            Id = Id<ProgramClient>.New(),
            Name = request.Name.Trim(),
            Role = request.Role,
            MadeBy = user.Email(),
            CreatedAt = clock.GetUtcNow(),
        };
        db.Programs.Add(program);
        await db.SaveChangesAsync(ct);
        string secret = await clients.AddAsync(program, db.Tenant, ct);
        return TypedResults.Ok(new ProgramMade(program, program.ClientId, secret));
    }

    /// <summary>Ends the program; its tokens end at once.</summary>
    internal static async Task<NoContent> End(
        Id<ProgramClient> id,
        AethergenDb db,
        Clients clients,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var program = await db.Programs.GetAsync(id, ct);
        await clients.RemoveAsync(program, ct);
        program.EndedAt ??= clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
