using System.Net;
using System.Text.Json;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tests.Hosting;

/// <summary>
/// Every list, found in the API's own document: a new one is held to the same rules without a word here.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class PagingTests(ApiFixture api)
{
    /// <summary>Lists that the program itself has, and nobody adds to.</summary>
    private static readonly string[] Fixed = ["/api/constraints", "/api/generators"];

    /// <summary>
    /// Of at most twenty, as <c>PasskeyTests</c> holds, and of at most ten, as <c>SignInAuthorityTests</c> does.
    /// </summary>
    private static readonly string[] Small = ["/api/me/passkeys", "/api/me/single-sign-on", "/api/sign-in-authorities"];

    [Fact]
    public async Task A_list_is_read_in_parts_and_none_is_longer_than_its_maximum()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        await using (var db = api.Tenants.OpenFor(person.Tenant))
        {
            await FullLists.FillAsync(db, work);
        }

        var lists = await ListsAsync(person);
        Assert.True(lists.Count >= 8, $"The document has {lists.Count} lists.");
        foreach (var list in lists)
        {
            string path = Filled(list.Path, work);
            int usual = (await person.GetAsync(path)).GetArrayLength();
            int most = (await person.GetAsync($"{path}?limit={list.Max}")).GetArrayLength();
            Assert.True((usual, most) == (list.Usual, list.Max), $"{path}: {usual} and {most} rows.");
            await person.GetRefusedAsync($"{path}?limit={list.Max + 1}", HttpStatusCode.BadRequest, "request.invalid");
            await HoldsEachRowOnceAsync(person, path, list);
        }
    }

    [Fact]
    public async Task Lists_that_only_the_program_adds_to_are_short()
    {
        using var person = await api.SignInAsync();
        foreach (string path in Fixed)
        {
            Assert.InRange((await person.GetAsync(path)).GetArrayLength(), 1, 200);
        }
    }

    [Fact]
    public async Task Runs_that_are_done_can_be_listed_alone()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        string runs = $"/api/projects/{work.Project}/runs";
        Assert.Equal(0, (await person.GetAsync($"{runs}?done=true")).GetArrayLength());
        await using (var db = api.Tenants.OpenFor(person.Tenant))
        {
            await db.Runs.ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, RunStatus.Done));
        }
        Assert.Equal(work.Run, Assert.Single((await person.GetAsync($"{runs}?done=true")).EnumerateArray()).Id());
    }

    private sealed record PagedList(string Path, string From, int Usual, int Max);

    private static async Task<List<PagedList>> ListsAsync(Person person)
    {
        var lists = new List<PagedList>();
        var document = await person.GetAsync("/api/openapi.json");
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            if (
                Fixed.Contains(path.Name)
                || Small.Contains(path.Name)
                || !path.Value.TryGetProperty("get", out var get)
                || !IsList(get)
            )
            {
                continue;
            }
            var limit = Parameter(get, "limit") ?? throw new InvalidOperationException($"{path.Name} has no limit.");
            string from = Parameter(get, "offset") is null ? "from" : "offset";
            Assert.True(Parameter(get, from) is not null, $"{path.Name} cannot be read on.");
            lists.Add(
                new(path.Name, from, limit.GetProperty("default").GetInt32(), limit.GetProperty("maximum").GetInt32())
            );
        }
        return lists;
    }

    private static bool IsList(JsonElement get) =>
        get.GetProperty("responses").TryGetProperty("200", out var answer)
        && answer.TryGetProperty("content", out var content)
        && content.TryGetProperty("application/json", out var json)
        && json.GetProperty("schema").TryGetProperty("type", out var type)
        && type.GetString() == "array";

    private static JsonElement? Parameter(JsonElement get, string name) =>
        get.TryGetProperty("parameters", out var parameters)
            ? parameters
                .EnumerateArray()
                .Where(parameter => parameter.GetProperty("name").GetString() == name)
                .Select(parameter => (JsonElement?)parameter.GetProperty("schema"))
                .FirstOrDefault()
            : null;

    private static async Task HoldsEachRowOnceAsync(Person person, string path, PagedList list)
    {
        var rows = new List<string>();
        int part;
        do
        {
            var answer = await person.GetAsync($"{path}?{list.From}={rows.Count}&limit={list.Max}");
            part = answer.GetArrayLength();
            rows.AddRange(answer.EnumerateArray().Select(row => row.GetRawText()));
        } while (part == list.Max);

        Assert.True(rows.Count > list.Max, $"{path} has {rows.Count} rows.");
        Assert.True(rows.Distinct().Count() == rows.Count, $"{path} repeats rows.");
    }

    private static string Filled(string path, Work work) =>
        path.Replace("{id}", path.StartsWith("/api/runs", StringComparison.Ordinal) ? work.Run : work.Project);
}
