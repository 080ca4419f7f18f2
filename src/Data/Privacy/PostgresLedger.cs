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

    /// <summary>Sets the limit of the dataset's total; earlier charges still count.</summary>
    /// <exception cref="RefusedException">The limit is invalid.</exception>
    public void Limit(PrivacyLimit limit, string setBy)
    {
        limit.Require();
        using var db = tenants.OpenFor(tenant);
        using var transaction = db.Database.BeginTransaction();
        Lock(db);
        int number = 1 + db.BudgetLines.Count(line => line.Dataset == dataset);
        db.BudgetLines.Add(
            new BudgetLine
            {
                Dataset = dataset,
                Number = number,
                Epsilon = limit.Epsilon,
                Delta = limit.Delta,
                SetBy = setBy,
                At = clock.GetUtcNow(),
            }
        );
        db.SaveChanges();
        transaction.Commit();
    }

    /// <summary>
    /// Locks the dataset until the transaction ends. Under READ COMMITTED, later reads see what the previous holder
    /// committed.
    /// </summary>
    private void Lock(AethergenDb db)
    {
        string name = $"privacy/{tenant}/{dataset}";
        db.Database.ExecuteSql($"select pg_advisory_xact_lock(hashtextextended({name}, 0))");
    }

    private PrivacyLedger Read(AethergenDb db)
    {
        var lines = db
            .LedgerLines.AsNoTracking()
            .Where(line => line.Dataset == dataset)
            .OrderBy(line => line.Number)
            .ToList();
        var budget = db
            .BudgetLines.AsNoTracking()
            .Where(line => line.Dataset == dataset)
            .OrderByDescending(line => line.Number)
            .FirstOrDefault();
        return new PrivacyLedger
        {
            Dataset = dataset,
            Unit = lines.FirstOrDefault(line => line.RowsPerUnit is not null)?.Unit,
            Limit = budget is null ? null : new PrivacyLimit(budget.Epsilon, budget.Delta),
            Entries = [.. lines.Select(line => line.Entry)],
        };
    }
}
