using System.ComponentModel.DataAnnotations;
using AethergenAI.Api.Accounts;
using AethergenAI.Api.Tenancy;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>Signing in at the authority of one's organisation: off to it, and back.</summary>
internal static class SingleSignOnEndpoints
{
    public static void AddSingleSignOn(this IServiceCollection services)
    {
        services
            .AddOptions<SingleSignOnOptions>()
            .BindConfiguration("SingleSignOn")
            .Validate(
                options => options.IsReadable(),
                "SingleSignOn:Domains must be pairs such as 'acme.example=ORGANISATION', with ';' between them; "
                    + "ORGANISATION is the organisation's id."
            )
            .ValidateOnStart();
        services.AddSingleton<AuthorityHttp>();
        services.AddSingleton<AuthorityHandlers>();
        services.AddScoped<FoundAuthorities>();
        services.AddScoped<LoginConnections>();
        services.AddScoped<Arrivals>();
        services.AddSingleton<FailedSignIns>();
    }

    public static void MapSingleSignOn(this IEndpointRouteBuilder api)
    {
        var signIn = api.MapGroup("/sign-in/sso").WithTags("Accounts").RefusePrograms().AllowWhileEnding();
        signIn
            .MapPost("/", Begin)
            .WithName("BeginSingleSignOn")
            .RequireRateLimiting(SignInLimit.Policy)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        signIn
            .MapGet("/", Offer)
            .WithName("GetSingleSignOn")
            .RequireRateLimiting(SignInLimit.PagePolicy)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        // Not limited: without a cookie that Begin gave, it asks nobody and reads no row but the authority's.
        signIn.MapGet("/{id}/callback", Return).ExcludeFromDescription();
    }

    /// <param name="Offered">Whether any organisation here signs in elsewhere.</param>
    public sealed record SingleSignOn(bool Offered);

    public sealed record SignInElsewhere
    {
        /// <summary>Whose domain tells the authority.</summary>
        [Required, EmailAddress, StringLength(254)]
        public required string Email { get; init; }

        /// <summary>The address in the web app to go on to: its path, query and fragment. Without tabs and line breaks,
        /// which browsers skip.</summary>
        [StringLength(2000), RegularExpression(@"/(?![/\\])\P{Cc}*")]
        public string? Next { get; init; }
    }

    /// <param name="To">The authority's page, to which the browser has to go within 15 minutes.</param>
    public sealed record Elsewhere(string To);

    /// <summary>Whether the sign-in page is to offer it.</summary>
    internal static async Task<Ok<SingleSignOn>> Offer(FoundAuthorities authorities, CancellationToken ct) =>
        TypedResults.Ok(new SingleSignOn(await authorities.AnyAsync(ct)));

    /// <summary>
    /// Tells a browser where to sign in. What ties the answer to this browser is in cookies.
    /// </summary>
    internal static async Task<Ok<Elsewhere>> Begin(
        SignInElsewhere request,
        FoundAuthorities authorities,
        AuthorityHandlers handlers,
        HttpContext http,
        CancellationToken ct
    )
    {
        var found = await authorities.OfDomainAsync(request.Email, ct) ?? throw SingleSignOnRefusals.UnknownDomain();
        var properties = new AuthenticationProperties();
        properties.SetParameter(SignInEvents.Hint, request.Email);
        if (request.Next is { Length: > 1 } next)
        {
            properties.Items[SignInEvents.Next] = next;
        }
        return TypedResults.Ok(new Elsewhere(await SendAsync(found, properties, handlers, http)));
    }

    /// <summary>Where the authority's page leads back to, with a code that this server redeems.</summary>
    internal static async Task<IResult> Return(
        Id<SignInAuthority> id,
        FoundAuthorities authorities,
        AuthorityHandlers handlers,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (await authorities.WithIdAsync(id, ct) is not { } found)
        {
            return TypedResults.Redirect(SignInEvents.BackTo(null, SignInProblem.NotSetUp));
        }

        http.Features.Set(found);
        try
        {
            var handler = await handlers.OpenAsync(found.Row, http);
            return await handler.HandleRequestAsync()
                ? TypedResults.Empty
                : TypedResults.Redirect(SignInEvents.BackTo(null, SignInProblem.BadAnswer));
        }
        catch (AuthorityFaultException fault)
        {
            return TypedResults.Redirect(SignInEvents.BackTo(null, fault.Code));
        }
    }

    /// <returns>The authority's page for a browser that gets the cookies of this answer.</returns>
    /// <exception cref="RefusedException">The authority does not answer, or cannot be used.</exception>
    internal static async Task<string> SendAsync(
        FoundAuthority found,
        AuthenticationProperties properties,
        AuthorityHandlers handlers,
        HttpContext http
    )
    {
        try
        {
            var handler = await handlers.OpenAsync(found.Row, http);
            await handler.ChallengeAsync(properties);
        }
        catch (Exception failure)
            when (failure is AuthorityFaultException or InvalidOperationException or HttpRequestException)
        {
            throw SingleSignOnRefusals.CannotUse(SignInProblem.Of(failure));
        }

        // The handler answers with a redirect, which a page's request would follow by itself.
        string to = http.Response.Headers.Location.ToString();
        http.Response.Headers.Remove("Location");
        http.Response.StatusCode = StatusCodes.Status200OK;
        return to;
    }
}
