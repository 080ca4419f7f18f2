namespace AethergenAI.Api.Hosting;

internal static class SecurityHeaders
{
    // Inline styles are allowed because components use them for positions; they cannot contain code.
    private const string Pages =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "connect-src 'self'; "
        // A form that lets the command line in leads on to where it listens, on the person's own machine.
        + "object-src 'none'; base-uri 'none'; form-action 'self' http://127.0.0.1:*; frame-ancestors 'none'";

    /// <summary>
    /// For a page that a run made: it may run its own script, but without an origin and without network.
    /// </summary>
    internal const string Sandbox =
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
        + "img-src data:; frame-ancestors 'self'";

    private static string PolicyOf(HttpContext context) =>
        ReferencePage.NonceOf(context) is { } nonce
            ? Pages.Replace("script-src 'self'", $"script-src 'self' 'nonce-{nonce}'", StringComparison.Ordinal)
            : Pages;

    /// <summary>
    /// Adds the headers to every response. They are set when the response starts, because a failure clears earlier
    /// headers. Headers that a route has set itself are kept.
    /// </summary>
    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    var headers = context.Response.Headers;
                    headers.TryAdd("Content-Security-Policy", PolicyOf(context));
                    headers.TryAdd("X-Content-Type-Options", "nosniff");
                    headers.TryAdd("Referrer-Policy", "no-referrer");
                    headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
                    headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
                    headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
                    if (context.Request.Path.StartsWithSegments("/api"))
                    {
                        headers.TryAdd("Cache-Control", "no-store");
                    }
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
}
