using System.Net;
using AethergenAI.Measuring;

namespace AethergenAI.Api.Tests.Hosting;

/// <summary>Who asks too often is sent away for a second, and nobody else is.</summary>
public sealed class CallerLimitTests(ApiFixture api)
{
    private static readonly Uri Projects = new("/api/projects", UriKind.Relative);

    [Fact]
    public async Task An_organisation_beyond_its_limit_is_told_when_to_come_back_and_another_is_not()
    {
        await using var app = api.Start(new() { ["Requests:PerOrganisation"] = "5" });
        using var one = await SignInAsync(app);
        using var other = await SignInAsync(app);

        var answers = await ManyAsync(one.Http);

        var sentAway = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.InRange(answers.Count(answer => answer.IsSuccessStatusCode), 1, answers.Length - 1);
        Assert.Equal(answers.Length, sentAway.Count + answers.Count(answer => answer.IsSuccessStatusCode));
        Assert.All(sentAway, answer => Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta));
        string problem = await sentAway[0].Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("request.too-many", problem);
        Assert.Contains("Your organisation may make 5 requests a second", problem);
        await other.GetAsync("/api/projects");
    }

    [Fact]
    public async Task A_key_beyond_its_limit_leaves_people_and_other_keys_alone()
    {
        await using var app = api.Start(new() { ["Requests:PerProgram"] = "5" });
        using var owner = await SignInAsync(app);
        using var wild = await KeyAsync(owner, "wild");
        using var calm = await KeyAsync(owner, "calm");

        var answers = await ManyAsync(wild);

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Contains(answers, answer => answer.IsSuccessStatusCode);
        using var of = await calm.GetAsync(Projects, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, of.StatusCode);
        await owner.GetAsync("/api/projects");
    }

    [Fact]
    public async Task Who_is_sent_away_is_counted_by_code_and_organisation()
    {
        using var denied = new Listening("aethergen.requests.denied");
        await using var app = api.Start(new() { ["Requests:PerOrganisation"] = "5" });
        using var one = await SignInAsync(app);
        var answers = await ManyAsync(one.Http);
        using var nobody = new HttpClient { BaseAddress = app.ClientOptions.BaseAddress };
        (await nobody.GetAsync(Projects, TestContext.Current.CancellationToken)).Dispose();

        int sentAway = answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        var counted = denied.Of(one.Tenant);
        Assert.Equal(sentAway, counted.Count(told => told.Tags["code"] == "request.too-many"));
        Assert.All(counted, told => Assert.Equal("429", told.Tags["http.response.status_code"]));
        Assert.Contains(denied.OfNobody(), told => told.Tags["code"] == "sign-in.required");
    }

    /// <summary>Far more than four times the limit, so that no second on a slow machine lets them all in.</summary>
    private static Task<HttpResponseMessage[]> ManyAsync(HttpClient client) =>
        Task.WhenAll(Enumerable.Range(0, 300).Select(_ => client.GetAsync(Projects)));

    private async Task<Person> SignInAsync(ApiFixture.App app)
    {
        using var owner = await api.SignInAsync();
        var person = new Person(app.ClientOptions.BaseAddress, owner.Tenant, owner.Email);
        await person.PostAsync("/api/sign-in", new { email = owner.Email, password = ApiFixture.Password });
        return person;
    }

    private static async Task<HttpClient> KeyAsync(Person owner, string name)
    {
        var made = await owner.PostAsync("/api/keys", new { name, role = "analyst" });
        var client = new HttpClient { BaseAddress = owner.Http.BaseAddress };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {made.GetProperty("text").GetString()}");
        return client;
    }
}
