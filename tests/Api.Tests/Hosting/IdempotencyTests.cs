using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace AethergenAI.Api.Tests.Hosting;

/// <summary>A client that asks again gets the same answer, and nothing is made twice.</summary>
public sealed class IdempotencyTests(ApiFixture api)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_request_with_the_same_key_makes_one_thing()
    {
        using var person = await api.SignInAsync();
        var first = await SendAsync(person, "k1", "Ageing");
        var again = await SendAsync(person, "k1", "Ageing");
        Assert.Equal((HttpStatusCode.Created, false), (first.Status, first.Replayed));
        Assert.Equal((HttpStatusCode.Created, true), (again.Status, again.Replayed));
        Assert.Equal(first.Body, again.Body);
        Assert.Equal(first.Location, again.Location);
        Assert.Equal(1, (await person.GetAsync("/api/projects")).GetArrayLength());

        await SendAsync(person, "k2", "Ageing");
        Assert.Equal(2, (await person.GetAsync("/api/projects")).GetArrayLength());
    }

    [Fact]
    public async Task Of_requests_at_once_with_one_key_one_makes_the_thing()
    {
        using var person = await api.SignInAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(person, "k", "Ageing")));
        Assert.Single(answers, answer => answer is { Status: HttpStatusCode.Created, Replayed: false });
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer =>
            Assert.Contains("request.at-work", answer.Body, StringComparison.Ordinal)
        );
        Assert.Equal(1, (await person.GetAsync("/api/projects")).GetArrayLength());
    }

    [Fact]
    public async Task A_key_is_for_one_request()
    {
        using var person = await api.SignInAsync();
        await SendAsync(person, "k", "Ageing");
        var other = await SendAsync(person, "k", "Falls");
        Assert.Contains("request.key-reused", other.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_others_do_not_meet()
    {
        using var person = await api.SignInAsync();
        using var colleague = await api.SignInAsync(AethergenAI.Tenancy.Role.Engineer, person.Tenant);
        using var stranger = await api.SignInAsync();
        await SendAsync(person, "k", "Ageing");
        Assert.False((await SendAsync(colleague, "k", "Ageing")).Replayed);
        Assert.False((await SendAsync(stranger, "k", "Ageing")).Replayed);
    }

    [Fact]
    public async Task A_refused_request_can_be_corrected_under_its_key()
    {
        using var person = await api.SignInAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(person, "k", "")).Status);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(person, "k", "Ageing")).Status);
    }

    [Fact]
    public async Task A_run_is_started_once()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        string path = $"/api/projects/{work.Project}/runs";
        var first = await SendAsync(person, "r", Samples.NewRun(work.Seed, work.Schema), path);
        var again = await SendAsync(person, "r", Samples.NewRun(work.Seed, work.Schema), path);
        Assert.Equal(JsonElement.Parse(first.Body).Id(), JsonElement.Parse(again.Body).Id());
        Assert.Equal(2, (await person.GetAsync(path)).GetArrayLength());
    }

    private sealed record Answer(HttpStatusCode Status, string Body, Uri? Location, bool Replayed);

    private Task<Answer> SendAsync(Person person, string key, string name) =>
        SendAsync(person, key, new { name }, "/api/projects");

    private async Task<Answer> SendAsync(Person person, string key, object body, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body, options: Json.Options),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await person.Http.SendAsync(request, ct);
        return new Answer(
            answer.StatusCode,
            await answer.Content.ReadAsStringAsync(ct),
            answer.Headers.Location,
            answer.Headers.Contains("Idempotency-Replayed")
        );
    }
}
