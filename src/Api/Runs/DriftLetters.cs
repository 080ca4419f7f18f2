using AethergenAI.Api.Mail;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Api.Runs;

/// <summary>
/// Writes to whoever has a run's model tested that newer rows have drifted from it. Of several copies of the API one
/// sends each letter; where one dies at that moment, another sends it again.
/// </summary>
internal sealed partial class DriftLetters(
    NpgsqlDataSource source,
    TenantDb tenants,
    IMail mail,
    TimeProvider clock,
    ILogger<DriftLetters> log
) : BackgroundService
{
    private const int MaxAttempts = 100;

    private const string Next = """
        select check_id, tenant_id, attempts from jobs.drift_letters where not_before <= now()
        order by not_before limit 1 for update skip locked
        """;

    private const string Done = "delete from jobs.drift_letters where check_id = $1";

    private const string Later = """
        update jobs.drift_letters set attempts = attempts + 1, not_before = now() + interval '10 minutes'
        where check_id = $1
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                while (await SendNextAsync(stoppingToken)) { }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogWait(failure.GetType().Name); // it is tried again, as long as this program runs
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>Whether there was one.</returns>
    private async Task<bool> SendNextAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        Id<DriftCheck> check;
        Id<Tenant> tenant;
        int attempts;
        await using (var next = new NpgsqlCommand(Next, connection))
        {
            await using var row = await next.ExecuteReaderAsync(ct);
            if (!await row.ReadAsync(ct))
            {
                return false;
            }
            (check, tenant, attempts) = (new(row.GetGuid(0)), new(row.GetGuid(1)), row.GetInt32(2));
        }

        bool sent = await TrySendAsync(tenant, check, ct);
        if (!sent && attempts >= MaxAttempts)
        {
            LogGivenUp(attempts);
        }
        string after = sent || attempts >= MaxAttempts ? Done : Later;
        await using (var end = new NpgsqlCommand(after, connection))
        {
            end.Parameters.Add(new() { Value = check.Value });
            await end.ExecuteNonQueryAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <returns>False where it is to be tried again.</returns>
    private async Task<bool> TrySendAsync(Id<Tenant> tenant, Id<DriftCheck> check, CancellationToken ct)
    {
        try
        {
            // A folder takes every letter, and where there is no mail nobody is to wait for it.
            return await LetterAsync(tenant, check, ct) is not { } letter
                || await mail.SendAsync(letter, ct)
                || mail is not SmtpMail;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogWait(failure.GetType().Name);
            return false;
        }
    }

    /// <returns>Null where nobody has the run tested any more, or who had it may not see it any more.</returns>
    private async Task<Letter?> LetterAsync(Id<Tenant> tenant, Id<DriftCheck> id, CancellationToken ct)
    {
        await using var db = tenants.OpenFor(tenant);
        var check = await db.DriftChecks.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        if (check?.Report is not { } report)
        {
            return null;
        }

        var watch = await db.DriftWatches.AsNoTracking().SingleOrDefaultAsync(row => row.RunId == check.RunId, ct);
        if (
            watch is null
            || !await db.Members.AnyAsync(member => member.Email == watch.Owner && member.Role != Role.Reviewer, ct)
        )
        {
            return null;
        }
        var run = await db.Runs.GetAsync(check.RunId, ct);
        var project = await db.Projects.GetAsync(run.ProjectId, ct);
        return new(
            watch.Owner,
            $"Drift: the model of \"{run.Name}\" should be fitted again",
            $"""
            The rows of {check.SeedName} were tested against the model of the run "{run.Name}" in the project
            "{project.Name}".

            {report.Sentence}

            The run's page in AethergenAI shows each test, and ends them. You get this letter because you have this
            model tested again and again.
            """
        );
    }

    [LoggerMessage(LogLevel.Warning, "A letter about drift waits: {Reason}")]
    private partial void LogWait(string reason);

    [LoggerMessage(LogLevel.Error, "A letter about drift was given up after {Count} attempts")]
    private partial void LogGivenUp(int count);
}
