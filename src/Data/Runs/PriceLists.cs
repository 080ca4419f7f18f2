using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Runs;

/// <summary>What an organisation's runs are priced with.</summary>
public static class PriceLists
{
    /// <returns>Null where the organisation has set no prices of its own.</returns>
    public static Task<PriceList?> NewestPricesAsync(this AethergenDb db, CancellationToken ct) =>
        db
            .PriceLists.AsNoTracking()
            .OrderByDescending(row => row.CreatedAt)
            .ThenByDescending(row => row.Id)
            .FirstOrDefaultAsync(ct);
}
