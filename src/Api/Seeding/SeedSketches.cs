using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Privacy;
using AethergenAI.Formats;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Seeding;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Seeding;

/// <summary>Recognises rows that were uploaded before.</summary>
internal static class SeedSketches
{
    internal static RowSketch Of(string path, byte[] key, CancellationToken ct, CellOrder cells = CellOrder.OfNames) =>
        RowSketch.Of(() => TableText.Open(path), key, ct, cells);

    /// <summary>
    /// Reads the rows of seeds that an older version stored, in the order of their uploads, without their rows or with
    /// fingerprints that are no longer taken. A file whose bytes are lost keeps these; then all others get such ones
    /// as well.
    /// </summary>
    internal static async Task CompleteAsync(AethergenDb db, BlobStore blobs, CancellationToken ct)
    {
        var unread = await db
            .Seeds.AsNoTracking()
            .Where(seed =>
                !db.Datasets.Any(row =>
                    row.Sha256 == seed.Sha256 && row.Sketch.Length % RowSketch.FingerprintBytes == 1
                )
            )
            .OrderBy(seed => seed.CreatedAt)
            .Select(seed => seed.Sha256)
            .ToListAsync(ct);
        foreach (string sha256 in unread.Distinct(StringComparer.Ordinal))
        {
            if (!await blobs.HasAsync(db.Tenant, sha256, ct))
            {
                continue;
            }
            byte[] key = await db.SketchKeyAsync(ct);
            using var file = await blobs.OpenLocalAsync(db.Tenant, sha256, ct);
            var rows = Of(file.Path, key, ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await SharedDatasets.AddAsync(db, sha256, rows, ct);
            await transaction.CommitAsync(ct);
        }
        if (await db.Datasets.AnyAsync(row => row.Sketch.Length % RowSketch.FingerprintBytes == 0, ct))
        {
            await CompleteEarlierAsync(db, blobs, ct);
        }
    }

    private static async Task CompleteEarlierAsync(AethergenDb db, BlobStore blobs, CancellationToken ct)
    {
        var unread = await db
            .Datasets.AsNoTracking()
            .Where(row =>
                row.Sketch.Length % RowSketch.FingerprintBytes == 1
                && row.EarlierSketch == null
                && db.Seeds.Any(seed => seed.Sha256 == row.Sha256)
            )
            .Select(row => row.Sha256)
            .ToListAsync(ct);
        foreach (string sha256 in unread)
        {
            if (await blobs.HasAsync(db.Tenant, sha256, ct))
            {
                byte[] key = await db.SketchKeyAsync(ct);
                using var file = await blobs.OpenLocalAsync(db.Tenant, sha256, ct);
                await SharedDatasets.AddEarlierAsync(db, sha256, Of(file.Path, key, ct, CellOrder.OfFile), ct);
            }
        }
    }

    /// <exception cref="RefusedException">A fit is private, the seed shares rows with an earlier one, and no owner has
    /// said whether they are of the same people.</exception>
    internal static async Task RequireDecidedAsync(
        IReadOnlyList<Trial> plan,
        SeedFile seed,
        AethergenDb db,
        BlobStore blobs,
        CancellationToken ct
    )
    {
        if (PlannedSpending.IsPrivate(plan))
        {
            await CompleteAsync(db, blobs, ct);
            await SharedDatasets.RequireDecidedAsync(db, seed, ct);
        }
    }
}
