using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace AethergenAI.Api.Hosting;

/// <summary>
/// What the process takes on at once. More waits a little, and then is answered with 503 and Retry-After, so that an
/// overloaded process recovers by itself.
/// </summary>
internal static class Overload
{
    /// <summary>The limit of requests that read a whole file: uploads, checks of a seed, verifications.</summary>
    internal const string Files = "files";

    private const int RequestsAtOnce = 64,
        RequestsWaiting = 256,
        FilesAtOnce = 2,
        FilesWaiting = 8,
        SecondsToRetry = 5;

    internal static void LimitConcurrency(this RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            IsLong(context.Request)
                ? RateLimitPartition.GetNoLimiter("long")
                : RateLimitPartition.GetConcurrencyLimiter("all", _ => Of(RequestsAtOnce, RequestsWaiting))
        );
        limiter.AddPolicy(Files, _ => RateLimitPartition.GetConcurrencyLimiter("", _ => Of(FilesAtOnce, FilesWaiting)));
        limiter.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
        limiter.OnRejected = (context, _) =>
        {
            HttpResponse response = context.HttpContext.Response;
            bool isGuess =
                Policy(context.HttpContext) is Accounts.SignInLimit.Policy or Accounts.SignInLimit.PagePolicy
                && context.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan _);
            int seconds = isGuess ? 60 : SecondsToRetry;
            response.StatusCode = isGuess ? StatusCodes.Status429TooManyRequests : response.StatusCode;
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    }

    private static ConcurrencyLimiterOptions Of(int atOnce, int waiting) =>
        new()
        {
            PermitLimit = atOnce,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        };

    /// <summary>Hubs stay open, health must be told under any load, and uploads have a limit of their own.</summary>
    private static bool IsLong(HttpRequest request) =>
        request.Path.StartsWithSegments("/hubs")
        || request.Path.StartsWithSegments("/health")
        || Policy(request.HttpContext) == Files;

    private static string? Policy(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName;
}
