using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AethergenAI.Data;
using AethergenAI.Data.Runs;
using AethergenAI.Workspace;

namespace AethergenAI.Api.Tests.Runs;

public sealed class ArtefactTests(ApiFixture api)
{
    [Fact]
    public async Task An_artefact_comes_with_its_type_and_its_hash_and_in_parts()
    {
        using var person = await api.SignInAsync();
        var work = await MadeAsync(person, "trials/c01-r1/synthetic.csv", "age\n31\n");
        var artefact = Assert.Single((await person.GetAsync($"/api/runs/{work.Run}/artefacts")).EnumerateArray());
        string tag = $"\"{artefact.GetProperty("sha256").GetString()}\"";

        using var whole = await person.Http.GetAsync(Path(work, "trials/c01-r1/synthetic.csv"));
        Assert.Equal("age\n31\n", await whole.Content.ReadAsStringAsync());
        Assert.Equal("text/csv", whole.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", whole.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(tag, whole.Headers.ETag!.Tag);

        using var part = await AskAsync(person, work, headers => headers.Range = new RangeHeaderValue(4, 5));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("31", await part.Content.ReadAsStringAsync());

        using var known = await AskAsync(person, work, headers =>
            headers.IfNoneMatch.Add(new EntityTagHeaderValue(tag))
        );
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Fact]
    public async Task A_page_that_a_run_made_runs_as_nobody()
    {
        using var person = await api.SignInAsync();
        var work = await MadeAsync(person, "trials/c01-r1/report.html", "<!doctype html>");
        using var page = await person.Http.GetAsync(Path(work, "trials/c01-r1/report.html"));
        string policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("sandbox", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-same-origin", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_run_has_not_made_is_not_found()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        await person.GetRefusedAsync(
            $"/api/runs/{work.Run}/artefacts/summary.json",
            HttpStatusCode.NotFound,
            "artefact.not-made"
        );
        await person.GetRefusedAsync(
            $"/api/runs/{work.Run}/trials/c01-r1/report",
            HttpStatusCode.NotFound,
            "artefact.not-made"
        );
        await person.GetRefusedAsync($"/api/runs/{work.Run}/pack", HttpStatusCode.NotFound, "artefact.not-made");
    }

    [Fact]
    public async Task What_is_no_pack_is_judged_not_intact()
    {
        using var person = await api.SignInAsync();
        using var answer = await person.Http.PostAsync(
            new Uri("/api/packs/verify", UriKind.Relative),
            new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new("application/zip") } }
        );
        Assert.Contains("\"intact\":false", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<Work> MadeAsync(Person person, string name, string text)
    {
        var work = await person.WorkAsync();
        var run = new Id<Run>(Guid.Parse(work.Run));
        await new BlobArtefacts(api.Tenants, api.Blobs, person.Tenant, run, new MicrosecondClock()).WriteAsync(
            name,
            (stream, ct) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), ct).AsTask(),
            CancellationToken.None
        );
        return work;
    }

    private static Uri Path(Work work, string name) => new($"/api/runs/{work.Run}/artefacts/{name}", UriKind.Relative);

    private static async Task<HttpResponseMessage> AskAsync(Person person, Work work, Action<HttpRequestHeaders> say)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path(work, "trials/c01-r1/synthetic.csv"));
        say(request.Headers);
        return await person.Http.SendAsync(request);
    }
}
