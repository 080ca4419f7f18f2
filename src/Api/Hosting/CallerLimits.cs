using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using AethergenAI.Api.Tenancy;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Hosting;

/// <summary>The settings <c>Requests</c>.</summary>
internal sealed class CallerLimitOptions
{
    /// <summary>
    /// How many requests a second an organisation may make in the long run; four times as many at once.
    /// </summary>
    [Range(1, 1_000_000)]
    public int PerOrganisation { get; init; } = 200;

    /// <summary>The same for one key, or one program with a token.</summary>
    [Range(1, 1_000_000)]
    public int PerProgram { get; init; } = 50;
}

/// <summary>
/// Keeps one organisation, or one script that runs wild, from taking the server away from the others. Each process
/// counts for itself.
/// </summary>
internal static class CallerLimits
{
    private const int Burst = 4;

    /// <summary>Runs once it is known who asks.</summary>
    public static void UseCallerLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<IOptions<CallerLimitOptions>>().Value;
        var organisations = Of(limits.PerOrganisation, context => context.User.TenantOrNull()?.ToString());
        var programs = Of(limits.PerProgram, context =>
            context.User.IsProgram() ? $"{context.User.TenantOrNull()} {context.User.Email()}" : null
        );
        app.Use(
            async (context, next) =>
            {
                using var program = programs.AttemptAcquire(context);
                using var organisation = program.IsAcquired ? organisations.AttemptAcquire(context) : null;
                if (organisation is { IsAcquired: true })
                {
                    await next(context);
                    return;
                }

                var (who, limit) = program.IsAcquired
                    ? ("Your organisation", limits.PerOrganisation)
                    : ("This key or program", limits.PerProgram);
                context.Response.Headers.RetryAfter = "1";
                await TypedResults
                    .Problem(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{who} may make {limit} requests a second, and has made more. Try again in a second."
                        ),
                        statusCode: StatusCodes.Status429TooManyRequests,
                        extensions: new Dictionary<string, object?> { ["code"] = "request.too-many" }
                    )
                    .ExecuteAsync(context);
            }
        );
    }

    /// <param name="caller">Who is counted together; null where nobody is counted.</param>
    private static PartitionedRateLimiter<HttpContext> Of(int perSecond, Func<HttpContext, string?> caller) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
            caller(context) is { } name
                ? RateLimitPartition.GetTokenBucketLimiter(name, _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = Burst * perSecond,
                    TokensPerPeriod = perSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                })
                : RateLimitPartition.GetNoLimiter("")
        );
}
