using System.Net;

namespace AethergenAI.Api.Tests.Hosting;

public sealed class HealthTests(ApiFixture api)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task The_answer_names_the_start_that_it_belongs_to(string path)
    {
        await using var app = api.Start(new() { ["AETHERGEN_INSTANCE"] = "this-start" });
        using var http = new HttpClient { BaseAddress = app.ClientOptions.BaseAddress };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("this-start", Assert.Single(answer.Headers.GetValues("X-AethergenAI-Instance")));
    }
}
