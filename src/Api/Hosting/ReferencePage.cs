using Scalar.AspNetCore;

namespace AethergenAI.Api.Hosting;

/// <summary>The API's description as a page that can be read, searched and tried. It needs no network.</summary>
internal static class ReferencePage
{
    public const string Path = "/api/reference";

    public static void MapReferencePage(this WebApplication app) =>
        app.MapScalarApiReference(Path, options =>
            options
                .WithTitle("AethergenAI API")
                .WithOpenApiRoutePattern("/api/openapi.json")
                .WithNonce()
                .DisableAgent()
                .DisableTelemetry()
                .DisableDefaultFonts()
                .HideDeveloperTools() // leads to a vendor, and so does the button
                .HideClientButton()
                .WithOperationTitleSource(OperationTitleSource.Path)
        );

    /// <summary>What the page's own scripts are marked with; null for every other answer.</summary>
    public static string? NonceOf(HttpContext context) =>
        context.Items[ScalarOptions.NonceHttpContextItemKey] as string;
}
