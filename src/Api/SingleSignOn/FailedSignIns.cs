using System.Threading.RateLimiting;
using AethergenAI.Tenancy;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>
/// Tells the log of sign-ins at authorities that failed. Anybody can cause them, so only so many a minute of each
/// authority are warnings; and a page that was left open too long is none at all.
/// </summary>
internal sealed partial class FailedSignIns(ILogger<FailedSignIns> log) : IDisposable
{
    internal const int MaxWarningsPerMinute = 10;

    private readonly PartitionedRateLimiter<Guid> warnings = PartitionedRateLimiter.Create<Guid, Guid>(authority =>
        RateLimitPartition.GetFixedWindowLimiter(authority, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = MaxWarningsPerMinute,
            Window = TimeSpan.FromMinutes(1),
        })
    );

    /// <param name="authority">One of the database.</param>
    /// <param name="problem">A code of ours.</param>
    /// <param name="reason">A plain word, for whoever runs the server.</param>
    internal void Note(Id<SignInAuthority> authority, string problem, string reason)
    {
        if (problem != SignInProblem.StartAgain)
        {
            using RateLimitLease lease = warnings.AttemptAcquire(authority.Value);
            if (lease.IsAcquired)
            {
                LogFailed(authority.Value, problem, reason);
                return;
            }
        }
        LogMore(authority.Value, problem, reason);
    }

    public void Dispose() => warnings.Dispose();

    [LoggerMessage(LogLevel.Warning, "A sign-in at authority {AuthorityId} failed: {Code} {Reason}")]
    private partial void LogFailed(Guid authorityId, string code, string reason);

    [LoggerMessage(LogLevel.Debug, "Another sign-in at authority {AuthorityId} failed: {Code} {Reason}")]
    private partial void LogMore(Guid authorityId, string code, string reason);
}
