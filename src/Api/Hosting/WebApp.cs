using AethergenAI.Api.Runs;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace AethergenAI.Api.Hosting;

internal static class WebApp
{
    /// <summary>
    /// Serves the web app from the folder <c>Web:Root</c>. Files under assets/ have their hash in their name and never
    /// change. Every other address outside the API is a route of the app and gets its page.
    /// </summary>
    public static void UseWebApp(this WebApplication app)
    {
        if (app.Configuration["Web:Root"] is not { Length: > 0 } root)
        {
            return;
        }

        var files = new PhysicalFileProvider(Path.GetFullPath(root));
        var options = new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = context =>
                context.Context.Response.Headers.CacheControl = context.Context.Request.Path.StartsWithSegments(
                    "/assets"
                )
                    ? "public, max-age=31536000, immutable"
                    : "no-cache",
        };
        app.UseStaticFiles(options);
        var routes = new Lazy<Route[]>(() => RoutesOf(app));
        app.MapFallback("{**path:nonfile}", Page);

        async Task Page(HttpContext context)
        {
            if (IsMachine(context.Request.Path))
            {
                string[] methods = Methods(routes.Value, context.Request.Path);
                context.Response.Headers.Allow = methods;
                context.Response.StatusCode =
                    methods.Length == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed;
                return;
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers[HeaderNames.CacheControl] = "no-cache";
            await context.Response.SendFileAsync(files.GetFileInfo("index.html"), context.RequestAborted);
        }
    }

    /// <returns>The methods of the endpoints at an address, which the fallback hides from routing.</returns>
    private static string[] Methods(Route[] routes, PathString path) =>
        [
            .. routes
                .Where(route => route.Pattern.TryMatch(path, []))
                .SelectMany(route => route.Methods)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private static Route[] RoutesOf(WebApplication app) =>
        [
            .. app
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.RoutePattern.RawText is not null)
                .Select(endpoint => new Route(
                    new TemplateMatcher(TemplateParser.Parse(endpoint.RoutePattern.RawText!), []),
                    endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
                )),
        ];

    private static bool IsMachine(PathString path) =>
        path.StartsWithSegments("/api")
        || path.StartsWithSegments("/hubs")
        || path.StartsWithSegments("/connect")
        || path.StartsWithSegments("/.well-known")
        || path.StartsWithSegments(JobsDashboard.Path)
        || path.StartsWithSegments("/health");

    private sealed record Route(TemplateMatcher Pattern, IReadOnlyList<string> Methods);
}
