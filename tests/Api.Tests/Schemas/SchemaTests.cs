using System.Net;

namespace AethergenAI.Api.Tests.Schemas;

public sealed class SchemaTests(ApiFixture api)
{
    private static object Document(int max) =>
        new
        {
            name = "people",
            columns = new[]
            {
                new
                {
                    kind = "integer",
                    name = "age",
                    min = 0,
                    max,
                },
            },
        };

    [Fact]
    public async Task Versions_are_numbered_and_hashed_and_an_unchanged_one_is_not_saved_again()
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "Ageing" })).Id();
        var first = await person.PostAsync($"/api/projects/{project}/schemas", new { document = Document(120) });
        var again = await person.PostAsync($"/api/projects/{project}/schemas", new { document = Document(120) });
        var second = await person.PostAsync($"/api/projects/{project}/schemas", new { document = Document(130) });
        Assert.Equal(first.Id(), again.Id());
        Assert.Equal([1, 2], new[] { first, second }.Select(version => version.GetProperty("number").GetInt32()));
        Assert.NotEqual(first.GetProperty("hash").GetString(), second.GetProperty("hash").GetString());
        Assert.Equal("people", first.GetProperty("name").GetString());
        Assert.Equal(2, (await person.GetAsync($"/api/projects/{project}/schemas")).GetArrayLength());
        Assert.Equal(second.GetRawText(), (await person.GetAsync($"/api/schemas/{second.Id()}")).GetRawText());
    }

    [Fact]
    public async Task A_hierarchy_of_levels_comes_back_as_it_was_saved_and_is_checked()
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "Codes" })).Id();
        var saved = await person.PostAsync($"/api/projects/{project}/schemas", new { document = Codes("C") });

        Assert.Equal(
            """{"C50":"C","C50.1":"C50"}""",
            (await person.GetAsync($"/api/schemas/{saved.Id()}"))
                .GetProperty("document")
                .GetProperty("columns")[0]
                .GetProperty("hierarchy")
                .GetRawText()
        );
        await person.PostRefusedAsync(
            $"/api/projects/{project}/schemas",
            new { document = Codes("C50.1") },
            HttpStatusCode.BadRequest,
            "schema.hierarchy"
        );

        static object Codes(string parent) =>
            new
            {
                name = "codes",
                columns = new[]
                {
                    new
                    {
                        kind = "categorical",
                        name = "code",
                        levels = new[] { "C", "C50", "C50.1" },
                        hierarchy = new Dictionary<string, string> { ["C50"] = parent, ["C50.1"] = "C50" },
                    },
                },
            };
    }

    [Fact]
    public async Task A_schema_that_contradicts_itself_is_refused()
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "Ageing" })).Id();
        await person.PostRefusedAsync(
            $"/api/projects/{project}/schemas",
            new { document = Document(-1) },
            HttpStatusCode.BadRequest,
            "schema.bounds"
        );
    }

    [Fact]
    public async Task Each_constraint_says_its_own_sentence()
    {
        using var person = await api.SignInAsync();
        var sentences = await person.PostAsync(
            "/api/constraints/sentences",
            new
            {
                constraints = new object[]
                {
                    new
                    {
                        kind = "inequality",
                        low = "start",
                        high = "end",
                        strict = true,
                    },
                    new { kind = "unique", columns = new[] { "id" } },
                },
            }
        );
        Assert.Equal(
            ["'start' < 'end'", "unique 'id'"],
            sentences.EnumerateArray().Select(sentence => sentence.GetString())
        );
    }

    [Fact]
    public async Task Each_kind_of_constraint_says_what_a_form_asks_for()
    {
        using var person = await api.SignInAsync();
        var kinds = (await person.GetAsync("/api/constraints")).EnumerateArray().ToList();
        Assert.Equal(
            ["inequality", "sum", "combinations", "unique"],
            kinds.Select(kind => kind.GetProperty("kind").GetString())
        );
        var high = kinds[0].GetProperty("fields")[1];
        Assert.Equal("high", high.GetProperty("name").GetString());
        Assert.False(high.GetProperty("isList").GetBoolean());
        Assert.Equal(1, high.GetProperty("maximum").GetInt32());
        Assert.Contains("datetime", high.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetString()));
        Assert.Equal("strict", kinds[0].GetProperty("flags")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("""{"document":{"name":"x","columns":[{"kind":"colour","name":"a"}]}}""")]
    [InlineData("""{"document":{"name":"x","columns":[{"kind":"integer","name":"a","min":"1"}]}}""")]
    [InlineData("""{"document":{"name":"x"}}""")]
    [InlineData("""{"document":""")]
    [InlineData("""{}""")]
    public async Task A_body_that_is_no_schema_is_a_problem_with_a_code(string body)
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "Ageing" })).Id();
        await person.RefusedAsync(
            who =>
                who.Http.PostAsync(
                    new Uri($"/api/projects/{project}/schemas", UriKind.Relative),
                    new StringContent(body, null, "application/json")
                ),
            HttpStatusCode.BadRequest,
            "request.invalid"
        );
    }
}
