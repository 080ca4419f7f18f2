using System.Globalization;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Seeding;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Privacy;

/// <summary>
/// What an owner says about a seed that shares rows with an earlier one: both have rows of the same people, so that
/// one ledger counts for both, or they have not. The ledgers record it.
/// </summary>
/// <param name="owner">The owner's e-mail address.</param>
public sealed class SamePeople(AethergenDb db, string owner, TimeProvider clock)
{
    /// <summary>
    /// From now on the ledger of the earlier data set counts for this one, and for those that counted to it. What it
    /// has spent on its own counts there too.
    /// </summary>
    /// <exception cref="RefusedException">The seeds share no rows, the order is wrong, something else was said before,
    /// a run that spends goes on, or the earlier data set's budget does not cover what was spent.</exception>
    public async Task JoinAsync(SeedFile seed, SeedFile earlier, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await SharedDatasets.LockAsync(db, ct);
        var all = await db.Datasets.AsNoTracking().ToListAsync(ct);
        if (Find(all, seed) is not { } own || Find(all, earlier) is not { } named)
        {
            throw SharedRowsRefusals.NotShared(seed.Name, earlier.Name);
        }
        var target = all.Single(row => row.Sha256 == named.Ledger);
        if (own.Ledger == target.Sha256)
        {
            return; // it was said already
        }
        await RequireOwnLedgerAsync(seed, own, ct);
        if (target.Number >= own.Number)
        {
            throw SharedRowsRefusals.NotEarlier(seed.Name, earlier.Name);
        }
        double share = SharedDatasets
            .Of(own, all)
            .Where(other => other.Dataset.Ledger == target.Sha256)
            .Select(other => other.Share)
            .FirstOrDefault();
        if (share == 0)
        {
            throw SharedRowsRefusals.NotShared(seed.Name, earlier.Name);
        }
        await RequireNoRunAsync([.. all.Where(row => row.Ledger == own.Sha256).Select(row => row.Sha256)], ct);

        // In this order, as a charge locks them that waits for the first one.
        await LedgerRows.LockAsync(db, own.Sha256, ct);
        await LedgerRows.LockAsync(db, target.Sha256, ct);
        var spent = await LedgerRows.ReadAsync(db, own.Sha256, clock, ct);
        if ((await LedgerRows.ReadAsync(db, target.Sha256, clock, ct)).Unit is { } unit && (spent.Unit ?? unit) != unit)
        {
            throw SharedRowsRefusals.OtherUnit(seed.Name, spent.Unit!, earlier.Name, unit);
        }
        foreach (var charge in Carried(spent, seed.Name, share))
        {
            await LedgerRows.AppendAsync(db, target.Sha256, charge, clock, ct);
        }
        await db
            .Datasets.Where(row => row.Sha256 == own.Sha256 || row.CountsTo == own.Sha256)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.CountsTo, target.Sha256), ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The seed's data set keeps a ledger of its own, although it shares rows with earlier ones.</summary>
    /// <exception cref="RefusedException">It shares none, or it counts to an earlier one's ledger.</exception>
    public async Task SeparateAsync(SeedFile seed, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await SharedDatasets.LockAsync(db, ct);
        var all = await db.Datasets.AsNoTracking().ToListAsync(ct);
        var own = Find(all, seed) ?? throw SharedRowsRefusals.NothingShared(seed.Name);
        await RequireOwnLedgerAsync(seed, own, ct);
        if (own.CountsTo is not null)
        {
            return; // it was said already
        }
        var others = SharedDatasets
            .Of(own, all)
            .Where(share => share.IsOpenFor(own))
            .DistinctBy(share => share.Dataset.Ledger, StringComparer.Ordinal)
            .ToList();
        if (others.Count == 0)
        {
            throw SharedRowsRefusals.NothingShared(seed.Name);
        }
        var names = await SharedDatasets.FirstSeedsAsync(db, [.. others.Select(other => other.Dataset.Sha256)], ct);
        foreach (var (other, share) in others)
        {
            string words = RowSketch.Words(share);
            await DeclareAsync(
                own.Sha256,
                $"{seed.Name} counts as a data set of its own, although it shares {words} "
                    + $"of the rows with '{names[other.Sha256].Name}'",
                ct
            );
            await DeclareAsync(
                other.Ledger,
                $"{seed.Name}, which shares {words} of the rows, counts as a data set of its own",
                ct
            );
        }
        await db
            .Datasets.Where(row => row.Sha256 == own.Sha256)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.CountsTo, own.Sha256), ct);
        await transaction.CommitAsync(ct);
    }

    private static Dataset? Find(List<Dataset> all, SeedFile seed) => all.Find(row => row.Sha256 == seed.Sha256);

    private async Task DeclareAsync(string ledger, string what, CancellationToken ct)
    {
        await LedgerRows.LockAsync(db, ledger, ct);
        await LedgerRows.AppendAsync(db, ledger, Declared(what), clock, ct);
    }

    /// <summary>What the ledger that counts from now on takes over from the data set's own.</summary>
    private IEnumerable<LedgerCharge> Carried(PrivacyLedger own, string seed, double share)
    {
        string budget = own.Limit is { } limit ? $"; its own budget of {limit.Words} no longer counts" : "";
        yield return Declared(
            $"{seed} counts to this data set from now on; it shares {RowSketch.Words(share)} of the rows{budget}"
        );
        if (own.Spent > 0 || own.SpentDelta > 0)
        {
            yield return new LedgerCharge(
                own.Unit,
                owner,
                $"spent on {seed} before it counted to this data set",
                LedgerCharge.CarriedOver,
                new Dictionary<string, string>
                {
                    ["entries"] = own.Entries.Count.ToString(CultureInfo.InvariantCulture),
                },
                own.Spent
            )
            {
                Delta = own.SpentDelta,
            };
        }
        if (own.Outside > 0)
        {
            yield return Ledgers.Outside(owner, $"uses of {seed} before it counted to this data set: {own.Outside}");
        }
    }

    private LedgerCharge Declared(string what) =>
        new(null, owner, what, LedgerCharge.Declaration, new Dictionary<string, string>(), 0);

    private async Task RequireOwnLedgerAsync(SeedFile seed, Dataset own, CancellationToken ct)
    {
        if (own.Ledger != own.Sha256)
        {
            var names = await SharedDatasets.FirstSeedsAsync(db, [own.Ledger], ct);
            throw SharedRowsRefusals.Decided(seed.Name, names[own.Ledger].Name);
        }
    }

    /// <remarks>A fit's measurements are paid from its reservation, which stays in the ledger where it is.</remarks>
    private async Task RequireNoRunAsync(IReadOnlyList<string> hashes, CancellationToken ct)
    {
        string? going = await (
            from run in db.Runs.AsNoTracking()
            join seed in db.Seeds.AsNoTracking() on run.SeedId equals seed.Id
            where
                hashes.Contains(seed.Sha256)
                && run.Status != RunStatus.Done
                && run.Status != RunStatus.Cancelled
                && run.Status != RunStatus.Refused
            select run.Name
        ).FirstOrDefaultAsync(ct);
        if (going is not null)
        {
            throw SharedRowsRefusals.RunsGoOn(going);
        }
    }
}
