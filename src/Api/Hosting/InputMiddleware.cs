using System.Net;

namespace AethergenAI.Api.Hosting;

/// <summary>Holds what comes in to <see cref="InputGate"/> before an endpoint reads it.</summary>
internal static class InputMiddleware
{
    private const int LargestJson = InputGate.MaxDocument;

    /// <summary>After sign-in: a stranger's body is not read.</summary>
    public static void UseInputGate(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                var request = context.Request;
                InputGate.CheckText(request.Path.Value, "the address");
                foreach (var (key, values) in request.Query)
                {
                    InputGate.CheckText(key, "the address");
                    foreach (string? value in values)
                    {
                        InputGate.CheckText(value, $"{key} in the address");
                    }
                }
                if (!request.HasJsonContentType())
                {
                    await next(context);
                    return;
                }

                if (request.GetTypedHeaders().ContentType?.Encoding is { WebName: not "utf-8" })
                {
                    throw new BadHttpRequestException("JSON is UTF-8.", (int)HttpStatusCode.UnsupportedMediaType);
                }
                request.LimitBody(LargestJson);
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body, context.RequestAborted);
                InputGate.CheckJson(body.GetBuffer().AsSpan(0, (int)body.Length));
                body.Position = 0;
                request.Body = body;
                await next(context);
            }
        );
}
