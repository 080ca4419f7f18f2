using AethergenAI.Artefacts;
using AethergenAI.Data.Blobs;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Runs;

/// <summary>
/// A run's artefacts: one row for each name, which refers to a blob. The row is written once the blob is complete. Its
/// key is (run, name), so a stage that runs again replaces its artefacts.
/// </summary>
public sealed class BlobArtefacts(TenantDb tenants, BlobStore blobs, Id<Tenant> tenant, Id<Run> run, TimeProvider clock)
    : IArtefacts
{
    /// <summary>An artefact whose bytes are damaged or gone counts as none: it is made again.</summary>
    public async Task<bool> HasAsync(string name, CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        string? sha256 = await Find(db, name).Select(row => row.Sha256).SingleOrDefaultAsync(ct);
        return sha256 is not null && await blobs.HasAsync(tenant, sha256, ct);
    }

    public async Task<Stream> OpenAsync(string name, CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        Artefact artefact = await Find(db, name).AsNoTracking().SingleOrDefaultAsync(ct)
            ?? throw new FileNotFoundException($"The run has no artefact {name}.", name);
        return await blobs.OpenAsync(tenant, artefact.Sha256, ct);
    }

    public async Task WriteAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken ct)
    {
        Blob blob = await blobs.PutAsync(tenant, write, ct);
        await using AethergenDb db = tenants.OpenFor(tenant);
        if (await Find(db, name).SingleOrDefaultAsync(ct) is { } existing)
        {
            existing.Sha256 = blob.Sha256;
            existing.Bytes = blob.Bytes;
            existing.CreatedAt = clock.GetUtcNow();
        }
        else
        {
            db.Artefacts.Add(
                new Artefact
                {
                    RunId = run,
                    Name = name,
                    Sha256 = blob.Sha256,
                    Bytes = blob.Bytes,
                    CreatedAt = clock.GetUtcNow(),
                }
            );
        }

        await db.SaveChangesAsync(ct);
    }

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        return await db
            .Artefacts.Where(row => row.RunId == run)
            .OrderBy(row => row.Name)
            .Select(row => row.Name)
            .ToListAsync(ct);
    }

    private IQueryable<Artefact> Find(AethergenDb db, string name) =>
        db.Artefacts.Where(row => row.RunId == run && row.Name == name);
}
