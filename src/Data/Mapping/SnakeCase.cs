using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Mapping;

internal static class SnakeCase
{
    /// <summary>
    /// Names columns in PostgreSQL's style: <c>CreatedAt</c> becomes <c>created_at</c>. The database generates no keys:
    /// the domain does.
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
