using System.Security.Cryptography;
using AethergenAI.Seeding;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Privacy;

/// <summary>The data sets of an organisation, and which of them share rows.</summary>
public static class SharedDatasets
{
    /// <summary>The key of the organisation's fingerprints; made on first use.</summary>
    public static async Task<byte[]> SketchKeyAsync(this AethergenDb db, CancellationToken ct)
    {
        if (await KeptAsync(db, ct) is { } kept)
        {
            return kept;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await LockAsync(db, ct);
        if (await KeptAsync(db, ct) is { } other) // another process made one at the same moment
        {
            return other;
        }
        var made = new SketchKey { Key = RandomNumberGenerator.GetBytes(RowSketch.KeyBytes) };
        db.SketchKeys.Add(made);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return made.Key;
    }

    /// <summary>
    /// Records the rows of a file; the open transaction stores them. Where its bytes are known, only fingerprints that
    /// are no longer taken are replaced.
    /// </summary>
    public static async Task AddAsync(AethergenDb db, string sha256, RowSketch rows, CancellationToken ct)
    {
        await LockAsync(db, ct);
        byte[] sketch = rows.ToBytes();
        if (await db.Datasets.AnyAsync(row => row.Sha256 == sha256, ct))
        {
            await db.Database.ExecuteSqlAsync($"call renew_sketch({sha256}, {sketch})", ct);
            return;
        }
        int last = await db.Datasets.MaxAsync(row => (int?)row.Number, ct) ?? 0;
        db.Datasets.Add(
            new Dataset
            {
                Sha256 = sha256,
                Number = last + 1,
                Sketch = sketch,
            }
        );
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Records the rows of a file also as earlier versions did.</summary>
    public static Task AddEarlierAsync(AethergenDb db, string sha256, RowSketch rows, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"call add_earlier_sketch({sha256}, {rows.ToBytes()})", ct);

    /// <summary>The data sets that share rows with a seed's, and whose ledger counts.</summary>
    public static async Task<SharedRows> OfAsync(AethergenDb db, SeedFile seed, CancellationToken ct)
    {
        var all = await db.Datasets.AsNoTracking().ToListAsync(ct);
        if (all.Find(row => row.Sha256 == seed.Sha256) is not { } own)
        {
            return new(SharedRowsState.Nothing, null, null, []);
        }
        var shares = Of(own, all);
        var hashes = shares.Select(share => share.Dataset.Sha256).Append(own.Ledger).ToList();
        var seeds = await FirstSeedsAsync(db, hashes, ct);
        var counting = own.Ledger == own.Sha256 ? null : seeds.GetValueOrDefault(own.Ledger);
        return new(
            StateOf(own, shares),
            counting?.Id,
            counting?.Name,
            [
                .. shares
                    .Where(share => seeds.ContainsKey(share.Dataset.Sha256))
                    .Select(share => Named(share, seeds[share.Dataset.Sha256], own)),
            ]
        );
    }

    /// <exception cref="RefusedException">The seed shares rows with an earlier data set, whose budget it would get
    /// around, and no owner has said yet whether they are of the same people.</exception>
    public static async Task RequireDecidedAsync(AethergenDb db, SeedFile seed, CancellationToken ct)
    {
        var shared = await OfAsync(db, seed, ct);
        if (shared.State == SharedRowsState.Undecided)
        {
            throw SharedRowsRefusals.SharesRows(
                seed.Name,
                shared.Seeds.First(other => other.Earlier && !other.SameLedger)
            );
        }
    }

    /// <summary>The data sets that share at least a quarter of the rows, the largest share first.</summary>
    internal static IReadOnlyList<DatasetShare> Of(Dataset own, IEnumerable<Dataset> all) =>
        [
            .. all.Where(row => row.Sha256 != own.Sha256)
                .Select(row => new DatasetShare(row, own.Shared(row)))
                .Where(share => share.Share >= RowSketch.SameRows)
                .OrderByDescending(share => share.Share)
                .ThenBy(share => share.Dataset.Number),
        ];

    /// <summary>The first seed of each data set.</summary>
    internal static async Task<IReadOnlyDictionary<string, SeedName>> FirstSeedsAsync(
        AethergenDb db,
        IReadOnlyList<string> hashes,
        CancellationToken ct
    )
    {
        var seeds = await db
            .Seeds.AsNoTracking()
            .Where(row => hashes.Contains(row.Sha256))
            .OrderBy(row => row.CreatedAt)
            .Select(row => new SeedName(row.Id, row.ProjectId, row.Name, row.Sha256, row.CreatedAt))
            .ToListAsync(ct);
        return seeds
            .DistinctBy(row => row.Sha256, StringComparer.Ordinal)
            .ToDictionary(row => row.Sha256, StringComparer.Ordinal);
    }

    /// <summary>Waits until no other transaction changes the organisation's data sets.</summary>
    internal static Task LockAsync(AethergenDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({"datasets/" + db.Tenant}, 0))",
            ct
        );

    private static SharedRowsState StateOf(Dataset own, IReadOnlyList<DatasetShare> shares)
    {
        if (own.CountsTo is { } counting)
        {
            return counting == own.Sha256 ? SharedRowsState.NotTheSame : SharedRowsState.SamePeople;
        }
        return shares.Any(share => share.IsOpenFor(own)) ? SharedRowsState.Undecided : SharedRowsState.Nothing;
    }

    private static SharingSeed Named(DatasetShare share, SeedName seed, Dataset own) =>
        new(
            seed.Id,
            seed.ProjectId,
            seed.Name,
            seed.CreatedAt,
            share.Share,
            share.Dataset.Number < own.Number,
            share.Dataset.Ledger == own.Ledger,
            share.Dataset.CountsTo is null && new DatasetShare(own, share.Share).IsOpenFor(share.Dataset)
        );

    private static async Task<byte[]?> KeptAsync(AethergenDb db, CancellationToken ct) =>
        (await db.SketchKeys.AsNoTracking().FirstOrDefaultAsync(ct))?.Key;
}

/// <summary>How many of its rows a data set shares with another one.</summary>
internal sealed record DatasetShare(Dataset Dataset, double Share)
{
    /// <summary>Whether an owner has to say whose rows these are before the other one's private fits.</summary>
    internal bool IsOpenFor(Dataset later) => Dataset.Number < later.Number && Dataset.Ledger != later.Ledger;
}

/// <summary>What a seed is called, without its profile.</summary>
internal sealed record SeedName(
    Id<SeedFile> Id,
    Id<Project> ProjectId,
    string Name,
    string Sha256,
    DateTimeOffset CreatedAt
);
