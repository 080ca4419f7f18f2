using System.Net;
using AethergenAI.Api.Hosting;

namespace AethergenAI.Api.Authority;

internal static class EncryptedOnly
{
    private const int LargestForm = 64 * 1024;

    /// <summary>
    /// Codes and tokens go over the network encrypted, or not at all: over plain http only programs on this machine are
    /// answered. OpenIddict answers some of the routes itself, so this stands before it, and looks at their fields too.
    /// </summary>
    public static void UseEncryptedAuthority(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                if (context.Request.Path.StartsWithSegments("/connect"))
                {
                    await CheckAsync(context);
                }
                await next(context);
            }
        );

    private static async Task CheckAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!request.IsHttps && !IsHere(context.Connection.RemoteIpAddress))
        {
            throw AuthorityRefusals.NotEncrypted();
        }

        request.LimitBody(LargestForm);
        var fields = request.Query.Select(field => (field.Key, field.Value));
        if (request.HasFormContentType)
        {
            IFormCollection form = await ReadAsync(request, context.RequestAborted);
            fields = fields.Concat(form.Select(field => (field.Key, field.Value)));
        }
        foreach (var (name, values) in fields)
        {
            InputGate.CheckText(name, "the request");
            foreach (string? value in values)
            {
                InputGate.CheckText(value, "the request");
            }
        }
    }

    private static async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return await request.ReadFormAsync(ct);
        }
        catch (InvalidDataException)
        {
            throw AuthorityRefusals.Unreadable();
        }
    }

    /// <summary>Null where there is no network between: in tests, and over a socket of this machine.</summary>
    private static bool IsHere(IPAddress? caller) => caller is null || IPAddress.IsLoopback(caller);
}
