namespace AethergenAI.Api.Hosting;

internal static class CrossSite
{
    /// <summary>
    /// Refuses requests that a page of another site sends with the user's cookie (CSRF). The cookie's SameSite=Strict
    /// is not enough, since pages on sibling subdomains pass it. Browsers name the page's site in Sec-Fetch-Site or
    /// Origin; other programs send neither, and do not have a user's cookie by accident.
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
                        "This request was refused because it comes from a page of another site. "
                            + "Open the application itself and try again there."
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
