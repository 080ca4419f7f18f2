using AethergenAI.Privacy.Ledger;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Privacy;

/// <summary>
/// A dataset's privacy ledger in the database. A charge locks the dataset from reading the total until its entry is
/// committed: two charges cannot both take the rest of a budget, and a recorded charge survives a crash.
/// </summary>
/// <param name="dataset">SHA-256 of the seed file's bytes, in hex.</param>
public sealed class PostgresLedger(TenantDb tenants, Id<Tenant> tenant, string dataset, TimeProvider clock) : ILedger
{
    public PrivacyLedger Read()
    {
        using var db = tenants.OpenFor(tenant);
        return Read(db);
    }

    public LedgerEntry Append(LedgerCharge charge)
    {
        using var db = tenants.OpenFor(tenant);
        using var transaction = db.Database.BeginTransaction();
        Lock(db);
        var ledger = Read(db).Append(charge, clock.GetUtcNow());
        db.LedgerLines.Add(LedgerLine.Of(dataset, ledger.Entries[^1], charge.Unit));
        db.SaveChanges();
        transaction.Commit();
        return ledger.Entries[^1];
    }

    /// <summary>Like <see cref="Read()"/>, and no thread waits for the database.</summary>
    public async Task<PrivacyLedger> ReadAsync(CancellationToken ct)
    {
        await using var db = tenants.OpenFor(tenant);
        return await ReadAsync(db, ct);
    }

    /// <summary>Like <see cref="Ledgers.TouchOutside"/>, and no thread waits for the database.</summary>
    public async Task TouchOutsideAsync(string run, string purpose, CancellationToken ct)
    {
        await using var db = tenants.OpenFor(tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await LockAsync(db, ct);
        var charge = Ledgers.Outside(run, purpose);
        var ledger = (await ReadAsync(db, ct)).Append(charge, clock.GetUtcNow());
        db.LedgerLines.Add(LedgerLine.Of(dataset, ledger.Entries[^1], charge.Unit));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Like <see cref="PrivacyLedger.SetLimit"/>, and no thread waits for the database.</summary>
    /// <param name="setBy">The owner's e-mail address.</param>
    /// <exception cref="RefusedException">The limit is invalid, or less than what is spent.</exception>
    public async Task LimitAsync(PrivacyLimit limit, string setBy, CancellationToken ct, string? reason = null)
    {
        await using var db = tenants.OpenFor(tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await LockAsync(db, ct);
        var now = clock.GetUtcNow();
        var before = await ReadAsync(db, ct);
        var after = before.SetLimit(limit, setBy, reason, now);
        if (after == before)
        {
            return;
        }
        int number = 1 + await db.BudgetLines.CountAsync(line => line.Dataset == dataset, ct);
        db.BudgetLines.Add(
            new BudgetLine
            {
                Dataset = dataset,
                Number = number,
                Epsilon = limit.Epsilon,
                Delta = limit.Delta,
                SetBy = setBy,
                Reason = reason,
                At = now,
            }
        );
        db.LedgerLines.Add(LedgerLine.Of(dataset, after.Entries[^1], unit: null));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private string LockName => $"privacy/{tenant}/{dataset}";

    /// <summary>
    /// Locks the dataset until the transaction ends. Under READ COMMITTED, later reads see what the previous holder
    /// committed.
    /// </summary>
    private void Lock(AethergenDb db) =>
        db.Database.ExecuteSql($"select pg_advisory_xact_lock(hashtextextended({LockName}, 0))");

    private Task LockAsync(AethergenDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({LockName}, 0))", ct);

    private IQueryable<LedgerLine> Lines(AethergenDb db) =>
        db.LedgerLines.AsNoTracking().Where(line => line.Dataset == dataset).OrderBy(line => line.Number);

    private IQueryable<BudgetLine> Budgets(AethergenDb db) =>
        db.BudgetLines.AsNoTracking().Where(line => line.Dataset == dataset).OrderByDescending(line => line.Number);

    private PrivacyLedger Read(AethergenDb db) => Compose([.. Lines(db)], Budgets(db).FirstOrDefault());

    private async Task<PrivacyLedger> ReadAsync(AethergenDb db, CancellationToken ct) =>
        Compose(await Lines(db).ToListAsync(ct), await Budgets(db).FirstOrDefaultAsync(ct));

    private PrivacyLedger Compose(List<LedgerLine> lines, BudgetLine? budget) =>
        new()
        {
            Dataset = dataset,
            Unit = lines.FirstOrDefault(line => line.RowsPerUnit is not null)?.Unit,
            Limit = budget is null ? null : new PrivacyLimit(budget.Epsilon, budget.Delta),
            Entries = [.. lines.Select(line => line.Entry)],
        };
}
