using System.Security.Claims;
using AethergenAI.Data;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tenancy;

/// <summary>In an organisation that is to be deleted nothing can be changed; it can be read and kept.</summary>
internal static class WhileEnding
{
    private sealed class Allowed;

    /// <summary>For routes that change nothing in the organisation, or that keep or leave it.</summary>
    public static TBuilder AllowWhileEnding<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new Allowed());

    /// <summary>Refuses changes in such an organisation, on all routes of the group.</summary>
    public static void RefuseWhileEnding(this RouteGroupBuilder api) =>
        api.AddEndpointFilter(
            async (context, next) =>
            {
                HttpContext http = context.HttpContext;
                bool acts = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
                if (acts && http.GetEndpoint()?.Metadata.GetMetadata<Allowed>() is null)
                {
                    await RequireLastingAsync(http);
                }
                return await next(context);
            }
        );

    private static async Task RequireLastingAsync(HttpContext http)
    {
        ClaimsPrincipal user = http.User;
        if (user.TenantOrNull() is not { } tenant)
        {
            return;
        }

        await using var db = http.RequestServices.GetRequiredService<TenantDb>().OpenFor(tenant);
        var due = await db.Tenants.Select(row => row.DeletionDue).SingleOrDefaultAsync(http.RequestAborted);
        if (due is { } day)
        {
            throw OrganisationRefusals.Ending(day);
        }
    }
}
