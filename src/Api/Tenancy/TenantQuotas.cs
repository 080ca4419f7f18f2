using System.Security.Cryptography;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Recipes.Planning;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Tenancy;

/// <param name="Used">Now.</param>
/// <param name="Allowed">The most.</param>
public sealed record QuotaUse(long Used, long Allowed);

/// <summary>Holds a tenant to what it may use, so that it leaves room for others.</summary>
internal sealed class TenantQuotas(AethergenDb db, IOptions<QuotaOptions> options)
{
    /// <summary>The first number of the advisory locks; the second is the tenant's.</summary>
    private const int Locks = 0x6165_7406;

    public async Task<QuotaUse> StoredBytesAsync(CancellationToken ct) =>
        new(
            await db
                .Seeds.Select(seed => new { seed.Sha256, seed.Bytes })
                .Union(db.Artefacts.Select(file => new { file.Sha256, file.Bytes }))
                .SumAsync(blob => blob.Bytes, ct),
            options.Value.StoredBytes
        );

    public async Task<QuotaUse> SeedsAsync(CancellationToken ct) =>
        new(await db.Seeds.CountAsync(ct), options.Value.Seeds);

    /// <summary>The trials that wait or run; those of a run that no worker has begun are only planned.</summary>
    public async Task<QuotaUse> OpenTrialsAsync(CancellationToken ct)
    {
        var open = await db
            .Runs.AsNoTracking()
            .Where(run =>
                run.Status == RunStatus.Queued || run.Status == RunStatus.Running || run.Status == RunStatus.Cancelling
            )
            .Select(run => new
            {
                run.Recipe,
                Ended = db.Trials.Count(trial =>
                    trial.RunId == run.Id && (trial.Status == TrialStatus.Done || trial.Status == TrialStatus.Failed)
                ),
            })
            .ToListAsync(ct);
        return new(open.Sum(run => Math.Max(0L, TrialPlan.Of(run.Recipe).Count - run.Ended)), options.Value.OpenTrials);
    }

    /// <summary>Before a seed is read: whether there is room for any.</summary>
    /// <returns>The bytes that are left for it.</returns>
    /// <exception cref="RefusedException">There is none.</exception>
    public async Task<long> RequireRoomAsync(CancellationToken ct)
    {
        RequireFewer(await SeedsAsync(ct));
        var bytes = await StoredBytesAsync(ct);
        return bytes.Used < bytes.Allowed
            ? bytes.Allowed - bytes.Used
            : throw QuotaRefusals.Full(bytes.Used, bytes.Allowed);
    }

    /// <summary>Whether a file fits before it is stored. A file that is stored already takes no room.</summary>
    /// <exception cref="RefusedException">It does not.</exception>
    public void RequireFits(string path, long left)
    {
        using var file = File.OpenRead(path);
        if (file.Length <= left)
        {
            return;
        }
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        if (!db.Seeds.Any(seed => seed.Sha256 == sha256))
        {
            long allowed = options.Value.StoredBytes;
            throw QuotaRefusals.StoredBytes(allowed - left, file.Length, allowed);
        }
    }

    /// <summary>
    /// Once more before a seed is recorded, in the open transaction: others of the tenant may have come between. They
    /// wait until the transaction ends.
    /// </summary>
    /// <exception cref="RefusedException">There is no room for it.</exception>
    public async Task RequireSeedAsync(Blob blob, CancellationToken ct)
    {
        await LockAsync(ct);
        RequireFewer(await SeedsAsync(ct));
        bool stored = await db.Seeds.AnyAsync(seed => seed.Sha256 == blob.Sha256, ct);
        var bytes = await StoredBytesAsync(ct);
        if (!stored && bytes.Used + blob.Bytes > bytes.Allowed)
        {
            throw QuotaRefusals.StoredBytes(bytes.Used, blob.Bytes, bytes.Allowed);
        }
    }

    /// <summary>Before a run is recorded, in the open transaction.</summary>
    /// <exception cref="RefusedException">There is no room for its trials or their files.</exception>
    public async Task RequireTrialsAsync(int planned, CancellationToken ct)
    {
        await LockAsync(ct);
        var trials = await OpenTrialsAsync(ct);
        if (trials.Used + planned > trials.Allowed)
        {
            throw QuotaRefusals.OpenTrials((int)trials.Used, planned, (int)trials.Allowed);
        }
        var bytes = await StoredBytesAsync(ct);
        if (bytes.Used >= bytes.Allowed)
        {
            throw QuotaRefusals.Full(bytes.Used, bytes.Allowed);
        }
    }

    private static void RequireFewer(QuotaUse seeds)
    {
        if (seeds.Used >= seeds.Allowed)
        {
            throw QuotaRefusals.Seeds((int)seeds.Used, (int)seeds.Allowed);
        }
    }

    private Task LockAsync(CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock({Locks}, {BitConverter.ToInt32(db.Tenant.Value.ToByteArray(), 12)})",
            ct
        );
}
