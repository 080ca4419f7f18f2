using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Mapping;

internal static class SnakeCase
{
    /// <summary>
    /// Names columns as PostgreSQL does: <c>CreatedAt</c> is <c>created_at</c>. Keys come from the domain,
    /// never from the database.
    /// </summary>
    internal static void UseSnakeCase(this ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
            property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
        }
    }
}
