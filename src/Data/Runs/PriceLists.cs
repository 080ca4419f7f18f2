using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Runs;

/// <summary>The price list of an organisation's runs.</summary>
public static class PriceLists
{
    /// <returns>Null if the organisation has not set its own prices.</returns>
    public static Task<PriceList?> NewestPricesAsync(this AethergenDb db, CancellationToken ct) =>
        db
            .PriceLists.AsNoTracking()
            .OrderByDescending(row => row.CreatedAt)
            .ThenByDescending(row => row.Id)
            .FirstOrDefaultAsync(ct);
}
