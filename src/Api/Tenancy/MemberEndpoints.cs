using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tenancy;

internal static class MemberEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder api)
    {
        var members = api.MapGroup("/members").WithTags("Organisation");
        members.MapGet("/", List).WithName("ListMembers").Needs(Role.Analyst);
        members
            .MapPut("/{account:guid}", SetRole)
            .WithName("SetRole")
            .NeedsPerson(Role.Owner)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        members
            .MapDelete("/{account:guid}", Remove)
            .WithName("RemoveMember")
            .NeedsPerson(Role.Owner)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        members
            .MapPost("/leave", Leave)
            .WithName("LeaveOrganisation")
            .NeedsPerson(Role.Reviewer)
            .AllowWhileEnding()
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed record NewRole
    {
        [Required]
        public required Role Role { get; init; }
    }

    /// <summary>The members, in the order in which they came.</summary>
    internal static async Task<Ok<List<Member>>> List(
        AethergenDb db,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual
    ) =>
        TypedResults.Ok(
            await db
                .Members.AsNoTracking()
                .OrderBy(member => member.CreatedAt)
                .ThenBy(member => member.AccountId)
                .PartAsync(offset, limit, ct)
        );

    /// <summary>Gives a member another role. The member's sessions end within seconds.</summary>
    internal static async Task<Ok<Member>> SetRole(
        Guid account,
        NewRole request,
        AethergenDb db,
        Sessions sessions,
        CancellationToken ct
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (member, anotherOwner) = await Memberships.LockAsync(db, account, ct);
        if (member.Role == Role.Owner && request.Role != Role.Owner && !anotherOwner)
        {
            throw MemberRefusals.LastOwner();
        }

        member.Role = request.Role;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        sessions.Forget(account);
        return TypedResults.Ok(member);
    }

    /// <summary>Removes a member. An account that belongs to no other organisation is deleted.</summary>
    internal static async Task<NoContent> Remove(
        Guid account,
        AethergenDb db,
        Memberships memberships,
        CancellationToken ct
    )
    {
        await memberships.RemoveAsync(db, account, ct);
        return TypedResults.NoContent();
    }

    /// <summary>Ends one's own membership.</summary>
    internal static async Task<NoContent> Leave(
        ClaimsPrincipal user,
        AethergenDb db,
        Memberships memberships,
        CancellationToken ct
    )
    {
        Guid account = user.Account();
        await memberships.RemoveAsync(db, account, ct);
        return TypedResults.NoContent();
    }
}
