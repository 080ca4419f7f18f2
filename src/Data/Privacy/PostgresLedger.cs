using AethergenAI.Privacy.Ledger;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Privacy;

/// <summary>
/// A dataset's privacy ledger in the database: its own, or that of an earlier dataset with rows of the same people. A
/// charge locks the ledger from reading the total until its entry is committed: two charges cannot both take the rest
/// of a budget, and a recorded charge survives a crash.
/// </summary>
/// <param name="dataset">SHA-256 of the seed file's bytes, in hex.</param>
public sealed class PostgresLedger(TenantDb tenants, Id<Tenant> tenant, string dataset, TimeProvider clock) : ILedger
{
    public PrivacyLedger Read()
    {
        using var db = tenants.OpenFor(tenant);
        return LedgerRows.Read(db, Counting(db).FirstOrDefault() ?? dataset, clock);
    }

    public LedgerEntry Append(LedgerCharge charge)
    {
        using var db = tenants.OpenFor(tenant);
        using var transaction = db.Database.BeginTransaction();
        string ledger = Lock(db);
        var after = LedgerRows.Read(db, ledger, clock).Append(charge, clock.GetUtcNow());
        db.LedgerLines.Add(LedgerLine.Of(ledger, after.Entries[^1], charge.Unit));
        db.SaveChanges();
        transaction.Commit();
        Metrics.CountEntry(tenant, after.Entries[^1]);
        return after.Entries[^1];
    }

    /// <summary>Like <see cref="Read()"/>, and no thread waits for the database.</summary>
    public async Task<PrivacyLedger> ReadAsync(CancellationToken ct)
    {
        await using var db = tenants.OpenFor(tenant);
        return await LedgerRows.ReadAsync(db, await Counting(db).FirstOrDefaultAsync(ct) ?? dataset, clock, ct);
    }

    /// <summary>Like <see cref="Ledgers.TouchOutside"/>, and no thread waits for the database.</summary>
    public async Task TouchOutsideAsync(string run, string purpose, CancellationToken ct)
    {
        await using var db = tenants.OpenFor(tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        string ledger = await LockAsync(db, ct);
        LedgerEntry entry = await LedgerRows.AppendAsync(db, ledger, Ledgers.Outside(run, purpose), clock, ct);
        await transaction.CommitAsync(ct);
        Metrics.CountEntry(tenant, entry);
    }

    /// <summary>Like <see cref="PrivacyLedger.SetLimit"/>, and no thread waits for the database.</summary>
    /// <param name="setBy">The owner's e-mail address.</param>
    /// <exception cref="RefusedException">The limit is invalid, less than what is spent, or higher than before without
    /// a reason.</exception>
    public async Task LimitAsync(PrivacyLimit limit, string setBy, CancellationToken ct, string? reason = null)
    {
        await using var db = tenants.OpenFor(tenant, setBy);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        string ledger = await LockAsync(db, ct);
        var now = clock.GetUtcNow();
        var before = await LedgerRows.ReadAsync(db, ledger, clock, ct);
        before.RequireReason(limit, reason);
        var after = before.SetLimit(limit, setBy, reason, now);
        if (after == before)
        {
            return;
        }
        int number = 1 + await db.BudgetLines.CountAsync(line => line.Dataset == ledger, ct);
        db.BudgetLines.Add(
            new BudgetLine
            {
                Dataset = ledger,
                Number = number,
                Epsilon = limit.Epsilon,
                Delta = limit.Delta,
                SetBy = setBy,
                Reason = reason,
                At = now,
            }
        );
        db.LedgerLines.Add(LedgerLine.Of(ledger, after.Entries[^1], unit: null));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The dataset whose ledger counts; none if it is the dataset's own.</summary>
    private IQueryable<string?> Counting(AethergenDb db) =>
        db.Datasets.AsNoTracking().Where(row => row.Sha256 == dataset).Select(row => row.CountsTo);

    /// <returns>The dataset whose ledger counts and is locked. An owner may have named another one while this waited
    /// for the lock.</returns>
    private string Lock(AethergenDb db)
    {
        string locked = "";
        while (true)
        {
            string counting = Counting(db).FirstOrDefault() ?? dataset;
            if (counting == locked)
            {
                return locked;
            }
            LedgerRows.Lock(db, counting);
            locked = counting;
        }
    }

    private async Task<string> LockAsync(AethergenDb db, CancellationToken ct)
    {
        string locked = "";
        while (true)
        {
            string counting = await Counting(db).FirstOrDefaultAsync(ct) ?? dataset;
            if (counting == locked)
            {
                return locked;
            }
            await LedgerRows.LockAsync(db, counting, ct);
            locked = counting;
        }
    }
}
