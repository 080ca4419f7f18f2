using AethergenAI.Privacy.Ledger;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Privacy;

/// <summary>The rows of one ledger, for a transaction that is open.</summary>
internal static class LedgerRows
{
    /// <summary>
    /// Locks the ledger until the transaction ends. Under READ COMMITTED, later reads see what the previous holder
    /// committed.
    /// </summary>
    internal static void Lock(AethergenDb db, string dataset) =>
        db.Database.ExecuteSql($"select pg_advisory_xact_lock(hashtextextended({LockName(db, dataset)}, 0))");

    internal static Task LockAsync(AethergenDb db, string dataset, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({LockName(db, dataset)}, 0))", ct);

    /// <exception cref="RefusedException">Its rows were changed by something other than this program.</exception>
    internal static PrivacyLedger Read(AethergenDb db, string dataset, TimeProvider clock) =>
        Compose(dataset, [.. Lines(db, dataset)], Budgets(db, dataset).FirstOrDefault())
            .RequireSound(clock.GetUtcNow());

    /// <summary>As <see cref="Read"/>.</summary>
    internal static async Task<PrivacyLedger> ReadAsync(
        AethergenDb db,
        string dataset,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        Compose(dataset, await Lines(db, dataset).ToListAsync(ct), await Budgets(db, dataset).FirstOrDefaultAsync(ct))
            .RequireSound(clock.GetUtcNow());

    /// <summary>Adds an entry to a ledger that the transaction has locked.</summary>
    /// <returns>The entry.</returns>
    /// <exception cref="RefusedException">The ledger does not allow it.</exception>
    internal static async Task<LedgerEntry> AppendAsync(
        AethergenDb db,
        string dataset,
        LedgerCharge charge,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var ledger = (await ReadAsync(db, dataset, clock, ct)).Append(charge, clock.GetUtcNow());
        db.LedgerLines.Add(LedgerLine.Of(dataset, ledger.Entries[^1], charge.Unit));
        await db.SaveChangesAsync(ct);
        return ledger.Entries[^1];
    }

    private static string LockName(AethergenDb db, string dataset) => $"privacy/{db.Tenant}/{dataset}";

    private static IQueryable<LedgerLine> Lines(AethergenDb db, string dataset) =>
        db.LedgerLines.AsNoTracking().Where(line => line.Dataset == dataset).OrderBy(line => line.Number);

    private static IQueryable<BudgetLine> Budgets(AethergenDb db, string dataset) =>
        db.BudgetLines.AsNoTracking().Where(line => line.Dataset == dataset).OrderByDescending(line => line.Number);

    private static PrivacyLedger Compose(string dataset, List<LedgerLine> lines, BudgetLine? budget) =>
        new()
        {
            Dataset = dataset,
            Unit = lines.FirstOrDefault(line => line.RowsPerUnit is not null)?.Unit,
            Limit = budget is null ? null : new PrivacyLimit(budget.Epsilon, budget.Delta),
            Entries = [.. lines.Select(line => line.Entry)],
        };
}
