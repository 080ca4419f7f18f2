using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data;

public static class RowLookup
{
    /// <exception cref="RefusedException">The row does not exist, or belongs to another tenant.</exception>
    public static async Task<T> GetAsync<T>(this DbSet<T> rows, Id<T> id, CancellationToken ct)
        where T : class =>
        await rows.FindAsync([id], ct)
        ?? throw new RefusedException(
            RefusalKind.NotFound,
            "not-found",
            $"There is no {NameOf(typeof(T))} {id} in this organisation. Check the link: it may be incomplete, "
                + "or belong to another organisation."
        );

    private static string NameOf(Type type) =>
        type.Name switch
        {
            "SchemaVersion" => "schema",
            "SeedFile" => "seed",
            "RecipeVersion" => "recipe",
            "ApiKey" => "key",
            "ProgramClient" => "program",
            string name => name.ToLowerInvariant(),
        };
}
