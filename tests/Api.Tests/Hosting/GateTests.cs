using System.Net;
using System.Text;
using System.Text.Json;

namespace AethergenAI.Api.Tests.Hosting;

/// <summary>Whatever is sent, the answer is a problem with a code, and never 500.</summary>
public sealed class GateTests(ApiFixture api)
{
    private const string Column = """{"kind":"integer","name":"a","min":0,"max":9}""";

    [Theory]
    [InlineData("projects", "{\"name\":\"a\\u0000b\"}")]
    [InlineData("projects", "{\"name\":\"\\ud800\"}")]
    [InlineData("projects", "{\"name\":\"\u0001\"}")]
    [InlineData("projects/P/schemas", "{\"document\":{\"name\":\"\\u0000\",\"columns\":[COLUMN]}}")]
    [InlineData("projects/P/schemas", "{\"document\":{\"name\":\"LONG\",\"columns\":[COLUMN]}}")]
    [InlineData("projects/P/schemas", "{\"name\":\"x\",\"document\":{\"name\":\"x\",\"columns\":[DEEP]}}")]
    [InlineData("recipes/read", "{\"text\":\"name: \\u0000\",\"yaml\":true}")]
    [InlineData("projects/P/recipes", "{\"document\":{\"name\":\"\\udc00\",\"data\":{\"seed\":\"s\"},\"base\":{}}}")]
    [InlineData("sign-in", "{\"email\":\"\\u0000\",\"password\":\"x\"}")]
    public Task What_no_text_may_hold_is_refused(string path, string body) =>
        RefusedAsync(path, body, "input.not-plain");

    [Theory]
    [InlineData("projects/P/schemas", "{\"document\":{\"name\":\"x\",\"columns\":[null]}}")]
    [InlineData("projects/P/schemas", "{\"document\":{\"name\":\"x\",\"columns\":[{\"name\":\"a\"}]}}")]
    [InlineData("projects/P/schemas", "{\"document\":{\"name\":\"x\",\"columns\":[COLUMN],\"constraints\":[null]}}")]
    [InlineData("projects/P/schemas", "{\"document\":{\"name\":\"x\",\"columns\":[COLUMN],\"constraints\":[{}]}}")]
    [InlineData(
        "recipes/write",
        "{\"document\":{\"name\":\"x\",\"data\":{\"seed\":\"s\"},\"base\":{},\"factors\":[null]}}"
    )]
    [InlineData("projects", "{\"name\":null}")]
    [InlineData("projects", "null")]
    [InlineData("projects", "[]")]
    [InlineData("projects", "{\"name\":")]
    [InlineData("projects", "")]
    public Task What_is_no_such_document_is_refused(string path, string body) =>
        RefusedAsync(path, body, "request.invalid");

    [Theory]
    [InlineData("recipes/read", "{\"text\":\"a: {x, 'b: [\",\"yaml\":true}", "recipe.malformed")]
    [InlineData("recipes/read", "{\"text\":\"a: 1e999\",\"yaml\":true}", "input.not-plain")]
    [InlineData("recipes/read", "{\"text\":\"{\\\"a\\\":1e999}\"}", "input.not-plain")]
    public Task A_text_that_is_no_recipe_is_refused(string path, string body, string code) =>
        RefusedAsync(path, body, code);

    /// <summary>ASP.NET's own words name a C# type.</summary>
    [Theory]
    [InlineData("projects/P/runs?limit=few", "'few' is not a valid 'limit'")]
    [InlineData("runs/one", "'one' is not a valid 'id'")]
    public async Task An_address_that_cannot_be_read_is_told_in_words(string path, string words)
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "x" })).Id();

        using var refused = await person.Http.GetAsync(
            new Uri("/api/" + path.Replace("P", project, StringComparison.Ordinal), UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        string answer = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(words, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Failed to bind", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("projects/P/recipes?after=%00")]
    [InlineData("runs/P/artefacts/a%01b")]
    public async Task What_no_address_may_hold_is_refused(string path)
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "x" })).Id();
        await person.GetRefusedAsync(
            "/api/" + path.Replace("P", project, StringComparison.Ordinal),
            HttpStatusCode.BadRequest,
            "input.not-plain"
        );
    }

    [Fact]
    public async Task A_seed_whose_cells_no_database_stores_is_refused()
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "x" })).Id();
        await person.RefusedAsync(
            who =>
                who.Http.PostAsync(
                    new Uri($"/api/projects/{project}/seeds?name=a.csv", UriKind.Relative),
                    new StringContent("town,age\n" + string.Concat(Enumerable.Repeat("Yo\u0001rk,1\nLeeds,2\n", 30)))
                ),
            HttpStatusCode.BadRequest,
            "input.not-plain"
        );
    }

    [Fact]
    public async Task Json_in_another_encoding_is_not_read()
    {
        using var person = await api.SignInAsync();
        await person.RefusedAsync(
            who =>
                who.Http.PostAsync(
                    new Uri("/api/projects", UriKind.Relative),
                    new StringContent("{\"name\":\"\\u0000\"}", Encoding.Unicode, "application/json")
                ),
            HttpStatusCode.UnsupportedMediaType,
            "request.media-type"
        );
    }

    private async Task RefusedAsync(string path, string body, string code)
    {
        using var person = await api.SignInAsync();
        string project = (await person.PostAsync("/api/projects", new { name = "x" })).Id();
        string sent = body.Replace("COLUMN", Column, StringComparison.Ordinal)
            .Replace("LONG", new string('n', 501), StringComparison.Ordinal)
            .Replace("DEEP", new string('[', 70) + new string(']', 70), StringComparison.Ordinal);
        JsonElement problem = await person.RefusedAsync(
            who =>
                who.Http.PostAsync(
                    new Uri("/api/" + path.Replace("P", project, StringComparison.Ordinal), UriKind.Relative),
                    new StringContent(sent, Encoding.UTF8, "application/json")
                ),
            HttpStatusCode.BadRequest,
            code
        );
        Assert.DoesNotContain("AethergenAI", problem.GetRawText(), StringComparison.Ordinal);
    }
}
