using AethergenAI.Tenancy;

namespace AethergenAI.Api.Tests.Hosting;

/// <summary>Several APIs that share the database and no folder, as replicas and successive containers do.</summary>
public sealed class ReplicaTests(ApiFixture api)
{
    private static readonly Dictionary<string, string> InDatabase = new()
    {
        ["Keys:Root"] = "",
        ["Keys:Secret"] = "a secret of more than thirty letters",
    };

    [Fact]
    public async Task A_person_who_signed_in_at_one_is_known_at_the_other()
    {
        using Person person = await api.SignInAsync(Role.Engineer);
        await using var first = api.Start(InDatabase);
        await using var second = api.Start(InDatabase);
        using var visitor = new Person(first.ClientOptions.BaseAddress, person.Tenant, person.Email);
        await visitor.PostAsync("/api/sign-in", new { email = person.Email, password = ApiFixture.Password });

        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(second.ClientOptions.BaseAddress, "/api/me")
        );
        request.Headers.Add("Cookie", visitor.CookieHeader);
        using var bare = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var answer = await bare.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    /// <summary>Each writes what the authority knows of the command line.</summary>
    [Fact]
    public async Task Several_start_at_the_same_moment()
    {
        var apps = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => api.Start([]))));

        foreach (var app in apps)
        {
            using var anyone = new Person(app.ClientOptions.BaseAddress);
            using var answer = await anyone.Http.GetAsync(
                new Uri("/health/ready", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            await app.DisposeAsync();
        }
    }
}
