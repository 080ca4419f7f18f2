using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AethergenAI.Api.Hosting;

/// <summary>
/// Corrects the OpenAPI document to match the JSON that is sent, so that the web client's types are exact.
/// </summary>
internal sealed class WireSchema : IOpenApiSchemaTransformer
{
    public Task TransformAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var type = context.JsonTypeInfo;
        if (type.Type.IsGenericType && type.Type.GetGenericTypeDefinition() == typeof(Id<>))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "uuid";
        }

        // An embedded JSON document may be any value, not only an object.
        if (type.Kind == JsonTypeInfoKind.Dictionary)
        {
            schema.AdditionalProperties ??= new OpenApiSchema();
        }
        foreach (
            var items in new[] { schema, schema.AdditionalProperties as OpenApiSchema }.Where(part =>
                part?.Type == JsonSchemaType.Array
            )
        )
        {
            items!.Items ??= new OpenApiSchema();
        }

        if (type.Type == typeof(ProblemDetails))
        {
            AddCode(schema);
        }
        schema.Required?.ExceptWith(type.Properties.Where(IsNullable).Select(property => property.Name));
        foreach (string name in AlwaysWritten(type).Where(name => schema.Properties?.ContainsKey(name) == true))
        {
            (schema.Required ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
        }

        if (schema.Discriminator?.PropertyName is { } discriminator)
        {
            foreach (var member in schema.AnyOf ?? [])
            {
                Require(member, discriminator);
            }
        }

        if (schema.Properties?.ContainsKey("kind") == true && type.Type.BaseType is { IsAbstract: true })
        {
            Require(schema, "kind");
        }
        return Task.CompletedTask;
    }

    /// <summary>Marks properties that are never null as required, since they are always sent.</summary>
    private static IEnumerable<string> AlwaysWritten(JsonTypeInfo type) =>
        from property in type.Properties
        where property.Get is not null && !IsNullable(property)
        select property.Name;

    private static bool IsNullable(JsonPropertyInfo property) =>
        property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null;

    private static void AddCode(OpenApiSchema problem)
    {
        problem.Properties!["code"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = "A stable code; docs/problems.md explains each.",
        };
        Require(problem, "code");
        problem.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalProperties = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema { Type = JsonSchemaType.String },
            },
            Description = "The validation messages by property of the request; only if the request is not valid.",
        };
    }

    private static void Require(IOpenApiSchema schema, string name)
    {
        if (schema is OpenApiSchema inline)
        {
            (inline.Required ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
        }
    }
}

/// <summary>Gives the description the product's name and version.</summary>
internal sealed class ProductVersion : IOpenApiDocumentTransformer
{
    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        document.Info.Title = "AethergenAI API";
        document.Info.Version = typeof(ProductVersion).Assembly.GetName().Version!.ToString(3);
        return Task.CompletedTask;
    }
}

/// <summary>Adds the types that only hubs send, so that the web client has them too.</summary>
internal sealed class HubMessages : IOpenApiDocumentTransformer
{
    public async Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    ) =>
        document.AddComponent(
            nameof(RunProgress),
            await context.GetOrCreateSchemaAsync(typeof(RunProgress), cancellationToken: cancellationToken)
        );
}
