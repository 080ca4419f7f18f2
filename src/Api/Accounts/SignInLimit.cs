using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace AethergenAI.Api.Accounts;

/// <summary>
/// Slows down who guesses passwords or codes: an address has so many attempts each minute, and then gets 429.
/// Apart from that, ASP.NET Identity locks an account for five minutes after five wrong passwords or codes.
/// </summary>
internal static class SignInLimit
{
    internal const string Policy = "sign-in";

    /// <summary>For what the sign-in page asks when it opens; counted apart, so that a visit is no attempt.</summary>
    internal const string PagePolicy = "sign-in-page";

    internal static void LimitSignIn(this RateLimiterOptions limiter, IConfiguration configuration)
    {
        int attempts = configuration.GetValue("SignIn:AttemptsPerMinute", 20);
        foreach (string policy in new[] { Policy, PagePolicy })
        {
            limiter.AddPolicy(policy, context =>
                RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "local",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = attempts, Window = TimeSpan.FromMinutes(1) }
                )
            );
        }
    }
}
