using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Hosting;

/// <summary>An answer holds a part of a list, however long the list has grown.</summary>
internal static class Paging
{
    /// <summary>The rows of a part that asks for no number of them.</summary>
    public const int Usual = 50;

    /// <summary>The most rows of a part.</summary>
    public const int Max = 200;

    /// <param name="rows">In an order in which no two rows are equal, so that parts neither overlap nor leave a row
    /// out.</param>
    /// <param name="offset">The number of rows before the part.</param>
    public static Task<List<T>> PartAsync<T>(
        this IOrderedQueryable<T> rows,
        int offset,
        int limit,
        CancellationToken ct
    ) => rows.Skip(offset).Take(limit).ToListAsync(ct);
}
