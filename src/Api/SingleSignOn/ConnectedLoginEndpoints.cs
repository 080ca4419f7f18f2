using System.Security.Claims;
using AethergenAI.Api.Accounts;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>A person's own account and the authorities of the organisation that is open.</summary>
internal static class ConnectedLoginEndpoints
{
    /// <summary>Routes below <c>/api/me</c>.</summary>
    public static void MapConnectedLogins(this IEndpointRouteBuilder me)
    {
        var logins = me.MapGroup("/single-sign-on");
        logins.MapGet("/", List).WithName("ListConnectedLogins");
        logins
            .MapPost("/{id}/connect", Connect)
            .WithName("ConnectLogin")
            .RefuseAuthoritySessions()
            .RequireRateLimiting(SignInLimit.Policy)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        logins
            .MapDelete("/{id}", Disconnect)
            .WithName("DisconnectLogin")
            .RefuseAuthoritySessions()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <param name="Domain">Whose people sign in there.</param>
    /// <param name="Connected">Whether it signs in this account.</param>
    public sealed record ConnectedLogin(Id<SignInAuthority> Id, string Domain, string Issuer, bool Connected);

    /// <summary>The authorities of the organisation that is open.</summary>
    internal static async Task<Ok<List<ConnectedLogin>>> List(
        ClaimsPrincipal user,
        AethergenDb db,
        UserManager<Account> accounts,
        CancellationToken ct
    )
    {
        var account = await accounts.GetUserAsync(user) ?? throw AccountRefusals.Gone();
        var own = (await accounts.GetLoginsAsync(account)).Select(login => login.LoginProvider).ToHashSet();
        var rows = await db.SignInAuthorities.AsNoTracking().OrderBy(row => row.Domain).ToListAsync(ct);
        return TypedResults.Ok(
            rows.ConvertAll(row => new ConnectedLogin(row.Id, row.Domain, row.Issuer, own.Contains(row.Id.ToString())))
        );
    }

    /// <summary>
    /// Tells the browser where to show who one is there; that login then signs in this account. It ends at the page
    /// Account.
    /// </summary>
    internal static async Task<Ok<SingleSignOnEndpoints.Elsewhere>> Connect(
        Id<SignInAuthority> id,
        ClaimsPrincipal user,
        FoundAuthorities authorities,
        AuthorityHandlers handlers,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (await authorities.WithIdAsync(id, ct) is not { } found || found.Tenant != user.Tenant())
        {
            throw SingleSignOnRefusals.NoAuthority();
        }

        var properties = new AuthenticationProperties();
        properties.Items[SignInEvents.ConnectAccount] = user.Account().ToString();
        properties.Items[SignInEvents.ConnectSession] = Sessions.Of(user).ToString();
        return TypedResults.Ok(
            new SingleSignOnEndpoints.Elsewhere(
                await SingleSignOnEndpoints.SendAsync(found, properties, handlers, http)
            )
        );
    }

    /// <summary>The login signs in this account no longer; the other sessions of the person end.</summary>
    internal static async Task<NoContent> Disconnect(
        Id<SignInAuthority> id,
        ClaimsPrincipal user,
        AethergenDb db,
        AccountDb rows,
        SignInManager<Account> people,
        Sessions sessions,
        CancellationToken ct
    )
    {
        var accounts = people.UserManager;
        var account = await accounts.GetUserAsync(user) ?? throw AccountRefusals.Gone();
        var row = await db.SignInAuthorities.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, ct)
            ?? throw SingleSignOnRefusals.NoAuthority();
        var login = (await accounts.GetLoginsAsync(account)).FirstOrDefault(one => one.LoginProvider == id.ToString())
            ?? throw SingleSignOnRefusals.NotConnected();
        if (account.PasswordHash is null && (await accounts.GetPasskeysAsync(account)).Count == 0)
        {
            throw SingleSignOnRefusals.LastWay();
        }

        await accounts.RemoveLoginAsync(account, login.LoginProvider, login.ProviderKey);
        await rows
            .Sessions.Where(session => session.AccountId == account.Id && session.AuthorityId == id)
            .ExecuteDeleteAsync(ct);
        await db
            .SignInSubjects.Where(subject => subject.AuthorityId == id && subject.Subject == login.ProviderKey)
            .ExecuteDeleteAsync(ct);
        db.Note("sso.disconnect", row.Domain);
        await db.SaveChangesAsync(ct);
        await sessions.KeepOnlyThisAsync(people, account, user);
        return TypedResults.NoContent();
    }
}
