using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.SingleSignOn;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Accounts;

internal static class SessionEndpoints
{
    /// <summary>Routes below <c>/api/me</c>.</summary>
    public static void MapSessions(this IEndpointRouteBuilder me)
    {
        var sessions = me.MapGroup("/sessions");
        sessions.MapGet("/", List).WithName("ListSessions");
        sessions.MapDelete("/{id}", End).WithName("EndSession").ProducesProblem(StatusCodes.Status404NotFound);
        sessions.MapPost("/end-others", EndOthers).WithName("EndOtherSessions");
    }

    /// <param name="Device">In words, such as "Firefox on Windows"; it is what the program says of itself.</param>
    /// <param name="Address">The network address of the latest use; empty if it is not known.</param>
    /// <param name="LastUsedAt">To the minute.</param>
    /// <param name="Current">Whether it is the one that asks.</param>
    /// <param name="Method">How it was opened: <c>password</c>, <c>password-and-code</c>, <c>passkey</c>, <c>link</c>
    /// or <c>single-sign-on</c>; null where that was not noted.</param>
    public sealed record SignedIn(
        Guid Id,
        string Device,
        string Address,
        DateTimeOffset CreatedAt,
        DateTimeOffset LastUsedAt,
        bool Current,
        string? Method
    );

    /// <summary>
    /// Where the person is signed in, the latest used first; in an authority's session only those of its organisation.
    /// </summary>
    internal static async Task<Ok<List<SignedIn>>> List(
        ClaimsPrincipal user,
        AccountDb db,
        TimeProvider clock,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual
    )
    {
        Guid account = user.Account();
        Guid? current = Sessions.Of(user);
        Id<Tenant>? only = AuthoritySession.OnlyIn(user);
        DateTimeOffset alive = clock.GetUtcNow() - Authentication.CookieLife;
        return TypedResults.Ok(
            await db
                .Sessions.AsNoTracking()
                .Where(row => row.AccountId == account && row.EndedAt == null && row.LastUsedAt > alive)
                .Where(row => only == null || row.TenantId == only)
                .OrderByDescending(row => row.LastUsedAt)
                .ThenBy(row => row.Id)
                .Skip(offset)
                .Take(limit)
                .Select(row => new SignedIn(
                    row.Id,
                    row.Device,
                    row.Address,
                    row.CreatedAt,
                    row.LastUsedAt,
                    row.Id == current,
                    row.Method
                ))
                .ToListAsync(ct)
        );
    }

    internal static async Task<NoContent> End(Guid id, ClaimsPrincipal user, Sessions sessions) =>
        await sessions.EndOneAsync(user, id) ? TypedResults.NoContent() : throw AccountRefusals.NoSession();

    /// <summary>
    /// Ends all sessions of the person but the one that asks; in an authority's session only those of its organisation.
    /// </summary>
    internal static async Task<NoContent> EndOthers(ClaimsPrincipal user, Sessions sessions)
    {
        await sessions.EndShownAsync(user, Sessions.Of(user));
        return TypedResults.NoContent();
    }
}
