using System.ComponentModel.DataAnnotations;
using System.Text;
using AethergenAI.Api.Accounts;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>Where the people of an organisation sign in, if not here.</summary>
internal static class SignInAuthorityEndpoints
{
    public static void MapSignInAuthorities(this IEndpointRouteBuilder api)
    {
        var authorities = api.MapGroup("/sign-in-authorities").WithTags("Organisation").NeedsPerson(Role.Owner);
        authorities.MapGet("/", List).WithName("ListSignInAuthorities");
        authorities.MapPost("/", Add).WithName("AddSignInAuthority").ProducesProblem(StatusCodes.Status409Conflict);
        authorities
            .MapPut("/{id}", Change)
            .WithName("ChangeSignInAuthority")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        authorities
            .MapDelete("/{id}", Remove)
            .WithName("RemoveSignInAuthority")
            .ProducesProblem(StatusCodes.Status404NotFound);
        authorities
            .MapPost("/{id}/check", Check)
            .WithName("CheckSignInAuthority")
            .RequireRateLimiting(SignInLimit.Policy)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private const int MaxAuthorities = 10;

    public record AuthoritySettings
    {
        [Required, StringLength(200, MinimumLength = 1)]
        public required string ClientId { get; init; }

        /// <summary>Stored encrypted and never shown again; absent: it stays as it is.</summary>
        [StringLength(500, MinimumLength = 1)]
        public string? ClientSecret { get; init; }

        /// <summary>What stands after the '@' of the addresses of the people who sign in there.</summary>
        [Required, StringLength(253, MinimumLength = 3)]
        public required string Domain { get; init; }

        /// <summary>Of whoever signs in there for the first time: reviewer, analyst or engineer.</summary>
        [Required]
        public required Role DefaultRole { get; init; }
    }

    public sealed record NewAuthority : AuthoritySettings
    {
        /// <summary>An https address. It cannot be changed later, since accounts are connected to it.</summary>
        [Required, StringLength(500)]
        public required string Issuer { get; init; }
    }

    /// <param name="RedirectAddress">What has to be registered at the authority.</param>
    /// <param name="Allowed">Whether the organisation may use the domain; if not, nobody signs in there.</param>
    public sealed record AuthorityAnswer(
        Id<SignInAuthority> Id,
        string Issuer,
        string ClientId,
        string Domain,
        Role DefaultRole,
        DateTimeOffset CreatedAt,
        string RedirectAddress,
        bool Allowed
    );

    internal static async Task<Ok<List<AuthorityAnswer>>> List(
        AethergenDb db,
        FoundAuthorities found,
        HttpRequest http,
        CancellationToken ct
    )
    {
        List<AuthorityAnswer> answers = [];
        foreach (var row in await db.SignInAuthorities.AsNoTracking().OrderBy(row => row.CreatedAt).ToListAsync(ct))
        {
            answers.Add(await DescribeAsync(row, db, found, http, ct));
        }
        return TypedResults.Ok(answers);
    }

    internal static async Task<Ok<AuthorityAnswer>> Add(
        NewAuthority request,
        AethergenDb db,
        FoundAuthorities found,
        AuthorityHandlers handlers,
        HttpRequest http,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        string issuer = request.Issuer.Trim();
        if (!IsIssuer(issuer))
        {
            throw SingleSignOnRefusals.BadIssuer();
        }
        if (await db.SignInAuthorities.CountAsync(ct) >= MaxAuthorities)
        {
            throw SingleSignOnRefusals.TooMany(MaxAuthorities);
        }

        var row = new SignInAuthority
        {
            Id = Id<SignInAuthority>.New(),
            Issuer = issuer,
            ClientId = request.ClientId.Trim(),
            SealedSecret = handlers.Seal(request.ClientSecret ?? throw SingleSignOnRefusals.NeedsSecret()),
            Domain = await AllowedDomainAsync(request, db, found, ct),
            DefaultRole = RoleOf(request),
            CreatedAt = clock.GetUtcNow(),
        };
        db.SignInAuthorities.Add(row);
        await SaveAsync(db, row.Domain, ct);
        return TypedResults.Ok(await DescribeAsync(row, db, found, http, ct));
    }

    /// <summary>Changes all but the issuer.</summary>
    internal static async Task<Ok<AuthorityAnswer>> Change(
        Id<SignInAuthority> id,
        AuthoritySettings request,
        AethergenDb db,
        FoundAuthorities found,
        AuthorityHandlers handlers,
        HttpRequest http,
        CancellationToken ct
    )
    {
        var row = await FindAsync(db, id, ct);
        row.ClientId = request.ClientId.Trim();
        row.Domain = await AllowedDomainAsync(request, db, found, ct);
        row.DefaultRole = RoleOf(request);
        if (request.ClientSecret is { } secret)
        {
            row.SealedSecret = handlers.Seal(secret);
        }
        await SaveAsync(db, row.Domain, ct);
        return TypedResults.Ok(await DescribeAsync(row, db, found, http, ct));
    }

    /// <summary>Nobody signs in there any more, and the sessions that it opened end. Members stay members.</summary>
    internal static async Task<NoContent> Remove(
        Id<SignInAuthority> id,
        AethergenDb db,
        AuthorityHandlers handlers,
        CancellationToken ct
    )
    {
        db.SignInAuthorities.Remove(await FindAsync(db, id, ct));
        await db.SaveChangesAsync(ct);
        handlers.Forget(id);
        return TypedResults.NoContent();
    }

    /// <summary>
    /// Reads what the authority says of itself now, and refuses with what is wrong. Whether it knows the client id and
    /// secret, only a sign-in shows.
    /// </summary>
    internal static async Task<NoContent> Check(
        Id<SignInAuthority> id,
        AethergenDb db,
        AuthorityHandlers handlers,
        CancellationToken ct
    )
    {
        var row = await FindAsync(db, id, ct);
        try
        {
            await handlers.CheckAsync(row, ct);
        }
        catch (Exception failure)
            when (!ct.IsCancellationRequested
                && failure
                    is AuthorityFaultException
                        or HttpRequestException
                        or IOException
                        or OperationCanceledException
            )
        {
            throw SingleSignOnRefusals.CannotUse(SignInProblem.Of(failure));
        }
        return TypedResults.NoContent();
    }

    private static async Task<SignInAuthority> FindAsync(
        AethergenDb db,
        Id<SignInAuthority> id,
        CancellationToken ct
    ) =>
        await db.SignInAuthorities.SingleOrDefaultAsync(row => row.Id == id, ct)
        ?? throw SingleSignOnRefusals.NoAuthority();

    private static bool IsIssuer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && CheckedMetadata.IsEncrypted(text)
        && uri is { Query: "", Fragment: "", UserInfo: "" };

    private static Role RoleOf(AuthoritySettings request) =>
        request.DefaultRole is Role.Reviewer or Role.Analyst or Role.Engineer
            ? request.DefaultRole
            : throw SingleSignOnRefusals.BadRole();

    private static async Task<string> AllowedDomainAsync(
        AuthoritySettings request,
        AethergenDb db,
        FoundAuthorities found,
        CancellationToken ct
    )
    {
        string domain = request.Domain.Trim().TrimStart('@').ToLowerInvariant();
        if (Uri.CheckHostName(domain) != UriHostNameType.Dns || !domain.Contains('.') || !Ascii.IsValid(domain))
        {
            throw SingleSignOnRefusals.BadDomain();
        }
        return await found.MayUseAsync(db.Tenant, domain, ct)
            ? domain
            : throw SingleSignOnRefusals.DomainNotAllowed(domain);
    }

    /// <exception cref="RefusedException">Another authority has the domain.</exception>
    private static async Task SaveAsync(AethergenDb db, string domain, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure)
            when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw SingleSignOnRefusals.DomainTaken(domain);
        }
    }

    private static async Task<AuthorityAnswer> DescribeAsync(
        SignInAuthority row,
        AethergenDb db,
        FoundAuthorities found,
        HttpRequest http,
        CancellationToken ct
    ) =>
        new(
            row.Id,
            row.Issuer,
            row.ClientId,
            row.Domain,
            row.DefaultRole,
            row.CreatedAt,
            $"{http.Scheme}://{http.Host}{AuthorityHandlers.CallbackOf(row.Id)}",
            await found.MayUseAsync(db.Tenant, row.Domain, ct)
        );
}
