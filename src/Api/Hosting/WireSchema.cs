using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AethergenAI.Api.Hosting;

/// <summary>Says in OpenAPI what the wire really looks like, so that the web client's types need no guessing.</summary>
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

        // A document within a document: anything may stand there, which "object" alone would deny.
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

    /// <summary>A property that is never null is never left out, whether or not a reader insists on it.</summary>
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
            Description = "Stable; docs/problems.md says what each means.",
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
            Description = "By property of the request, where it is not valid.",
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

/// <summary>Adds what only hubs send, so that the web client has its type too.</summary>
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
