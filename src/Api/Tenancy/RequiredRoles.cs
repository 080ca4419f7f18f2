using AethergenAI.Api.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Authorization;

namespace AethergenAI.Api.Tenancy;

/// <summary>Says who may call a route.</summary>
internal static class RequiredRoles
{
    /// <summary>Requires a role or a higher one.</summary>
    internal static TBuilder Needs<TBuilder>(this TBuilder routes, Role role)
        where TBuilder : IEndpointConventionBuilder =>
        routes
            .RequireAuthorization(
                new AuthorizationPolicyBuilder()
                    .RequireAuthenticatedUser()
                    .RequireAssertion(context => context.User.Role() >= role)
                    .Build()
            )
            .WithMetadata(new LowestRole(role));

    /// <summary>Requires a person at a browser, of a role or a higher one: a key or token is not enough.</summary>
    internal static TBuilder NeedsPerson<TBuilder>(this TBuilder routes, Role role)
        where TBuilder : IEndpointConventionBuilder =>
        routes.RequireAuthorization(
            new AuthorizationPolicyBuilder()
                .RequireAuthenticatedUser()
                .RequireAssertion(context => context.User.Role() >= role && !context.User.IsProgram())
                .Build()
        );

    /// <returns>The role that a request lacked; null where its caller has it, or it needs none.</returns>
    internal static Role? Lacked(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<LowestRole>()?.Role is { } role && context.User.Role() < role
            ? role
            : null;

    private sealed record LowestRole(Role Role);

    /// <summary>For routes without a policy: a key or token has no part in signing in, out, or joining.</summary>
    internal static TBuilder RefusePrograms<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilter(
            (context, next) =>
                context.HttpContext.User.IsProgram() ? throw AccountRefusals.NotForPrograms() : next(context)
        );
}
