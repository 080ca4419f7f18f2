namespace AethergenAI.Api.Hosting;

internal static class CrossSite
{
    /// <summary>
    /// Refuses what another site's page asks for in the user's name. Beside the cookie's SameSite=Strict,
    /// which a page on a sibling subdomain passes. Browsers name the page in Sec-Fetch-Site or Origin;
    /// programs send neither and hold no one's cookie by accident.
    /// </summary>
    public static void UseSameOriginOnly(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                var request = context.Request;
                bool acts = !(
                    HttpMethods.IsGet(request.Method)
                    || HttpMethods.IsHead(request.Method)
                    || HttpMethods.IsOptions(request.Method)
                );
                if ((acts || request.Path.StartsWithSegments("/hubs")) && IsForeign(request))
                {
                    throw new RefusedException(
                        RefusalKind.Forbidden,
                        "request.cross-site",
                        "This request comes from a page of another site. Use the application's own pages."
                    );
                }

                await next(context);
            }
        );

    private static bool IsForeign(HttpRequest request)
    {
        string? site = request.Headers["Sec-Fetch-Site"];
        if (site is not null)
        {
            return site is not ("same-origin" or "none");
        }

        string? origin = request.Headers.Origin;
        return origin is not null
            && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
