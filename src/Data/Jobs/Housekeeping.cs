using Hangfire;
using Npgsql;

namespace AethergenAI.Data.Jobs;

/// <summary>
/// Runs every ten minutes. It gives runs that have lost their job another one, and removes the rows of ended runs, the
/// leases on their trials, old sessions, tokens and used codes, and what Hangfire keeps for ever. Everything else of
/// Hangfire's expires by itself.
/// </summary>
[AutomaticRetry(Attempts = 3, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class Housekeeping(NpgsqlDataSource source, RunOutbox outbox)
{
    /// <summary>How long a job that failed for good can be looked at.</summary>
    private const string Kept = "30 days";

    /// <summary>How long it can be seen when and where an account was signed in. A cookie lasts seven days.</summary>
    private const string SessionsKept = "90 days";

    [JobDisplayName("housekeeping")]
    public async Task RunAsync(CancellationToken ct)
    {
        await outbox.RecoverAsync(ct);
        await using var command = source.CreateCommand(
            $"delete from hangfire.job where statename = 'Failed' and createdat < now() - interval '{Kept}'"
        );
        await command.ExecuteNonQueryAsync(ct);
        await using var sessions = source.CreateCommand(
            $"""
            delete from identity.sessions where last_used_at < now() - interval '{SessionsKept}';
            delete from identity.used_codes where used_at < now() - interval '1 day';
            delete from identity.authority_tokens where expiration_date < now() - interval '1 day';
            delete from identity.authority_authorizations granted
            where creation_date < now() - interval '1 day'
              and not exists (select from identity.authority_tokens where authorization_id = granted.id)
            """
        );
        await sessions.ExecuteNonQueryAsync(ct);
    }
}
