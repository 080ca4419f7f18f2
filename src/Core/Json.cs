using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AethergenAI;

/// <summary>The JSON options for every document of the product: files, API and database.</summary>
public static class Json
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions());

    public static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        // PostgreSQL stores jsonb keys by length, so "kind" rarely comes back first.
        options.AllowOutOfOrderMetadataProperties = true;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver())
            .WithAddedModifier(LetNullBeAbsent)
            .WithAddedModifier(JsonLists.RefuseNull);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        return options;
    }

    /// <summary>Null values are not written, so a reader must accept that a key is absent.</summary>
    private static void LetNullBeAbsent(JsonTypeInfo type)
    {
        foreach (
            var property in type.Properties.Where(property =>
                property.IsRequired
                && (property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null)
            )
        )
        {
            property.IsRequired = false;
        }
    }
}
