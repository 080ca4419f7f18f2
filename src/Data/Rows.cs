using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data;

public static class Rows
{
    /// <exception cref="RefusedException">There is no such row, or it is another tenant's.</exception>
    public static async Task<T> GetAsync<T>(this DbSet<T> rows, Id<T> id, CancellationToken ct)
        where T : class =>
        await rows.FindAsync([id], ct)
        ?? throw new RefusedException(
            RefusalKind.NotFound,
            "not-found",
            $"There is no {NameOf(typeof(T))} {id}; it may have been removed, or belong to another organisation."
        );

    private static string NameOf(Type type) =>
        type.Name switch
        {
            "SchemaVersion" => "schema",
            "SeedFile" => "seed",
            "RecipeVersion" => "recipe",
            string name => name.ToLowerInvariant(),
        };
}
