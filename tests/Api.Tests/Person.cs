using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AethergenAI.Tenancy;

namespace AethergenAI.Api.Tests;

/// <summary>Somebody at a browser: keeps cookies, and expects an answer to be what it should.</summary>
internal sealed class Person : IDisposable
{
    private readonly CookieContainer cookies = new();

    public Person(Uri address, Id<Tenant> tenant = default, string email = "", Guid account = default)
    {
        Tenant = tenant;
        Email = email;
        Account = account;
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public Id<Tenant> Tenant { get; }

    public string Email { get; }

    public Guid Account { get; }

    /// <summary>A program that shows a key instead of a cookie.</summary>
    public static Person WithKey(Uri address, string key)
    {
        var program = new Person(address);
        program.Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return program;
    }

    /// <summary>What the browser would send to a hub.</summary>
    public string CookieHeader => cookies.GetCookieHeader(Http.BaseAddress!);

    public void Dispose() => Http.Dispose();

    public async Task<JsonElement> GetAsync(string path) =>
        await ReadAsync(await Http.GetAsync(new Uri(path, UriKind.Relative)));

    public async Task<JsonElement> PostAsync(string path, object? body = null) =>
        await ReadAsync(await Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Json.Options));

    public async Task<JsonElement> PutAsync(string path, object body) =>
        await ReadAsync(await Http.PutAsJsonAsync(new Uri(path, UriKind.Relative), body, Json.Options));

    public async Task<JsonElement> DeleteAsync(string path) =>
        await ReadAsync(await Http.DeleteAsync(new Uri(path, UriKind.Relative)));

    public Task<JsonElement> UploadAsync(string project, string csv, string name = "people.csv") =>
        UploadAsync(project, new StringContent(csv, Encoding.UTF8), name);

    public async Task<JsonElement> UploadAsync(string project, HttpContent content, string name = "people.csv") =>
        await ReadAsync(
            await Http.PostAsync(new Uri($"/api/projects/{project}/seeds?name={name}", UriKind.Relative), content)
        );

    /// <summary>A problem of this status and code.</summary>
    public async Task<JsonElement> RefusedAsync(
        Func<Person, Task<HttpResponseMessage>> ask,
        HttpStatusCode status,
        string code
    )
    {
        using var answer = await ask(this);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        var problem = JsonElement.Parse(text);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem;
    }

    public Task<JsonElement> PostRefusedAsync(string path, object body, HttpStatusCode status, string code) =>
        RefusedAsync(
            person => person.Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Json.Options),
            status,
            code
        );

    public Task<JsonElement> PutRefusedAsync(string path, object body, HttpStatusCode status, string code) =>
        RefusedAsync(
            person => person.Http.PutAsJsonAsync(new Uri(path, UriKind.Relative), body, Json.Options),
            status,
            code
        );

    public Task<JsonElement> DeleteRefusedAsync(string path, HttpStatusCode status, string code) =>
        RefusedAsync(person => person.Http.DeleteAsync(new Uri(path, UriKind.Relative)), status, code);

    public Task<JsonElement> GetRefusedAsync(string path, HttpStatusCode status, string code) =>
        RefusedAsync(person => person.Http.GetAsync(new Uri(path, UriKind.Relative)), status, code);

    /// <summary>A project with a seed, a schema for it and a queued run.</summary>
    public async Task<Work> WorkAsync()
    {
        string project = (await PostAsync("/api/projects", new { name = "Ageing" })).Id();
        var seed = await UploadAsync(project, Samples.Csv);
        var schema = await PostAsync(
            $"/api/projects/{project}/schemas",
            new { name = "people", document = seed.GetProperty("profile").GetProperty("schema") }
        );
        var run = await PostAsync($"/api/projects/{project}/runs", Samples.NewRun(seed.Id(), schema.Id()));
        return new Work(project, seed.Id(), schema.Id(), run.Id());
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            string text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
            return text.Length == 0 ? default : JsonElement.Parse(text);
        }
    }
}

/// <summary>Ids of what a person made.</summary>
internal sealed record Work(string Project, string Seed, string Schema, string Run);

internal static class Samples
{
    internal static readonly string Csv =
        "age,town\n"
        + string.Concat(Enumerable.Range(0, 60).Select(i => $"{20 + i},{(i % 3 == 0 ? "Leeds" : "York")}\n"));

    internal static object NewRun(
        string seed,
        string schema,
        string generator = "independent",
        bool? needsGpu = null
    ) =>
        new
        {
            name = "First run",
            seedId = seed,
            schemaId = schema,
            needsGpu,
            recipe = new
            {
                name = "First run",
                data = new { seed = "people.csv" },
                @base = new { generator, rows = 100 },
            },
        };

    internal static string Id(this JsonElement made) => made.GetProperty("id").GetString()!;
}
