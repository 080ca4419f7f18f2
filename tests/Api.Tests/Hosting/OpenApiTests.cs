using System.Text.Json;
using AethergenAI.Api.Hosting;

namespace AethergenAI.Api.Tests.Hosting;

/// <summary>The document that the web client's types are made from.</summary>
public sealed class OpenApiTests(ApiFixture api)
{
    [Fact]
    public async Task Choices_name_their_kind_always()
    {
        var schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");
        foreach (string choice in new[] { "Column", "Constraint" })
        {
            var mapping = schemas
                .GetProperty(choice)
                .GetProperty("discriminator")
                .GetProperty("mapping")
                .EnumerateObject()
                .ToList();
            Assert.NotEmpty(mapping);
            Assert.All(mapping, kind =>
                Assert.Contains(
                    "kind",
                    schemas
                        .GetProperty(kind.Value.GetString()!.Split('/')[^1])
                        .GetProperty("required")
                        .EnumerateArray()
                        .Select(name => name.GetString())
                )
            );
        }
    }

    [Fact]
    public async Task A_number_is_a_number() =>
        Assert.DoesNotContain(Types(await DocumentAsync()), types =>
            types.Contains("string") && (types.Contains("number") || types.Contains("integer"))
        );

    [Fact]
    public async Task A_hierarchy_gives_each_level_a_parent_and_may_be_left_out()
    {
        var column = (await DocumentAsync())
            .GetProperty("components")
            .GetProperty("schemas")
            .GetProperty("ColumnCategoricalColumn");

        Assert.Equal(
            "string",
            column
                .GetProperty("properties")
                .GetProperty("hierarchy")
                .GetProperty("additionalProperties")
                .GetProperty("type")
                .GetString()
        );
        Assert.DoesNotContain(
            "hierarchy",
            column.GetProperty("required").EnumerateArray().Select(name => name.GetString())
        );
    }

    [Fact]
    public async Task An_id_is_a_uuid() =>
        Assert.Equal(
            "uuid",
            (await DocumentAsync())
                .GetProperty("components")
                .GetProperty("schemas")
                .GetProperty("IdOfRun")
                .GetProperty("format")
                .GetString()
        );

    [Fact]
    public async Task A_problem_has_a_code_and_progress_a_type()
    {
        var schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");
        Assert.Contains(
            "code",
            schemas
                .GetProperty("ProblemDetails")
                .GetProperty("required")
                .EnumerateArray()
                .Select(name => name.GetString())
        );
        Assert.True(
            schemas.GetProperty("RunProgress").GetProperty("properties").TryGetProperty("rowsPerSecond", out _)
        );
    }

    [Fact]
    public async Task What_may_be_left_out_is_not_demanded() =>
        Assert.DoesNotContain(
            "failure",
            (await DocumentAsync())
                .GetProperty("components")
                .GetProperty("schemas")
                .GetProperty("TrialSummary")
                .GetProperty("required")
                .EnumerateArray()
                .Select(name => name.GetString())
        );

    [Fact]
    public async Task Its_version_is_the_products() =>
        Assert.Equal(
            typeof(WireSchema).Assembly.GetName().Version!.ToString(3),
            (await DocumentAsync()).GetProperty("info").GetProperty("version").GetString()
        );

    private async Task<JsonElement> DocumentAsync()
    {
        using var person = new Person(api.Address);
        return await person.GetAsync("/api/openapi.json");
    }

    /// <summary>Every list of types in the document.</summary>
    private static IEnumerable<List<string?>> Types(JsonElement part) =>
        part.ValueKind switch
        {
            JsonValueKind.Object => part.EnumerateObject()
                .SelectMany(property =>
                    property.NameEquals("type") && property.Value.ValueKind == JsonValueKind.Array
                        ? [property.Value.EnumerateArray().Select(type => type.GetString()).ToList()]
                        : Types(property.Value)
                ),
            JsonValueKind.Array => part.EnumerateArray().SelectMany(Types),
            _ => [],
        };
}
