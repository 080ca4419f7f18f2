using AethergenAI.Data.Blobs;
using AethergenAI.Pipeline;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Runs;

/// <summary>The finished trials of the tenant's other runs.</summary>
public sealed class PostgresTrialCache(
    TenantDb tenants,
    BlobStore blobs,
    Id<Tenant> tenant,
    Id<Run> run,
    TimeProvider clock
) : ITrialCache
{
    private const int MaxTimed = 500;

    /// <summary>The times of the latest trials, without reused ones, as the basis of estimates.</summary>
    public static async Task<IReadOnlyList<PastTrial>> TimesAsync(AethergenDb db, CancellationToken ct)
    {
        var latest = await db
            .Trials.AsNoTracking()
            .Where(row => row.Status == TrialStatus.Done)
            .OrderByDescending(row => row.EndedAt)
            .Take(MaxTimed)
            .Select(row => row.Summary!)
            .ToListAsync(ct);
        return
        [
            .. latest
                .Where(trial => trial.ReusedFrom is null)
                .Select(trial => new PastTrial(trial.Generator, trial.TrainRows, trial.Rows, trial.Cost.WallSeconds)),
        ];
    }

    public async Task<CachedTrial?> FindAsync(string contentHash, CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        var found = await db
            .Trials.AsNoTracking()
            .Where(row => row.ContentHash == contentHash && row.Status == TrialStatus.Done && row.RunId != run)
            .OrderBy(row => row.EndedAt)
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var artefacts = new BlobArtefacts(tenants, blobs, tenant, found.RunId, clock);
        string folder = $"trials/{found.Name}";
        return await artefacts.HasAsync($"{folder}/trial.json", ct)
            ? await ReadAsync(found.RunId, artefacts, folder, ct)
            : null;
    }

    /// <returns>Null where one of the trial's files is damaged or gone.</returns>
    private static async Task<CachedTrial?> ReadAsync(
        Id<Run> run,
        BlobArtefacts artefacts,
        string folder,
        CancellationToken ct
    )
    {
        await using var stream = await artefacts.OpenAsync($"{folder}/trial.json", ct);
        var record = await System.Text.Json.JsonSerializer.DeserializeAsync<TrialRecord>(stream, Json.Options, ct);
        foreach (string file in record!.Files.Keys)
        {
            if (!await artefacts.HasAsync($"{folder}/{file}", ct))
            {
                return null;
            }
        }

        return new CachedTrial(run.ToString(), record, (file, stop) => artefacts.OpenAsync($"{folder}/{file}", stop));
    }
}
