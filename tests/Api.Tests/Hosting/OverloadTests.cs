using System.Net;
using System.Text;

namespace AethergenAI.Api.Tests.Hosting;

/// <summary>What comes in beyond what the process can do is sent away, and asked to come back.</summary>
public sealed class OverloadTests(ApiFixture api)
{
    private const int Uploads = 60;

    /// <summary>Two are carried out at a time, eight wait, and a table takes longer to read than to send.</summary>
    [Fact]
    public async Task Of_many_uploads_at_once_some_are_carried_out_and_the_rest_is_told_when_to_come_back()
    {
        await using var app = api.Start([]); // of its own, so that other tests' uploads are not sent away
        using var person = new Person(app.ClientOptions.BaseAddress);
        await person.PostAsync("/api/sign-in/link", new { token = ApiFixture.LinkToken });
        string project = (await person.PostAsync("/api/projects", new { name = "x" })).Id();
        string table =
            "age,town\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i % 90},town {i % 7}\n"));
        HttpResponseMessage[] answers = await Task.WhenAll(
            Enumerable
                .Range(0, Uploads)
                .Select(_ =>
                    person.Http.PostAsync(
                        new Uri($"/api/projects/{project}/seeds?name=a.csv", UriKind.Relative),
                        new StringContent(table, Encoding.UTF8, "text/csv")
                    )
                )
        );

        var created = answers.Where(answer => answer.StatusCode == HttpStatusCode.Created).ToList();
        var sentAway = answers.Where(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable).ToList();
        Assert.Equal(Uploads, created.Count + sentAway.Count);
        Assert.InRange(created.Count, 1, Uploads - 1);
        Assert.All(sentAway, answer => Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta));
        Assert.Contains("request.overloaded", await sentAway[0].Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await person.UploadAsync(project, Samples.Csv); // and then it is as before
    }
}
